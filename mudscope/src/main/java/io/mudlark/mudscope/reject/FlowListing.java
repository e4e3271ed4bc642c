package io.mudlark.mudscope.reject;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The accepted and the rejected directions of flows by their text, with their packets. */
final class FlowListing {
  static final int MAX_LISTED = 1 << 17;

  private final int maxListed;
  private final Map<Decision, SortedMap<String, Long>> flows = new EnumMap<>(Decision.class);
  private long notListed;

  FlowListing(int maxListed) {
    this.maxListed = maxListed;
  }

  void add(Decision decision, String flow, long packets) {
    SortedMap<String, Long> listed = flows.computeIfAbsent(decision, d -> new TreeMap<>());
    if (listed.size() < maxListed || listed.containsKey(flow)) {
      listed.merge(flow, packets, Long::sum);
    } else {
      notListed += packets;
    }
  }

  /** Writes the maps and their sizes, and how many packets found no place in them. */
  void write(ObjectNode json) {
    for (Decision decision : List.of(Decision.ACCEPTED, Decision.REJECTED)) {
      String word = decision.name().toLowerCase(Locale.ROOT);
      SortedMap<String, Long> listed = flows.getOrDefault(decision, new TreeMap<>());
      ObjectNode map = json.putObject(word + "_pkt_flows");
      listed.forEach(map::put);
      json.put("counter_" + word + "_pkt_flows", listed.size());
    }
    json.put("packets_of_flows_not_listed", notListed);
  }
}
