package io.mudlark.mudscope.reject;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mudlark.flow.IpProtocol;
import io.mudlark.mud.match.HostsFile;
import io.mudlark.mudscope.mudgen.CaptureJob;
import io.mudlark.mudscope.mudgen.RuleRow;
import io.mudlark.probe.capture.CapturedPacket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * MUDscope's decisions, quirks included: broadcasts of all hosts, no IPv6, ICMP types and
 * priorities ignored, ports of known backends open, accepted and rejected packets counted twice.
 */
final class CompatFilter implements PacketFilter {
  /** Keys and summaries beyond this many are counted but not listed. */
  static final int MAX_LISTED = 1 << 20;

  private static final long BROADCAST = 0xFFFF_FFFF_FFFFL;
  private static final int DHCP_SERVER = 67;
  private static final int DHCP_CLIENT = 68;

  /** A key's decision and packets. */
  private static final class Entry {
    final Decision decision;
    long packets;

    Entry(Decision decision) {
      this.decision = decision;
    }
  }

  private final CaptureJob job;
  private final List<CompatRule> rules = new ArrayList<>();
  private final SortedSet<String> unresolved = new TreeSet<>();
  private final Map<FrameKey, Entry> keys = new LinkedHashMap<>();
  private final DecisionCounts packets = new DecisionCounts();
  private final DecisionCounts distinct = new DecisionCounts();
  private final List<String> summaries = new ArrayList<>();
  private final ScapyFrame frame = new ScapyFrame();
  private final int maxListed;
  private long arp;
  private long eapol;
  private long ipv6;
  private long ieee8023;
  private long other;

  CompatFilter(CaptureJob job, List<RuleRow> rows, HostsFile hosts) {
    this(job, rows, hosts, MAX_LISTED);
  }

  CompatFilter(CaptureJob job, List<RuleRow> rows, HostsFile hosts, int maxListed) {
    this.job = job;
    this.maxListed = maxListed;
    rows.forEach(row -> rules.add(CompatRule.of(row, job, hosts, unresolved)));
  }

  /** Names of the rules that have no address; their rules match nothing. */
  @Override
  public SortedSet<String> unresolved() {
    return unresolved;
  }

  @Override
  public Decision decide(CapturedPacket packet) {
    Decision decision = judge(packet);
    packets.add(decision);
    return decision;
  }

  private Decision judge(CapturedPacket packet) {
    if (!frame.read(packet)) {
      return Decision.UNRELATED;
    }
    long device = job.device().value();
    if (frame.srcMac != device && frame.dstMac != device && frame.dstMac != BROADCAST) {
      return Decision.UNRELATED;
    }
    if (!frame.hasIpv4) {
      unhandled();
      return Decision.UNHANDLED;
    }
    FrameKey key = frame.key();
    Entry entry = keys.get(key);
    if (entry == null) {
      entry = new Entry(judge(key));
      if (keys.size() < maxListed) {
        keys.put(key, entry);
        distinct.add(entry.decision);
      }
    }
    entry.packets++;
    return entry.decision;
  }

  /** Depends on nothing but the key. */
  private Decision judge(FrameKey key) {
    int from = key.srcPort();
    int to = key.dstPort();
    boolean dhcp =
        (from == DHCP_CLIENT && to == DHCP_SERVER) || (from == DHCP_SERVER && to == DHCP_CLIENT);
    if (key.srcMac() == job.device().value() && key.protocol() == IpProtocol.UDP && dhcp) {
      return Decision.BOOTSTRAP;
    }
    for (CompatRule rule : rules) {
      if (rule.matches(key)) {
        return Decision.ACCEPTED;
      }
    }
    return Decision.REJECTED;
  }

  private void unhandled() {
    eapol += frame.isEapol() ? 1 : 0;
    arp += frame.isArp() ? 1 : 0;
    ieee8023 += frame.is8023() ? 1 : 0;
    ipv6 += frame.isIpv6() ? 1 : 0;
    boolean known = frame.isEapol() || frame.isArp() || frame.is8023() || frame.isIpv6();
    other += known ? 0 : 1;
    if (summaries.size() < maxListed) {
      summaries.add(frame.summary());
    }
  }

  @Override
  public long count(Decision decision) {
    return packets.count(decision);
  }

  /** Twice the packets less the keys: what MUDscope's register counts. */
  private long doubled(Decision decision) {
    return 2 * count(decision) - distinct.count(decision);
  }

  @Override
  public ObjectNode register() {
    ObjectNode json = Register.object();
    json.put("_PacketsRegister__type", "VMUDEnforcer");
    json.put("counter_tot_packets", packets.total());
    json.put("counter_rejected_packets", doubled(Decision.REJECTED));
    json.put("counter_accepted_packets", doubled(Decision.ACCEPTED));
    json.put("counter_unrelated_packets", count(Decision.UNRELATED));
    json.put("counter_bootstrap_packets", doubled(Decision.BOOTSTRAP));
    json.put("counter_unhandled_packets", count(Decision.UNHANDLED));
    list(json.putObject("accepted_pkt_flows"), Decision.ACCEPTED);
    list(json.putObject("rejected_pkt_flows"), Decision.REJECTED);
    list(json.putObject("bootstrap_pkt_flows"), Decision.BOOTSTRAP);
    json.put("counter_accepted_pkt_flows", distinct.count(Decision.ACCEPTED));
    json.put("counter_rejected_pkt_flows", distinct.count(Decision.REJECTED));
    json.put("counter_bootstrap_pkt_flows", distinct.count(Decision.BOOTSTRAP));
    ObjectNode kinds = json.putObject("unhandled_packets");
    kinds.put("arp_counter", arp).put("eapol_counter", eapol).put("ipv6_counter", ipv6);
    kinds.put("802.3_counter", ieee8023).put("other_counter", other);
    ArrayNode data = json.putArray("unhandled_packets_data");
    summaries.forEach(data::add);
    return json;
  }

  private void list(ObjectNode flows, Decision decision) {
    for (Map.Entry<FrameKey, Entry> entry : keys.entrySet()) {
      if (entry.getValue().decision == decision) {
        flows.put(entry.getKey().text(), entry.getValue().packets);
      }
    }
  }
}
