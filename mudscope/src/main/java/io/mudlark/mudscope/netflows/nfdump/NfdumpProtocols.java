package io.mudlark.mudscope.netflows.nfdump;

import java.util.List;

/** The short names that nfdump 1.6 prints for IP protocols, padded to five characters. */
public final class NfdumpProtocols {
  /** By number from 0 on; a flow of protocol 0 (IPv6 hop-by-hop options) is named 0. */
  private static final String NAMES =
      """
      0 ICMP IGMP GGP IPIP ST TCP CBT EGP IGP BBN NVPII PUP ARGUS ENCOM XNET CHAOS
      UDP MUX DCN HMP PRM XNS Trnk1 Trnk2 Leaf1 Leaf2 RDP IRTP ISO-4 NETBK MFESP
      MEINP DCCP 3PC IDPR XTP DDP IDPR TP++ IL IPv6 SDRP Rte6 Frag6 IDRP RSVP GRE
      MHRP BNA ESP AH INLSP SWIPE NARP MOBIL TLSP SKIP ICMP6 NOHE6 OPTS6 HOST CFTP
      NET SATNT KLAN RVD IPPC FS SATM VISA IPCV CPNX CPHB WSN PVP BSATM SUNND
      WBMON WBEXP ISOIP VMTP SVMTP VINES TTP NSIGP DGP TCF EIGRP OSPF S-RPC LARP
      MTP AX.25 IPIP MICP SCCSP ETHIP ENCAP 99 GMTP IFMP PNNI PIM ARIS SCPS QNX
      A/N IPcmp SNP CpqPP IPXIP VRRP PGM 0hop L2TP DDX IATP STP SRP UTI SMP SM PTP
      ISIS4 FIRE CRTP CRUDP 128 IPLT SPS PIPE SCTP FC 134 MHEAD UDP-L MPLS
      """;

  private static final List<String> PADDED =
      List.of(NAMES.strip().split("\\s+")).stream().map(NfdumpProtocols::padded).toList();

  private static final int WIDTH = 5;

  private NfdumpProtocols() {}

  /** The name of a protocol 0 to 255; its number where it has none. */
  public static String name(int protocol) {
    return protocol < PADDED.size() ? PADDED.get(protocol) : padded(Integer.toString(protocol));
  }

  private static String padded(String name) {
    return name + " ".repeat(WIDTH - name.length());
  }
}
