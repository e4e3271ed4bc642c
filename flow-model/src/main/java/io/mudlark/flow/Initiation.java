package io.mudlark.flow;

/** How the initiator of a biflow is known. */
public enum Initiation {
  /** A TCP SYN without ACK was seen from the source. */
  SYN,
  /** A TCP SYN+ACK was seen, and its receiver taken as the source. */
  SYN_ACK,
  /** Not TCP: the source sent the first packet. */
  FIRST_PACKET,
  /** TCP whose handshake was not seen: source and destination may be the other way round. */
  UNKNOWN
}
