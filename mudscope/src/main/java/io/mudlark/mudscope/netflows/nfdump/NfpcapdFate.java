package io.mudlark.mudscope.netflows.nfdump;

/** What nfpcapd does with a packet. */
public enum NfpcapdFate {
  COUNTED("counted in a flow"),
  /** Not IP, such as ARP or IEEE 802.3, or a protocol below IP that nfpcapd does not unwrap. */
  NOT_IP("not IP"),
  UNSUPPORTED_LINK("on a link that nfpcapd does not know"),
  /** Cut, in the capture or by its own lengths, before the header that is needed. */
  SHORT("too short"),
  MALFORMED("malformed"),
  /** A fragment of a packet of which others are missing still. */
  FRAGMENT("fragments of other packets"),
  /** A tunnel inside of a reassembled packet, which nfpcapd gives up on. */
  FRAGMENTED_TUNNEL("tunnelled in fragments"),
  WITHOUT_TIME("without a time");

  private final String text;

  NfpcapdFate(String text) {
    this.text = text;
  }

  /** For messages. */
  public String text() {
    return text;
  }
}
