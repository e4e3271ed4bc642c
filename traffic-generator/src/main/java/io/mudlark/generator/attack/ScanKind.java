package io.mudlark.generator.attack;

import io.mudlark.flow.TcpFlags;

/** How a port is tried, by the names that nmap's reference guide gives (chapter 15, scan types). */
public enum ScanKind {
  /** Half-open: a SYN that is never followed up. */
  SYN("syn-scan", TcpFlags.SYN),
  /** A bare ACK, to learn what a firewall lets through. */
  ACK("ack-scan", TcpFlags.ACK),
  /** A bare FIN, which only a closed port answers. */
  FIN("fin-scan", TcpFlags.FIN),
  /** FIN, PSH and URG, lit like a tree. */
  XMAS("xmas-scan", TcpFlags.FIN | TcpFlags.PSH | TcpFlags.URG),
  /** An empty datagram, which a closed port answers by ICMP. */
  UDP("udp-scan", 0);

  private final String label;
  private final int flags;

  ScanKind(String label, int flags) {
    this.label = label;
    this.flags = flags;
  }

  String label() {
    return label;
  }

  int flags() {
    return flags;
  }
}
