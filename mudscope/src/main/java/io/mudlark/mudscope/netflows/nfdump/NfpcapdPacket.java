package io.mudlark.mudscope.netflows.nfdump;

/** What nfpcapd reads from one packet; filled again and again. */
final class NfpcapdPacket {
  /** Microseconds since the Unix epoch. */
  long micros;

  int version;
  long sourceHigh;
  long sourceLow;
  long destinationHigh;
  long destinationLow;
  int protocol;
  int sourcePort;
  int destinationPort;
  int tcpFlags;

  /** Octets above the IP header, without those of a UDP or ICMP header. */
  int octets;

  void reset(long timeNanos) {
    micros = Math.floorDiv(timeNanos, 1000L);
    sourcePort = 0;
    destinationPort = 0;
    tcpFlags = 0;
  }

  long seconds() {
    return Math.floorDiv(micros, 1_000_000L);
  }

  UniflowKey key() {
    return new UniflowKey(
        version,
        sourceHigh,
        sourceLow,
        destinationHigh,
        destinationLow,
        sourcePort,
        destinationPort,
        protocol);
  }
}
