package io.mudlark.jobs.cli;

import io.mudlark.jobs.config.CollectorEnvironment;
import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.Reasons;
import io.mudlark.source.datagram.CapturedExports;
import io.mudlark.source.datagram.DatagramReceiver;
import io.mudlark.source.datagram.ListenAddress;
import io.mudlark.source.datagram.TcpReceiver;
import io.mudlark.source.datagram.TcpSettings;
import io.mudlark.source.datagram.TlsKeys;
import io.mudlark.source.datagram.UdpReceiver;
import io.mudlark.source.datagram.UdpSettings;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code mudlark collect} that say where exporters find it. */
@SuppressWarnings("NullAway.Init") // picocli sets options before they are used
final class CollectListenOptions {
  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description =
          "Where to listen (default: COLLECTOR or HOST of the environment, else 127.0.0.1).")
  private @Nullable String host;

  @Option(
      names = {"-p", "--port"},
      paramLabel = "PORT",
      description = "The port (default: COLLECTOR_PORT or PORT of the environment, else 2055).")
  private @Nullable String port;

  @Option(
      names = "--transport",
      split = ",",
      defaultValue = "udp",
      paramLabel = "udp|tcp|tls",
      description = "How exporters come; udp,tcp for both (default: ${DEFAULT-VALUE}).")
  private List<String> transports;

  @Mixin private ListenerTlsOptions tls;

  /**
   * Opens all receivers, or none.
   *
   * @throws ConfigException when an address cannot be had, or keys cannot be used
   */
  List<DatagramReceiver> open(CollectorEnvironment environment, Clock clock)
      throws ConfigException {
    String address = CollectStoreOptions.first(host, environment.host());
    int number = number(CollectStoreOptions.first(port, environment.port()));
    List<DatagramReceiver> receivers = new ArrayList<>();
    try {
      for (String transport : transports) {
        receivers.add(receiver(transport, address == null ? "127.0.0.1" : address, number, clock));
      }
    } catch (ConfigException e) {
      close(receivers);
      throw e;
    }
    return receivers;
  }

  private DatagramReceiver receiver(String transport, String host, int port, Clock clock)
      throws ConfigException {
    String plain = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    ListenAddress.Transport by = transport(transport);
    ListenAddress address = new ListenAddress(by, plain, port, ListenAddress.DEFAULT_SITE);
    TlsKeys keys = by == ListenAddress.Transport.TLS ? tls.keys() : null;
    if (by == ListenAddress.Transport.TLS && keys == null) {
      throw new ConfigException("--transport tls takes --tls-cert and --tls-ca");
    }
    try {
      return by == ListenAddress.Transport.UDP
          ? UdpReceiver.open(UdpSettings.of(address), clock)
          : TcpReceiver.open(TcpSettings.of(address, keys), clock);
    } catch (IOException e) {
      throw new ConfigException(Reasons.of(e), e);
    }
  }

  private static ListenAddress.Transport transport(String word) throws ConfigException {
    for (ListenAddress.Transport each : ListenAddress.Transport.values()) {
      if (each.name().equals(word.strip().toUpperCase(Locale.ROOT))) {
        return each;
      }
    }
    throw new ConfigException("--transport is udp, tcp or tls, not '" + word + "'");
  }

  private static int number(@Nullable String text) throws ConfigException {
    if (text == null) {
      return 2055;
    }
    if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
      throw new ConfigException("--port is 0 to 65535, not '" + text + "'");
    }
    return Integer.parseInt(text);
  }

  /** Closes them, come what may. */
  static void close(List<DatagramReceiver> receivers) {
    for (DatagramReceiver receiver : receivers) {
      try {
        receiver.close();
      } catch (IOException e) {
        Terminal.problem(String.valueOf(e.getMessage()));
      }
    }
  }

  /** The collector's ports in captures: the usual ones and its own. */
  Set<Integer> ports(CollectorEnvironment environment) throws ConfigException {
    Set<Integer> ports = new HashSet<>(CapturedExports.DEFAULT_PORTS);
    ports.add(number(CollectStoreOptions.first(port, environment.port())));
    return ports;
  }
}
