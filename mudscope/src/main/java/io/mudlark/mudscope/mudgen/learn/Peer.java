package io.mudlark.mudscope.mudgen.learn;

import io.mudlark.flow.IpAddress;
import io.mudlark.mudscope.mudgen.RuleRow;
import java.util.Comparator;

/**
 * Whom a device talks to, in the terms of RFC 8520.
 *
 * @param kind how the peer is told
 * @param text the name, address, block or URN; {@code *} for local hosts
 */
record Peer(Kind kind, String text) implements Comparable<Peer> {
  /** Ways to tell a peer. */
  enum Kind {
    /** The gateway itself. */
    GATEWAY,
    /** A class of controllers that the configuration maps to addresses. */
    CONTROLLER,
    /** A DNS name that the device asked for. */
    NAME,
    /** A host behind the gateway that no name is known for. */
    ADDRESS,
    /** Any host of the local networks. */
    LOCAL,
    /** A multicast or broadcast address. */
    GROUP
  }

  private static final Comparator<Peer> ORDER =
      Comparator.comparing(Peer::kind).thenComparing(Peer::text);

  static Peer address(IpAddress address) {
    return new Peer(Kind.ADDRESS, address.toString());
  }

  static Peer local() {
    return new Peer(Kind.LOCAL, RuleRow.ANY);
  }

  /** Whether packets to the peer carry the gateway's MAC. */
  boolean isBehindGateway() {
    return kind != Kind.LOCAL && kind != Kind.GROUP;
  }

  @Override
  public int compareTo(Peer other) {
    return ORDER.compare(this, other);
  }
}
