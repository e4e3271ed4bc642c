package io.mudlark.mudscope.netflows.nfdump;

/**
 * What makes packets of one direction belong together for nfpcapd.
 *
 * @param version 4 or 6
 * @param sourceHigh upper 64 bits of the source address; 0 for IPv4
 * @param sourceLow lower 64 bits, or the 32 of IPv4
 * @param destinationHigh upper 64 bits of the destination address; 0 for IPv4
 * @param destinationLow lower 64 bits, or the 32 of IPv4
 * @param sourcePort 0 without ports
 * @param destinationPort 0 without ports; of ICMP type * 256 + code
 * @param protocol of the IP header; extension headers of IPv6 are protocols of their own
 */
public record UniflowKey(
    int version,
    long sourceHigh,
    long sourceLow,
    long destinationHigh,
    long destinationLow,
    int sourcePort,
    int destinationPort,
    int protocol)
    implements Comparable<UniflowKey> {

  UniflowKey reversed() {
    return new UniflowKey(
        version,
        destinationHigh,
        destinationLow,
        sourceHigh,
        sourceLow,
        destinationPort,
        sourcePort,
        protocol);
  }

  /**
   * The order in which nfpcapd exports flows that expire together: by the octets of its key in
   * memory, of which numbers have the lowest first.
   */
  @Override
  public int compareTo(UniflowKey other) {
    int order = octets(sourceHigh, other.sourceHigh);
    if (order == 0) {
      order = octets(sourceLow, other.sourceLow);
    }
    if (order == 0) {
      order = octets(destinationHigh, other.destinationHigh);
    }
    if (order == 0) {
      order = octets(destinationLow, other.destinationLow);
    }
    if (order == 0) {
      order = octets(sourcePort, other.sourcePort);
    }
    if (order == 0) {
      order = octets(destinationPort, other.destinationPort);
    }
    if (order == 0) {
      order = Integer.compare(protocol, other.protocol);
    }
    return order != 0 ? order : Integer.compare(version, other.version);
  }

  private static int octets(long a, long b) {
    return a == b ? 0 : Long.compareUnsigned(Long.reverseBytes(a), Long.reverseBytes(b));
  }
}
