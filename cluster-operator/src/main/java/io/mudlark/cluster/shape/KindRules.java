package io.mudlark.cluster.shape;

import io.mudlark.cluster.feature.FlowRow;
import io.mudlark.flow.IpProtocol;
import io.mudlark.mrt.TrafficKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Recognises what a set of rejected flows amounts to, by written rules over groups of flows.
 *
 * <p>Every rule looks at the flows of one group only (one host, one service, or one host's
 * service), so other traffic in the same window does not hide a scan. Of the groups that fit a
 * rule, attacks go before the rest, then transfers of much data, and within these the group with
 * the larger share of the flows or packets.
 */
final class KindRules {
  /** Different ports of one host, or hosts for one port, from which on it is a scan or sweep. */
  static final int MANY_TARGETS = 15;

  /** Mean packets per flow up to which flows are probes. */
  static final int PROBE_PACKETS = 6;

  /** Packets and packets per second from which on one-sided traffic is a flood. */
  static final int FLOOD_PACKETS = 1000;

  static final int FLOOD_PACKETS_PER_SECOND = 100;

  /** How many times more the one side sends than the other. */
  static final int FLOOD_RATIO = 4;

  /** Answered connections of one host to one port from which on it is guessing. */
  static final int BRUTE_FORCE_FLOWS = 20;

  /** Connections left open from which on they are held, and their mean packets up to which. */
  static final int HELD_FLOWS = 10;

  static final int HELD_PACKETS = 12;

  /**
   * Octets one way, and how many times more than the other way, from which on a lot was transferred
   * to or from one host: far more than handshakes, reports of a state and their answers come to,
   * and less than a program or a picture.
   */
  static final int BULK_OCTETS = 50_000;

  static final int BULK_RATIO = 5;

  /** The same of what was never answered. */
  static final int UNANSWERED_OCTETS = 1_000_000;

  /** Flows, and largest deviation of their intervals as a share of the mean, of a beacon. */
  static final int BEACON_FLOWS = 4;

  static final double BEACON_VARIATION = 0.2;
  static final int BEACON_PACKETS = 50;

  /** The group that gives the traffic its name. */
  record Finding(TrafficKind kind, GroupKey key, TrafficGroup group, double share) {}

  private static final Comparator<Finding> PREFERENCE =
      Comparator.<Finding>comparingInt(finding -> rank(finding.kind()))
          .thenComparing(Comparator.comparingDouble(Finding::share).reversed())
          .thenComparing(Finding::kind)
          .thenComparing(Finding::key);

  private KindRules() {}

  private static int rank(TrafficKind kind) {
    if (kind.isAttack()) {
      return 0;
    }
    return kind.isBulk() ? 1 : 2;
  }

  /** The finding that stands for the rows; null when no rule applies. */
  static @Nullable Finding best(List<FlowRow> rows) {
    List<Finding> findings = new ArrayList<>();
    Totals totals = Totals.of(rows);
    groups(rows, GroupKey::host)
        .forEach((key, group) -> add(findings, ofHost(key, group), key, group, totals));
    groups(rows, GroupKey::service)
        .forEach((key, group) -> add(findings, ofService(key, group), key, group, totals));
    groups(rows, GroupKey::conversation)
        .forEach((key, group) -> add(findings, ofConversation(key, group), key, group, totals));
    return findings.stream().min(PREFERENCE).orElse(null);
  }

  private static @Nullable TrafficKind ofHost(GroupKey key, TrafficGroup group) {
    boolean scan = group.ports() >= MANY_TARGETS && group.ports() * 10L >= group.flows();
    if (scan && isProbing(group)) {
      return key.inbound() ? TrafficKind.PORT_SCAN_INBOUND : TrafficKind.PORT_SCAN_OUTBOUND;
    }
    return null;
  }

