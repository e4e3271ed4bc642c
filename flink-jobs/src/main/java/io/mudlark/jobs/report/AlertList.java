package io.mudlark.jobs.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The alerts of a run, each in its latest telling. Alerts about processes that repeat another one
 * are lines of that one: one cause makes many cases deviate.
 */
final class AlertList {
  /** Alerts that are told apart; far more than a person reads. */
  static final int MAX_ALERTS = 5_000;

  /** Episodes that are assigned to an alert across devices. */
  private static final int MAX_EPISODES = 100_000;

  private static final String ACROSS_DEVICES = "same-episode-on-devices";
  private static final List<String> SEVERITIES = List.of("low", "medium", "high", "critical");
  private static final Comparator<ObjectNode> URGENT_FIRST =
      Comparator.comparingInt(
              (ObjectNode alert) -> -SEVERITIES.indexOf(alert.path("severity").asText()))
          .thenComparing(alert -> alert.path("pattern").asText().equals(ACROSS_DEVICES) ? 0 : 1)
          .thenComparingLong(alert -> -alert.path("last").asLong())
          .thenComparing(alert -> alert.path("id").asText());
  private static final int REASONS = 8;
  private static final int SAMPLES = 3;
  private static final String REPEATS = "repeats alert ";

  /** Repetitions that are lines of an alert; more are counted. */
  private static final int REPETITIONS = 50;

  private final ReportLimits limits;
  private final Map<String, ObjectNode> alerts = new LinkedHashMap<>();

  /** For an episode of one device the alert across devices that it is part of. */
  private final Map<String, String> campaigns = new HashMap<>();

  private long tellings;
  private long untracked;

  AlertList(ReportLimits limits) {
    this.limits = limits;
  }

  /** Adds a line of {@code alerts.jsonl}; of the same alert the highest revision stays. */
  void add(JsonNode it) {
    tellings++;
    String id = it.path("id").asText();
    ObjectNode present = alerts.get(id);
    if (present == null && alerts.size() >= MAX_ALERTS) {
      untracked++;
    } else if (present == null || present.path("revision").asInt() <= it.path("revision").asInt()) {
      alerts.put(id, alert(it));
      if (it.path("pattern").asText().equals(ACROSS_DEVICES)) {
        addCampaign(id, it);
      }
    }
  }

  private void addCampaign(String id, JsonNode it) {
    for (JsonNode participant : it.path("participants")) {
      if (campaigns.size() < MAX_EPISODES) {
        campaigns.putIfAbsent(participant.path("episodeId").asText(), id);
      }
    }
  }

  private ObjectNode alert(JsonNode it) {
    ObjectNode alert = JsonNodeFactory.instance.objectNode();
    Compact.copy(it, alert, "id", "revision", "pattern", "state", "severity", "title");
    Compact.copy(it.path("signature"), "key", alert, "signature");
    Compact.copy(it.path("signature"), "kind", alert, "kind");
    Compact.copy(it.path("volume"), alert, "flows", "packets", "octets");
    Compact.texts(it.path("reasons"), alert.putArray("reasons"), REASONS);
    Compact.copy(it, alert, "site", "severityReason");
    if (it.path("process").isObject()) {
      process(it.path("process"), alert.putObject("process"));
    }
    String suppressed = it.path("suppressed").asText();
    if (suppressed.startsWith(REPEATS)) {
      alert.put("repeats", suppressed.substring(REPEATS.length()));
    }
    alert.put("first", DeviceReport.millis(it, "firstWindowStart"));
    alert.put("last", DeviceReport.millis(it, "lastWindowEnd"));
    alert.put("participantCount", it.path("participants").size());
    ArrayNode participants = alert.putArray("participants");
    for (JsonNode participant : it.path("participants")) {
      if (participants.size() < limits.participants()) {
        participant(participant, participants.addObject());
      }
    }
    return alert;
  }

