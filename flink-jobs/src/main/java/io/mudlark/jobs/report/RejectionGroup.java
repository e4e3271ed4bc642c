package io.mudlark.jobs.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Rejected flows of a device that missed the same entry of its profile by the same conditions. */
final class RejectionGroup {
  private static final Pattern ACTUAL = Pattern.compile(" is .*, the entry wants ");
  private static final Pattern UNKNOWN =
      Pattern.compile("; the (address|peer) is .*$", Pattern.DOTALL);

  private final Key key;
  private final ReportLimits limits;
  private final Map<String, Long> peers = new HashMap<>();
  private final ArrayNode examples;
  private long flows;
  private long packets;
  private long octets;
  private boolean morePeers;
  private String first = "\uffff";
  private String last = "";

  /**
   * What the flows of a group have in common.
   *
   * @param reason word of the reason
   * @param direction the rejected direction, {@code from-device} or {@code to-device}
   * @param ace {@code acl/ace} that came nearest; empty when the profile has none
   * @param wanted the conditions that were missed, without what the single flow had instead
   */
  record Key(String reason, String direction, String ace, List<String> wanted) {}

  RejectionGroup(Key key, ReportLimits limits, ArrayNode examples) {
    this.key = key;
    this.limits = limits;
    this.examples = examples;
  }

  /** The group that a document of a rejected flow belongs to. */
  static Key keyOf(JsonNode flow) {
    boolean source = flow.path("role").asText().equals("source");
    String decisive = source ? "fromDevice" : "toDevice";
    if (!flow.path(decisive).has("reason")) {
      decisive = source ? "toDevice" : "fromDevice";
    }
    JsonNode direction = flow.path(decisive);
    JsonNode nearest = direction.path("nearest");
    List<String> wanted = new ArrayList<>();
    nearest.path("missed").forEach(missed -> wanted.add(wanted(missed.asText())));
    return new Key(
        direction.path("reason").asText("unknown"),
        decisive.equals("fromDevice") ? "from-device" : "to-device",
        nearest.isMissingNode()
            ? ""
            : Compact.clipped(nearest.path("acl").asText() + "/" + nearest.path("ace").asText()),
        List.copyOf(wanted));
  }

  /** {@code destination-port is 8443, the entry wants 443} without what differs flow by flow. */
  private static String wanted(String missed) {
    String constant = ACTUAL.matcher(missed).replaceFirst(" wants ");
    return Compact.clipped(UNKNOWN.matcher(constant).replaceFirst(""));
  }

  void add(JsonNode flow) {
    flows++;
    packets +=
        flow.path("source").path("packets").asLong()
            + flow.path("destination").path("packets").asLong();
    octets +=
        flow.path("source").path("octets").asLong()
            + flow.path("destination").path("octets").asLong();
    String start = flow.path("start").asText();
    String end = flow.path("end").asText();
    first = start.compareTo(first) < 0 ? start : first;
    last = end.compareTo(last) > 0 ? end : last;
    String peer = flow.path("peer").asText();
    if (peers.size() < limits.peers() || peers.containsKey(peer)) {
      peers.merge(peer, 1L, Long::sum);
    } else {
      morePeers = true;
    }
    if (examples.size() < limits.examples()) {
      example(flow);
    }
  }

  private void example(JsonNode flow) {
    ObjectNode example = examples.addObject();
    Compact.copy(flow, example, "start", "role", "peer", "peerPort", "devicePort", "protocol");
    Compact.copy(flow, example, "icmpType", "icmpCode", "flowId");
    String direction = key.direction().equals("from-device") ? "fromDevice" : "toDevice";
    Compact.texts(
        flow.path(direction).path("nearest").path("missed"), example.putArray("missed"), 4);
  }

  long flows() {
    return flows;
  }

  Key key() {
    return key;
  }

  void writeTo(ObjectNode group) {
    group.put("reason", key.reason()).put("direction", key.direction()).put("ace", key.ace());
    ArrayNode wanted = group.putArray("wanted");
    key.wanted().forEach(wanted::add);
    group.put("flows", flows).put("packets", packets).put("octets", octets);
    group.put("first", first).put("last", last);
    group.put("peerCount", peers.size()).put("morePeers", morePeers);
    ArrayNode top = group.putArray("peers");
    peers.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(3)
        .forEach(peer -> top.addArray().add(peer.getKey()).add(peer.getValue()));
    group.set("examples", examples);
  }
}
