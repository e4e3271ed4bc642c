package io.mudlark.flow;

/**
 * Which flow exporter told of a flow, and how many packets one counted packet stands for.
 *
 * @param exporter transport session, such as {@code udp:192.0.2.1}
 * @param domain observation domain (RFC 7011 3.1), or the source id of NetFlow
 * @param samplingInterval one packet of how many was counted, at least 1; counters are raw
 */
public record ExportOrigin(String exporter, long domain, long samplingInterval) {}
