package io.mudlark.mrt;

import org.jspecify.annotations.Nullable;

/**
 * What makes episodes of two devices comparable: the kind of traffic, not its clusters or amounts.
 *
 * @param kind what the traffic looks like
 * @param protocol lower-case name of the IP protocol of that traffic; null when unknown
 * @param port the service's port where the kind is about one service, else null (scans have none)
 */
public record EpisodeSignature(
    TrafficKind kind, @Nullable String protocol, @Nullable Integer port) {
  /** One word to group by: {@code port-scan-inbound/tcp}, {@code flood-outbound/udp/80}. */
  public String key() {
    return kind.text()
        + (protocol == null ? "" : "/" + protocol)
        + (port == null ? "" : "/" + port);
  }
}
