package io.mudlark.jobs.probe;

import io.mudlark.probe.exchange.ExchangeConfig;
import java.util.Map;
import java.util.Set;

/**
 * What a probe looks for.
 *
 * @param site the name of the place, which becomes the observation point of every record
 * @param ports protocols and the ports of their servers
 * @param exchanges timeouts and limits
 * @param compat whether exchanges are found as MISSION's probe finds them
 * @param systemTopics whether MQTT messages on {@code $SYS} topics are exported
 * @param flows whether the flows of all connections are exported too
 */
public record ProbeSetup(
    String site,
    Map<ProbeProtocol, Set<Integer>> ports,
    ExchangeConfig exchanges,
    boolean compat,
    boolean systemTopics,
    boolean flows) {
  public ProbeSetup {
    ports = Map.copyOf(ports);
  }
}