  private static @Nullable TrafficKind ofService(GroupKey key, TrafficGroup group) {
    if (key.inbound()) {
      if (isFlood(key, group)) {
        return TrafficKind.FLOOD_INBOUND;
      }
      return group.established() > 0 ? TrafficKind.NEW_CLIENT : null;
    }
    if (group.peers() >= MANY_TARGETS && isProbing(group)) {
      return TrafficKind.HOST_SWEEP_OUTBOUND;
    }
    return group.established() > 0 ? TrafficKind.NEW_SERVICE : null;
  }

  private static @Nullable TrafficKind ofConversation(GroupKey key, TrafficGroup group) {
    if (!key.inbound() && isFlood(key, group)) {
      return TrafficKind.FLOOD_OUTBOUND;
    }
    if (key.inbound()
        && key.protocol() == IpProtocol.TCP
        && group.established() >= BRUTE_FORCE_FLOWS) {
      return TrafficKind.BRUTE_FORCE_INBOUND;
    }
    if (isBulk(group.octetsOut(), group.octetsIn())) {
      return TrafficKind.BULK_UPLOAD;
    }
    if (key.inbound()) {
      return null;
    }
    if (isHeld(key, group)) {
      return TrafficKind.HELD_CONNECTIONS;
    }
    if (isBeacon(group)) {
      return TrafficKind.BEACON;
    }
    boolean repeated = key.protocol() == IpProtocol.TCP && group.established() >= BRUTE_FORCE_FLOWS;
    if (repeated) {
      return TrafficKind.REPEATED_CONNECTIONS;
    }
    return isBulk(group.octetsIn(), group.octetsOut()) ? TrafficKind.BULK_DOWNLOAD : null;
  }

  private static boolean isBulk(long oneWay, long otherWay) {
    long least = otherWay > 0 ? BULK_OCTETS : UNANSWERED_OCTETS;
    return oneWay >= least && oneWay >= BULK_RATIO * otherWay;
  }

  private static boolean isProbing(TrafficGroup group) {
    return group.packets() <= (long) PROBE_PACKETS * group.flows()
        && group.established() * 2L <= group.flows();
  }

  private static boolean isFlood(GroupKey key, TrafficGroup group) {
    long sent = group.packetsOfOpener(key.inbound());
    long answered = group.packetsOfOpener(!key.inbound());
    return sent >= FLOOD_PACKETS
        && sent >= FLOOD_PACKETS_PER_SECOND * group.seconds()
        && (sent >= FLOOD_RATIO * answered || group.mostlySynOnly());
  }

  /** Whether many connections were opened, hardly used, and not closed. */
  private static boolean isHeld(GroupKey key, TrafficGroup group) {
    return key.protocol() == IpProtocol.TCP
        && group.established() >= HELD_FLOWS
        && group.mostlyLeftOpen()
        && group.packets() <= (long) HELD_PACKETS * group.flows();
  }

  private static boolean isBeacon(TrafficGroup group) {
    return group.flows() >= BEACON_FLOWS
        && group.mostPackets() <= BEACON_PACKETS
        && group.meanGapSeconds() >= 1
        && group.gapVariation() <= BEACON_VARIATION;
  }

  private static void add(
      List<Finding> findings,
      @Nullable TrafficKind kind,
      GroupKey key,
      TrafficGroup group,
      Totals totals) {
    if (kind != null) {
      findings.add(new Finding(kind, key, group, totals.share(group)));
    }
  }

  private static Map<GroupKey, TrafficGroup> groups(
      List<FlowRow> rows, Function<FlowRow, GroupKey> by) {
    Map<GroupKey, TrafficGroup> groups = new HashMap<>();
    for (FlowRow row : rows) {
      groups.computeIfAbsent(by.apply(row), key -> new TrafficGroup()).add(row);
    }
    return groups;
  }

  private record Totals(long flows, long packets) {
    static Totals of(List<FlowRow> rows) {
      return new Totals(rows.size(), rows.stream().mapToLong(FlowRow::packets).sum());
    }

    /** The larger of the group's shares of flows and packets. */
    double share(TrafficGroup group) {
      double ofFlows = (double) group.flows() / Math.max(1, flows);
      double ofPackets = (double) group.packets() / Math.max(1, packets);
      return Math.max(ofFlows, ofPackets);
    }
  }
}
