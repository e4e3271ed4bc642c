package io.mudlark.mudscope.mudgen.mudgee;

import static io.mudlark.mudscope.mudgen.RuleRow.ANY;
import static io.mudlark.mudscope.mudgen.mudgee.SwitchPacket.IPV4;
import static io.mudlark.mudscope.mudgen.mudgee.SwitchPacket.IPV6;
import static io.mudlark.mudscope.mudgen.mudgee.SwitchPacket.TCP;
import static io.mudlark.mudscope.mudgen.mudgee.SwitchPacket.UDP;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpPrefix;
import io.mudlark.mudscope.mudgen.CaptureJob;
import io.mudlark.mudscope.mudgen.RuleRow;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes rules as the MUD file that MUDgee makes of them. */
final class MudgeeJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String BROADCAST_MAC = "ff:ff:ff:ff:ff:ff";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final CaptureJob job;
  private final List<ObjectNode> lists = new ArrayList<>();
  private final ArrayNode fromNames = NODES.arrayNode();
  private final ArrayNode toNames = NODES.arrayNode();

  private MudgeeJson(CaptureJob job) {
    this.job = job;
  }

  static ObjectNode of(CaptureJob job, RuleExtraction.Rules rules, Instant lastUpdate) {
    List<RuleRow> from = new ArrayList<>(rules.from());
    List<RuleRow> to = new ArrayList<>(rules.to());
    for (RuleRow row : rules.local()) {
      (row.srcMac().equals(RuleRow.DEVICE) ? from : to).add(row);
    }
    MudgeeJson json = new MudgeeJson(job);
    for (String kind : List.of("ipv4", "ipv6", "ethernet")) {
      json.addList("from-" + kind, kind, from, true);
      json.addList("to-" + kind, kind, to, false);
    }
    return json.document(lastUpdate);
  }

  private ObjectNode document(Instant lastUpdate) {
    String name = job.deviceName();
    String lower = name.toLowerCase(Locale.ROOT);
    ObjectNode root = NODES.objectNode();
    ObjectNode mud = root.putObject("ietf-mud:mud");
    mud.put("mud-version", 1);
    mud.put("mud-url", "https://" + lower + ".com/" + lower);
    mud.put("last-update", TIME.format(lastUpdate));
    mud.put("cache-validity", 100).put("is-supported", true).put("systeminfo", name);
    mud.putObject("from-device-policy").putObject("access-lists").set("access-list", fromNames);
    mud.putObject("to-device-policy").putObject("access-lists").set("access-list", toNames);
    ArrayNode acl = root.putObject("ietf-access-control-list:access-lists").putArray("acl");
    lists.forEach(acl::add);
    return root;
  }

  private static String kind(RuleRow row) {
    return row.ethType().equals(IPV4) ? "ipv4" : row.ethType().equals(IPV6) ? "ipv6" : "ethernet";
  }

  private void addList(String prefix, String kind, List<RuleRow> rows, boolean from) {
    String name = prefix + "-" + job.deviceName().toLowerCase(Locale.ROOT).replace(" ", "");
    ArrayNode aces = NODES.arrayNode();
    for (RuleRow row : rows) {
      if (kind(row).equals(kind)) {
        String aceName = name + "-" + aces.size();
        ObjectNode ace = aces.addObject().put("name", aceName);
        ace.set("matches", matches(row, kind, from));
        ace.putObject("actions").put("forwarding", "accept");
      }
    }
    if (!aces.isEmpty()) {
      ObjectNode list = NODES.objectNode().put("name", name).put("type", kind + "-acl-type");
      list.putObject("aces").set("ace", aces);
      lists.add(list);
      (from ? fromNames : toNames).addObject().put("name", name);
    }
  }

  private ObjectNode matches(RuleRow row, String kind, boolean from) {
    ObjectNode matches = NODES.objectNode();
    ObjectNode network = NODES.objectNode();
    if (!row.ipProto().equals(ANY)) {
      network.put("protocol", Integer.parseInt(row.ipProto()));
    }
    far(matches, network, row, from);
    if (!network.isEmpty() && !kind.equals("ethernet")) {
      matches.set(kind, network);
    }
    transport(matches, row, from);
    return matches;
  }

  private void far(ObjectNode matches, ObjectNode network, RuleRow row, boolean from) {
    String mac = from ? row.dstMac() : row.srcMac();
    String address = from ? row.dstIp() : row.srcIp();
    boolean version4 = row.ethType().equals(IPV4);
    if (!mac.equals(RuleRow.GATEWAY)) {
      matches.putObject("ietf-mud:mud").putArray("local-networks").addNull();
      if (mac.equals(BROADCAST_MAC)) {
        ObjectNode eth = matches.putObject("eth");
        eth.put("destination-mac-address", mac).put("ethertype", row.ethType());
      }
      if (RuleExtraction.isLiteral(address)) {
        network.put(networkLeaf(from, version4), address + (version4 ? "/32" : ""));
      }
      return;
    }
    String urn = controller(address, from ? row.dstPort() : row.srcPort());
    if (!urn.isEmpty()) {
      matches.putObject("ietf-mud:mud").put("controller", urn);
    } else if (RuleExtraction.isLiteral(address)) {
      network.put(networkLeaf(from, version4), address + (version4 ? "/32" : ""));
    } else if (!address.equals(ANY)) {
      network.put("ietf-acldns:" + (from ? "dst-dnsname" : "src-dnsname"), address);
    }
  }

  private static String networkLeaf(boolean from, boolean version4) {
    return (from ? "destination" : "source") + (version4 ? "-ipv4-network" : "-ipv6-network");
  }

  /** The URN that stands for a far address, or nothing. */
  private String controller(String text, String port) {
    if (!IpAddress.isLiteral(text)) {
      return "";
    }
    IpAddress address = IpAddress.parse(text);
    if (address.equals(job.gatewayIpv4()) || address.equals(job.gatewayIpv6())) {
      String service = port.equals("53") ? "dns" : port.equals("123") ? "ntp" : "gateway";
      return "urn:ietf:params:mud:" + service;
    }
    for (Map.Entry<String, IpPrefix> entry : job.controllers().entrySet()) {
      if (entry.getValue().contains(address)) {
        return entry.getKey();
      }
    }
    return "";
  }

  private static void transport(ObjectNode matches, RuleRow row, boolean from) {
    boolean tcp = row.ipProto().equals(TCP);
    if (tcp || row.ipProto().equals(UDP)) {
      ObjectNode ports = matches.putObject(tcp ? "tcp" : "udp");
      boolean destination = from ? !row.dstPort().equals(ANY) : row.srcPort().equals(ANY);
      String port = destination ? row.dstPort() : row.srcPort();
      if (!port.equals(ANY)) {
        ObjectNode leaf = ports.putObject(destination ? "destination-port" : "source-port");
        leaf.put("operator", "eq").put("port", Integer.parseInt(port));
      }
      if (tcp && row.priority().equals("855")) {
        ports.put("ietf-mud:direction-initiated", "from-device");
      } else if (tcp && (row.priority().equals("755") || row.priority().equals("655"))) {
        ports.put("ietf-mud:direction-initiated", "to-device");
      }
    } else if (row.ipProto().equals("1") && !row.icmpCode().equals(ANY)) {
      ObjectNode icmp = matches.putObject("icmp");
      icmp.put("type", Integer.parseInt(row.icmpType()));
      icmp.put("code", Integer.parseInt(row.icmpCode()));
    }
  }
}
