package io.mudlark.mudscope.mudgen.learn;

/** How much traffic speaks for a service. */
final class Evidence {
  long flows;
  long sentPackets;
  long sentOctets;
  long receivedPackets;
  long receivedOctets;

  /** Flows in which the end that was called did more than refuse. */
  long answeredFlows;

  void add(Evidence other) {
    flows += other.flows;
    sentPackets += other.sentPackets;
    sentOctets += other.sentOctets;
    receivedPackets += other.receivedPackets;
    receivedOctets += other.receivedOctets;
    answeredFlows += other.answeredFlows;
  }

  long packets() {
    return sentPackets + receivedPackets;
  }
}
