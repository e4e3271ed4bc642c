package io.mudlark.probe.capture;

import java.util.Map;
import java.util.Set;

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

  private static final Set<Integer> DISSECTED =
      Set.of(
          NULL,
          ETHERNET,
          PPP,
          RAW_DLT,
          RAW_OPENBSD,
          PPP_HDLC,
          RAW,
          LOOP,
          LINUX_SLL,
          IPV4,
          IPV6,
          LINUX_SLL2);

  /** Links that are often captured near things, and hold no packets that can be metered. */
  private static final Map<Integer, String> OTHERS =
      Map.of(
          105, "IEEE 802.11",
          119, "IEEE 802.11 with Prism header",
          127, "IEEE 802.11 with radiotap header",
          192, "IEEE 802.11 with PPI header",
          195, "IEEE 802.15.4",
          201, "Bluetooth",
          220, "USB",
          230, "IEEE 802.15.4",
          239, "NFLOG",
          251, "Bluetooth LE");

  private LinkType() {}

  /** Whether packets of this link type can become flows. */
  public static boolean isDissected(int linkType) {
    return DISSECTED.contains(linkType);
  }

  /** What to call it in a message: its number, and its name where that helps. */
  public static String text(int linkType) {
    if (linkType == UNKNOWN) {
      return "an interface that the file does not describe";
    }
    String name = OTHERS.get(linkType);
    return "link type " + linkType + (name == null ? "" : " (" + name + ")");
  }
}