  private static void process(JsonNode from, ObjectNode to) {
    Compact.copy(from, to, "case", "step", "activity", "model", "confidence");
    Compact.texts(from.path("expected"), to.putArray("expected"), REASONS);
    Compact.texts(from.path("checks"), to.putArray("checks"), REASONS);
    Compact.texts(from.path("flowIds"), to.putArray("flowIds"), REASONS);
  }

  private static void participant(JsonNode from, ObjectNode to) {
    Compact.copy(from, to, "site", "device", "windows");
    Compact.copy(from, "episodeId", to, "episode");
    Compact.copy(from.path("volume"), to, "flows", "packets", "octets");
    to.put("first", DeviceReport.millis(from, "firstWindowStart"));
    to.put("last", DeviceReport.millis(from, "lastWindowEnd"));
    Compact.texts(from.path("sampleFlowIds"), to.putArray("samples"), SAMPLES);
  }

  /** Gives site and name of every device that is listed in an alert. */
  void forEachDevice(BiConsumer<String, String> sink) {
    for (ObjectNode alert : ranked()) {
      for (JsonNode it : alert.path("participants")) {
        sink.accept(it.path("site").asText(), it.path("device").asText());
      }
    }
  }

  private List<ObjectNode> ranked() {
    List<ObjectNode> ranked = new ArrayList<>(alerts.values());
    ranked.sort(URGENT_FIRST);
    return ranked;
  }

  /** Takes the repetitions of alerts about processes away, and gives them to what they repeat. */
  private List<ObjectNode> folded() {
    List<ObjectNode> folded = new ArrayList<>();
    for (ObjectNode alert : ranked()) {
      ObjectNode repeated = alerts.get(alert.path("repeats").asText());
      if (repeated == null || !alert.has("process") || repeated.has("repeats")) {
        folded.add(alert);
      } else {
        repeat(repeated, alert);
      }
    }
    folded.sort(URGENT_FIRST);
    return folded;
  }

  /** The latest repetitions come first, as alerts do. */
  private static void repeat(ObjectNode repeated, ObjectNode alert) {
    repeated.put("repetitions", repeated.path("repetitions").asLong() + 1);
    repeated.put("last", Math.max(repeated.path("last").asLong(), alert.path("last").asLong()));
    ArrayNode lines = repeated.withArray("repeated");
    if (lines.size() < REPETITIONS) {
      ObjectNode line = lines.addObject();
      Compact.copy(alert, line, "id", "first", "last");
      line.set("process", alert.path("process"));
    }
  }

  /** What an alert across devices or an earlier one tells as well stands below that one. */
  private void putUnderAnother(ObjectNode alert) {
    String campaign = campaigns.get(alert.path("participants").path(0).path("episode").asText());
    if (campaign != null && !alert.path("pattern").asText().equals(ACROSS_DEVICES)) {
      alert.put("partOf", campaign);
    } else if (alert.has("repeats") && !alert.has("process")) {
      alert.set("partOf", alert.path("repeats"));
    }
  }

  private static String above(ObjectNode alert) {
    return alert.path("partOf").asText();
  }

  void writeTo(ObjectNode page, ReportNotes notes) {
    List<ObjectNode> ranked = folded();
    ranked.forEach(this::putUnderAnother);
    List<ObjectNode> tops = ranked.stream().filter(it -> !alerts.containsKey(above(it))).toList();
    ObjectNode counts = page.putObject("alertCounts");
    for (String severity : SEVERITIES) {
      counts.put(
          severity,
          tops.stream().filter(a -> a.path("severity").asText().equals(severity)).count());
    }
    page.put("alertTotal", ranked.size() + untracked).put("alertTellings", tellings);
    page.put("alertParts", ranked.size() - tops.size());
    page.put("alertRepetitions", alerts.size() - ranked.size());
    int shown = Math.min(limits.alerts(), ranked.size());
    ArrayNode array = page.putArray("alerts");
    ranked.subList(0, shown).forEach(array::add);
    long left = ranked.size() - shown + untracked;
    if (left > 0) {
      notes.cut(
          String.format(
              Locale.ROOT,
              "%d further alerts, less severe or earlier, are in alerts.jsonl only",
              left));
    }
  }
}
