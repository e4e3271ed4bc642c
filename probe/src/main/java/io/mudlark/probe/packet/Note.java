package io.mudlark.probe.packet;

/** Something about packets that is worth a count beside their fate. */
public enum Note {
  MALFORMED_LINK_HEADER("malformed-link-header"),
  MALFORMED_TAG_DEPTH("malformed-tag-depth"),
  MALFORMED_IP_VERSION("malformed-ip-version"),
  MALFORMED_IP_HEADER("malformed-ip-header"),
  /** The IP header claims more octets than the frame had on the wire. */
  MALFORMED_IP_BEYOND_FRAME("malformed-ip-beyond-frame"),
  MALFORMED_IPV6_EXTENSION("malformed-ipv6-extension"),
  /** The IP packet ends before its transport header does. */
  MALFORMED_TRANSPORT_HEADER("malformed-transport-header"),
  /** Metered all the same: the TCP header's own length is impossible. */
  TCP_HEADER_LENGTH("tcp-header-length"),
  /** Later fragments that were given the ports of their first one. */
  FRAGMENTS_MATCHED("fragments-matched"),
  /** Later fragments whose first one is unknown: metered with ports 0. */
  FRAGMENTS_WITHOUT_FIRST("fragments-without-first"),
  /** First fragments forgotten before their time because the table was full. */
  FRAGMENTS_FORGOTTEN("fragments-forgotten"),
  /**
   * IP packets whose header gives no length (segmentation offload): length taken from the frame.
   */
  LENGTH_FROM_FRAME("length-from-frame"),
  /** Metered packets of which the snapshot length cut a part off. */
  CUT_BY_SNAPSHOT("cut-by-snapshot-length");

  private final String text;

  Note(String text) {
    this.text = text;
  }

  /** The stable word of the ledger. */
  public String text() {
    return text;
  }
}
