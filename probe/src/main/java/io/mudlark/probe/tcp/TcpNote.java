package io.mudlark.probe.tcp;

/** Something about TCP streams that is worth a count. */
public enum TcpNote {
  /** Connections that were followed. */
  CONNECTIONS("tcp-connections"),
  /** Connections whose beginning was not seen. */
  MID_STREAM("tcp-connections-mid-stream"),
  /** Connections that no protocol claims by its first octets. */
  UNCLAIMED("tcp-connections-unclaimed"),
  /** Connections forgotten because too many were open. */
  EVICTED("tcp-connections-evicted"),
  /** Segments that bring nothing new. */
  RETRANSMITTED("tcp-segments-retransmitted"),
  /** Segments that came before an earlier one. */
  REORDERED("tcp-segments-reordered"),
  /** Segments of which a part had been seen; what was seen first counts. */
  OVERLAPPING("tcp-segments-overlapping"),
  /** Segments too far from what is expected to belong to the stream. */
  OUTSIDE_WINDOW("tcp-segments-outside-window"),
  /** Resets with a sequence number that the receiver would ignore. */
  RESET_IGNORED("tcp-resets-ignored"),
  /** Holes in streams that were given up. */
  GAPS("tcp-gaps"),
  /** Octets in these holes. */
  GAP_OCTETS("tcp-gap-octets"),
  /** Segments after a hole for which there was no room. */
  NO_ROOM("tcp-segments-without-room");

  private final String text;

  TcpNote(String text) {
    this.text = text;
  }

  /** The stable word of the ledger. */
  public String text() {
    return text;
  }
}
