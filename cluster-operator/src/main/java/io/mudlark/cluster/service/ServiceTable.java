package io.mudlark.cluster.service;

import io.mudlark.cluster.feature.FeatureTable;
import io.mudlark.cluster.feature.FlowRow;
import io.mudlark.cluster.feature.PeerScope;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpProtocol;
import java.util.Set;

/**
 * The written table of what a rejected flow may say about the use of a service. What it leaves out
 * is still counted, clustered and held against the usual amounts.
 */
final class ServiceTable {
  /** What a flow may be evidence of. */
  enum Treatment {
    /** Nothing: discovery, address configuration, somebody knocking in vain. */
    IGNORED,
    /** Lasting use only: such services are asked at even intervals for ordinary reasons. */
    HOUSEKEEPING,
    /** Lasting and regular use. */
    COUNTED
  }

  /** DHCP and DHCPv6, servers and clients (RFC 2131, RFC 8415). */
  private static final Set<Integer> DHCP = Set.of(67, 68, 546, 547);

  /**
   * NetBIOS names and datagrams (RFC 1002), SSDP, WS-Discovery, mDNS (RFC 6762), LLMNR (RFC 4795).
   */
  private static final Set<Integer> DISCOVERY = Set.of(137, 138, 1900, 3702, 5353, 5355);

  /** DNS, NTP. */
  private static final Set<Integer> HOUSEKEEPING = Set.of(53, 123);

  private static final int ANSWERED = 2;
  private static final int LAST_OCTET = 0xFF;

  private ServiceTable() {}

  static Treatment treatment(FlowRow row) {
    PeerScope scope = PeerScope.of(row.peer());
    if (scope == PeerScope.GROUP || row.protocol() == IpProtocol.IGMP) {
      return Treatment.IGNORED;
    }
    if (row.inbound() && FeatureTable.progress(row) < ANSWERED) {
      return Treatment.IGNORED;
    }
    boolean icmp = row.protocol() == IpProtocol.ICMP || row.protocol() == IpProtocol.ICMPV6;
    if (icmp && scope == PeerScope.LOCAL) {
      return Treatment.IGNORED;
    }
    if (row.protocol() != IpProtocol.UDP) {
      return Treatment.COUNTED;
    }
    boolean local = scope == PeerScope.LOCAL;
    if (isAt(row, DHCP) || (local && (isAt(row, DISCOVERY) || isDirectedBroadcast(row)))) {
      return Treatment.IGNORED;
    }
    return HOUSEKEEPING.contains(row.servicePort()) ? Treatment.HOUSEKEEPING : Treatment.COUNTED;
  }

  private static boolean isAt(FlowRow row, Set<Integer> ports) {
    return ports.contains(row.devicePort()) || ports.contains(row.peerPort());
  }

  /** By address alone: the last one of an IPv4 network of any usual size, never answering. */
  private static boolean isDirectedBroadcast(FlowRow row) {
    IpAddress peer = row.peer();
    return peer.isV4() && (peer.low() & LAST_OCTET) == LAST_OCTET && !row.answered();
  }
}
