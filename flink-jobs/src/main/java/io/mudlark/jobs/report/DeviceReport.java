package io.mudlark.jobs.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Everything that a report says about one device, collected line by line in bounded space. */
final class DeviceReport {
  private static final int MAX_EPISODES = 60;
  private static final int MAX_KINDS = 5;
  private static final int TRACKED_CLUSTERS = 12;
  private static final int CLUSTER_MARKS = 120;
  private static final int SHOWN_CLUSTERS = 6;

  private final String site;
  private final String name;
  private final ReportLimits limits;
  private final Timeline timeline;
  private final ClusterLives lives = new ClusterLives(TRACKED_CLUSTERS, CLUSTER_MARKS);
  private final WindowDetails details = new WindowDetails();
  private final Map<RejectionGroup.Key, RejectionGroup> groups = new LinkedHashMap<>();
  private final Map<String, ObjectNode> episodes = new LinkedHashMap<>();
  private final Map<String, Long> kinds = new TreeMap<>();
  private String profile = "";
  private long ungrouped;
  private long episodesLeftOut;

  DeviceReport(String site, String name, ReportLimits limits) {
    this.site = site;
    this.name = name;
    this.limits = limits;
    this.timeline = new Timeline(limits.bins());
  }

  /** Adds a line of {@code evolution.jsonl}. */
  void addEvolution(JsonNode it, int windowLimit) {
    TimelineBin bin = WindowBins.ofEvolution(it);
    long length = millis(it, "windowEnd") - bin.startMillis;
    timeline.add(bin, length);
    it.path("clusters").forEach(cluster -> lives.add(bin.startMillis, length, cluster));
    String kind = it.path("shape").path("kind").asText("none");
    if (bin.rejected > 0) {
      kinds.merge(Compact.clipped(kind), bin.rejected, Long::sum);
    }
    addEpisode(it);
    details.offer(
        new WindowDetails.Rank(bin.anomalous > 0, bin.score, bin.rejected, bin.startMillis),
        WindowDetail.of(it, limits.clusters()),
        windowLimit);
  }

  /**
   * Adds a line of {@code characterizations.jsonl}.
   *
   * @param alone whether there is no evolution to have the rest from
   */
  void addCharacterization(JsonNode it, int windowLimit, boolean alone) {
    if (alone) {
      addEvolution(it, windowLimit);
    }
    long start = millis(it, "windowStart");
    timeline.addNoise(start, it.path("noise").path("volume").path("flows").asLong());
    if (it.has("noise")) {
      details.addTo(start, "noise", WindowDetail.cluster(it.path("noise")));
    }
    details.addTo(start, "fit", WindowDetail.fit(it.path("fit")));
  }

  /** Adds a line of {@code rejected.jsonl}. */
  void addRejected(JsonNode it) {
    profile = Compact.clipped(it.path("profile").asText(profile));
    RejectionGroup.Key key = RejectionGroup.keyOf(it);
    RejectionGroup group = groups.get(key);
    if (group == null && groups.size() < limits.groups()) {
      group = new RejectionGroup(key, limits, JsonNodeFactory.instance.arrayNode());
      groups.put(key, group);
    }
    if (group == null) {
      ungrouped++;
    } else {
      group.add(it);
    }
  }

  private void addEpisode(JsonNode it) {
    JsonNode episode = it.path("episode");
    String id = episode.path("id").asText("");
    if (id.isEmpty()) {
      return;
    }
    if (!episodes.containsKey(id) && episodes.size() >= MAX_EPISODES) {
      episodesLeftOut++;
      return;
    }
    ObjectNode node = episodes.computeIfAbsent(id, key -> JsonNodeFactory.instance.objectNode());
    Compact.copy(episode, node, "id", "ordinal", "phase", "windows", "cutOff");
    Compact.copy(episode.path("signature"), "key", node, "signature");
    Compact.copy(episode.path("volume"), node, "flows", "packets", "octets");
    node.put("start", millis(episode, "firstWindowStart"));
    if (it.path("anomaly").path("anomalous").asBoolean()) {
      node.put("end", millis(it, "windowEnd"));
    }
  }

  static long millis(JsonNode node, String name) {
    String text = node.path(name).asText("");
    try {
      return text.isEmpty() ? 0 : Instant.parse(text).toEpochMilli();
    } catch (DateTimeParseException e) {
      return 0;
    }
  }

  String site() {
    return site;
  }

  String name() {
    return name;
  }

  Timeline timeline() {
    return timeline;
  }

  /** The device as JSON, cut to its share of the page. */
  ObjectNode toJson(int windowLimit, int binLimit) {
    details.shrinkTo(windowLimit);
    timeline.shrinkTo(binLimit);
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("site", site).put("name", name).put("profile", profile);
    timeline.writeTo(node);
    lives.writeTo(node, SHOWN_CLUSTERS, timeline.originMillis());
    details.writeTo(node.putArray("windows"));
    node.put("windowsLeftOut", details.leftOut());
    ArrayNode reasons = node.putArray("reasons");
    groups.values().stream()
        .sorted(Comparator.comparingLong(RejectionGroup::flows).reversed())
        .forEach(group -> group.writeTo(reasons.addObject()));
    node.put("ungrouped", ungrouped).put("episodesLeftOut", episodesLeftOut);
    episodes.values().forEach(node.withArray("episodes")::add);
    ArrayNode topKinds = node.putArray("kinds");
    kinds.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(MAX_KINDS)
        .forEach(kind -> topKinds.addArray().add(kind.getKey()).add(kind.getValue()));
    return node;
  }
}
