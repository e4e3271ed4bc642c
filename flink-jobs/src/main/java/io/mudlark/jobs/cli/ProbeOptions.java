package io.mudlark.jobs.cli;

import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.probe.ProbeProtocol;
import io.mudlark.probe.exchange.ExchangeConfig;
import io.mudlark.probe.tcp.TcpLimits;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Option;

/** Timeouts, limits and ports of {@code mudlark probe}. */
@SuppressWarnings("NullAway.Init") // picocli sets options that have a default
final class ProbeOptions {
  @Option(
      names = "--ports",
      split = ",",
      paramLabel = "PROTOCOL=PORT",
      description =
          "Further ports of servers, such as mqtt=1884,coap=61616 (always: mqtt=1883, coap=5683,"
              + " opcua=4840).")
  private List<String> ports = List.of();

  @Option(
      names = "--idle-timeout",
      paramLabel = "TIME",
      defaultValue = "60s",
      converter = RunCommand.DurationConverter.class,
      description =
          "An exchange without packets for longer is exported as it is (default:"
              + " ${DEFAULT-VALUE}).")
  private Duration idle;

  @Option(
      names = "--active-timeout",
      paramLabel = "TIME",
      defaultValue = "300s",
      converter = RunCommand.DurationConverter.class,
      description = "No exchange stays open for longer (default: ${DEFAULT-VALUE}).")
  private Duration active;

  @Option(
      names = "--max-exchanges",
      paramLabel = "N",
      defaultValue = "100000",
      description =
          "Open exchanges; beyond, the one silent for longest is exported (default:"
              + " ${DEFAULT-VALUE}).")
  private int maxExchanges;

  @Option(
      names = "--max-connections",
      paramLabel = "N",
      defaultValue = "100000",
      description = "TCP connections that are followed (default: ${DEFAULT-VALUE}).")
  private int maxConnections;

  @Option(
      names = "--max-buffered",
      paramLabel = "OCTETS",
      defaultValue = "67108864",
      description =
          "Octets that all connections together hold back for reassembly (default:"
              + " ${DEFAULT-VALUE}).")
  private long maxBuffered;

  /** Timeouts and limits of exchanges. */
  ExchangeConfig exchanges(boolean metered) throws ConfigException {
    TcpLimits tcp = TcpLimits.DEFAULT;
    try {
      return new ExchangeConfig(
          idle,
          active,
          maxExchanges,
          metered,
          new TcpLimits(
              maxConnections,
              tcp.maxPendingOctets(),
              maxBuffered,
              tcp.gapPatience(),
              tcp.idleTimeout()));
    } catch (IllegalArgumentException e) {
      throw new ConfigException(String.valueOf(e.getMessage()), e);
    }
  }

  /** The protocols of a list such as {@code mqtt,coap}, or {@code all}, with their ports. */
  Map<ProbeProtocol, Set<Integer>> protocols(String text) throws ConfigException {
    Map<ProbeProtocol, Set<Integer>> chosen = new LinkedHashMap<>();
    for (String word : text.split(",", -1)) {
      ProbeProtocol protocol = ProbeProtocol.named(word);
      boolean all = word.strip().equalsIgnoreCase("all");
      if (protocol == null && !all) {
        throw new ConfigException("--protocol is mqtt, coap, opcua or all, not '" + word + "'");
      }
      for (ProbeProtocol each : ProbeProtocol.values()) {
        if (all || each == protocol) {
          chosen.put(each, new HashSet<>(Set.of(each.port())));
        }
      }
    }
    for (String port : ports) {
      add(port, chosen);
    }
    return chosen;
  }

  private static void add(String text, Map<ProbeProtocol, Set<Integer>> chosen)
      throws ConfigException {
    String[] parts = text.split("=", -1);
    ProbeProtocol protocol = ProbeProtocol.named(parts[0]);
    boolean number = parts.length == 2 && parts[1].matches("[0-9]{1,5}");
    int port = number ? Integer.parseInt(parts[1]) : 0;
    if (protocol == null || port < 1 || port > 65_535) {
      throw new ConfigException("--ports is PROTOCOL=PORT, such as mqtt=1884, not '" + text + "'");
    }
    Set<Integer> known = chosen.get(protocol);
    if (known == null) {
      throw new ConfigException("--ports " + text + ": --protocol does not name it");
    }
    known.add(port);
  }
}
