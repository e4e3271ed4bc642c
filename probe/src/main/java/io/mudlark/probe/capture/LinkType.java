package io.mudlark.probe.capture;

/** The link types of the pcap registry (draft-ietf-opsawg-pcaplinktype) that are dissected. */
public final class LinkType {
  public static final int NULL = 0;
  public static final int ETHERNET = 1;
  public static final int PPP = 9;

  /** Raw IP as most platforms number it inside the kernel. */
  public static final int RAW_DLT = 12;

  /** Raw IP as OpenBSD numbers it inside the kernel. */
  public static final int RAW_OPENBSD = 14;

  /** PPP with the framing of RFC 1662. */
  public static final int PPP_HDLC = 50;

  public static final int RAW = 101;
  public static final int LOOP = 108;
  public static final int LINUX_SLL = 113;
  public static final int IPV4 = 228;
  public static final int IPV6 = 229;
  public static final int LINUX_SLL2 = 276;

  /** Stands for a packet of a pcapng interface that was never described. */
  public static final int UNKNOWN = -1;

  private LinkType() {}
}
