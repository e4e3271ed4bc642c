package io.mudlark.jobs.cli;

import io.mudlark.ipfix.decode.DecodeLimits;
import io.mudlark.ipfix.decode.DecodeSettings;
import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.Durations;
import io.mudlark.jobs.config.Reasons;
import io.mudlark.jobs.ipfix.ExportReading;
import io.mudlark.source.datagram.CapturedExports;
import io.mudlark.source.datagram.DatagramReceiver;
import io.mudlark.source.datagram.ListenAddress;
import io.mudlark.source.datagram.TcpReceiver;
import io.mudlark.source.datagram.TcpSettings;
import io.mudlark.source.datagram.UdpReceiver;
import io.mudlark.source.datagram.UdpSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options of the commands that read export messages, and how they are carried out. */
@SuppressWarnings("NullAway.Init") // picocli sets the lists before they are used
final class IpfixInput {
  private static final Duration TEMPLATE_LIFE = Duration.ofHours(1);

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description =
          "IPFIX files (RFC 5655), or captures (pcap, pcapng) of the traffic to a collector; all"
              + " also .gz.")
  private List<Path> files = List.of();

  @Option(
      names = "--listen",
      paramLabel = "ADDRESS",
      description = "Receive instead: udp://HOST:PORT or tcp://HOST:PORT; may be given again.")
  private List<String> listen = List.of();

  @Option(
      names = "--ports",
      split = ",",
      paramLabel = "PORT",
      description =
          "UDP ports of collectors in captures, or 'all' (default: 2055,2056,4432,4739,9995,9996).")
  private List<String> ports = List.of();

  @Mixin private ElementOptions elements;

  @Option(
      names = "--limit",
      paramLabel = "RECORDS",
      description = "End after so many records (default: no end).")
  private long limit = Long.MAX_VALUE;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      description = "End listening after so long, such as 30s or 5m (default: at Ctrl-C).")
  private @Nullable String time;

  private volatile boolean stopped;

  /** Tables and limits as the options ask for; over UDP templates live for an hour. */
  DecodeSettings settings() throws ConfigException {
    DecodeSettings settings = elements.settings();
    if (listen.isEmpty()) {
      return settings;
    }
    DecodeLimits limits = settings.limits();
    return settings.withLimits(
        limits.withTemplates(limits.templates().withLifetimeNanos(TEMPLATE_LIFE.toNanos())));
  }

  long limit() throws ConfigException {
    if (limit < 1) {
      throw new ConfigException("--limit is at least 1, not " + limit);
    }
    return limit;
  }

  /** Says what contradicts itself in the options. */
  void check() throws ConfigException {
    if (files.isEmpty() == listen.isEmpty()) {
      throw new ConfigException(
          files.isEmpty()
              ? "nothing to read: give a FILE or --listen"
              : "give FILEs or --listen, not both");
    }
    if (time != null && listen.isEmpty()) {
      throw new ConfigException("--for goes with --listen");
    }
    limit();
    portSet();
  }

  private Set<Integer> portSet() throws ConfigException {
    if (ports.isEmpty()) {
      return CapturedExports.DEFAULT_PORTS;
    }
    if (ports.equals(List.of("all"))) {
      return Set.of();
    }
    Set<Integer> set = new TreeSet<>();
    for (String port : ports) {
      if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
        throw new ConfigException("--ports: '" + port + "' is no port");
      }
      set.add(Integer.parseInt(port));
    }
    return set;
  }

  /**
   * Reads all there is.
   *
   * @return the sockets that were listened at, closed by now, for what they have counted
   */
  List<DatagramReceiver> read(ExportReading reading) throws ConfigException, IOException {
    if (listen.isEmpty()) {
      reading.files(files, portSet());
      return List.of();
    }
    List<DatagramReceiver> receivers = new ArrayList<>();
    Thread hook = onInterrupt(Thread.currentThread());
    try {
      for (String address : listen) {
        receivers.add(open(address));
      }
      receivers.forEach(one -> Terminal.problem("listening at " + name(one)));
      Clock clock = Clock.systemUTC();
      Instant end = time == null ? Instant.MAX : clock.instant().plus(duration());
      reading.receive(receivers, () -> stopped || !clock.instant().isBefore(end));
    } finally {
      if (!stopped) {
        Runtime.getRuntime().removeShutdownHook(hook);
      }
    }
    return receivers;
  }

  private static String name(DatagramReceiver receiver) {
    return receiver.address().toString().replaceFirst("^.*/", "");
  }

  static void close(List<DatagramReceiver> receivers) throws IOException {
    for (DatagramReceiver receiver : receivers) {
      receiver.close();
    }
  }

  private Duration duration() throws ConfigException {
    try {
      return Durations.parse(String.valueOf(time));
    } catch (IllegalArgumentException e) {
      throw new ConfigException("--for: " + Reasons.of(e), e);
    }
  }

  private static DatagramReceiver open(String text) throws ConfigException {
    try {
      ListenAddress address = ListenAddress.parse(text);
      if (address.transport() == ListenAddress.Transport.TLS) {
        throw new ConfigException("--listen " + text + ": only udp:// and tcp:// here");
      }
      return address.transport() == ListenAddress.Transport.UDP
          ? UdpReceiver.open(UdpSettings.of(address), Clock.systemUTC())
          : TcpReceiver.open(TcpSettings.of(address, null), Clock.systemUTC());
    } catch (IllegalArgumentException | IOException e) {
      throw new ConfigException("--listen: " + Reasons.of(e), e);
    }
  }

  /** At Ctrl-C the reading ends, and what was read is still reported. */
  private Thread onInterrupt(Thread reader) {
    Thread hook =
        new Thread(
            () -> {
              stopped = true;
              try {
                reader.join(5000);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "mudlark-ipfix-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    return hook;
  }
}
