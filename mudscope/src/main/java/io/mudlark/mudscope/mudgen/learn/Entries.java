package io.mudlark.mudscope.mudgen.learn;

import io.mudlark.mudscope.mudgen.RuleRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a profile will allow, each service in the directions that carried packets.
 *
 * @param sent services with packets from the device
 * @param received services with packets to the device
 */
record Entries(List<Service> sent, List<Service> received) {
  static final String FLOW_HEADER =
      "srcMac,dstMac,ethType,vlanId,srcIp,dstIp,ipProto,srcPort,dstPort,priority,icmpType,icmpCode,"
          + "volumeTransmitted,packetCount,flowCount,finding";

  Entries {
    sent = List.copyOf(sent);
    received = List.copyOf(received);
  }

  static Entries of(SortedMap<Service, FlowStudy.Studied> services) {
    List<Service> sent = new ArrayList<>();
    List<Service> received = new ArrayList<>();
    services.forEach(
        (service, studied) -> {
          if (studied.finding() != Finding.LEARNT) {
            return;
          }
          if (studied.evidence().sentPackets > 0) {
            sent.add(service);
          }
          if (studied.evidence().receivedPackets > 0) {
            received.add(service);
          }
        });
    return new Entries(sent, received);
  }

  List<RuleRow> rules() {
    List<RuleRow> rules = new ArrayList<>();
    sent.forEach(service -> rules.add(ServiceRow.sent(service)));
    received.forEach(service -> rules.add(ServiceRow.received(service)));
    return rules;
  }

  /**
   * The flow file: MUDgee's columns, then the number of flows and what was found, for all services,
   * learnt or not. MACs take the place of the tags where they are known.
   */
  static String flows(SortedMap<Service, FlowStudy.Studied> services, Map<String, String> macs) {
    StringBuilder text = new StringBuilder(FLOW_HEADER).append('\n');
    services.forEach(
        (service, studied) -> {
          Evidence evidence = studied.evidence();
          String tail = "," + evidence.flows + "," + studied.finding().text() + "\n";
          if (evidence.sentPackets > 0) {
            text.append(line(ServiceRow.sent(service), macs));
            text.append(evidence.sentOctets).append(',').append(evidence.sentPackets).append(tail);
          }
          if (evidence.receivedPackets > 0) {
            text.append(line(ServiceRow.received(service), macs));
            text.append(evidence.receivedOctets).append(',').append(evidence.receivedPackets);
            text.append(tail);
          }
        });
    return text.toString();
  }

  private static String line(RuleRow row, Map<String, String> macs) {
    return String.join(
        ",",
        mac(macs.get(row.srcMac()), row.srcMac()),
        mac(macs.get(row.dstMac()), row.dstMac()),
        row.ethType(),
        RuleRow.ANY,
        row.srcIp(),
        row.dstIp(),
        row.ipProto(),
        row.srcPort(),
        row.dstPort(),
        row.priority(),
        row.icmpType(),
        row.icmpCode(),
        "");
  }

  private static String mac(@Nullable String known, String otherwise) {
    return known == null ? otherwise : known;
  }
}
