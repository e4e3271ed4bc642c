package io.mudlark.mudscope.netflows.nfdump;

/**
 * A flow of one direction as nfpcapd exports it.
 *
 * @param key its ends
 * @param firstMillis first packet, milliseconds since the Unix epoch, finer parts cut
 * @param lastMillis last packet, the same unit
 * @param packets number of packets
 * @param octets as nfpcapd counts them: without the IP header, of UDP and ICMP without theirs too
 * @param tcpFlags all flags OR-ed; 0 when not TCP
 * @param clientMicros client latency, 0 when not known
 * @param serverMicros server latency, 0 when not known
 * @param applicationMicros application latency, 0 when not known
 */
public record UniflowRecord(
    UniflowKey key,
    long firstMillis,
    long lastMillis,
    long packets,
    long octets,
    int tcpFlags,
    long clientMicros,
    long serverMicros,
    long applicationMicros) {}
