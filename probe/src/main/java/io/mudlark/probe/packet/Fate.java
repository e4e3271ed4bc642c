package io.mudlark.probe.packet;

/** What becomes of a captured packet; every packet has exactly one. */
public enum Fate {
  /** It is an IP packet and counted in a flow. */
  METERED("metered"),
  ARP("arp"),
  /** IEEE 802.1X and the key exchange of wireless networks. */
  EAPOL("eapol"),
  LLDP("lldp"),
  /** An IEEE 802.3 frame with a length instead of an EtherType: spanning tree and the like. */
  LLC("llc"),
  /** PPPoE discovery, or a session that carries something else than IP. */
  PPPOE("pppoe"),
  /** MPLS that carries something else than IP. */
  MPLS("mpls"),
  /** Any other EtherType or protocol directly above the link. */
  OTHER_ETHERTYPE("other-ethertype"),
  /** The capture was cut (snapshot length) before the headers that a flow needs. */
  TRUNCATED("truncated"),
  /** Its lengths contradict each other; the note {@code malformed-...} says which. */
  MALFORMED("malformed"),
  UNSUPPORTED_LINK_TYPE("unsupported-link-type"),
  /**
   * It claims a time that does not exist or cannot be represented, or none and none precedes it.
   */
  WITHOUT_TIME("without-time"),
  /** Its file has the same content as another one, which is read. */
  DUPLICATE_FILE("duplicate-file"),
  /** Its file is out of time order and too large to be sorted. */
  UNSORTABLE_FILE("unsortable-file"),
  /** Its file could be read at first, but not any more when its turn came. */
  LOST_FILE("lost-file");

  private final String text;

  Fate(String text) {
    this.text = text;
  }

  /** The stable word of the ledger. */
  public String text() {
    return text;
  }
}
