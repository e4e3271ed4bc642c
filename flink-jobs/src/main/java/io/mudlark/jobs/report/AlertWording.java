package io.mudlark.jobs.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What single documents of a run say, in one line each. */
final class AlertWording {
  private static final int MOST_MISSES = 20;

  private AlertWording() {}

  static String row(JsonNode it) {
    String suppressed = it.has("suppressed") ? " [" + text(it, "suppressed") + "]" : "";
    return String.join(
        "  ",
        text(it, "id"),
        text(it, "firstWindowStart"),
        String.format(Locale.ROOT, "%-8s", text(it, "severity")),
        String.format(Locale.ROOT, "%-7s", text(it, "state")),
        text(it, "title") + suppressed);
  }

  static String window(JsonNode it) {
    JsonNode anomaly = it.path("anomaly");
    List<String> findings = new ArrayList<>();
    anomaly.path("findings").forEach(finding -> findings.add(text(finding, "text")));
    return text(it, "windowStart")
        + " "
        + device(it)
        + ": "
        + it.path("totals").path("rejected").path("flows").asLong()
        + " rejected and "
        + it.path("totals").path("accepted").path("flows").asLong()
        + " accepted flows; "
        + (anomaly.path("anomalous").asBoolean() ? "unusual: " : "as usual")
        + String.join("; ", findings);
  }

  static String cluster(JsonNode window, JsonNode it) {
    return text(window, "windowStart")
        + " "
        + device(window)
        + ": cluster "
        + text(it, "id")
        + ", "
        + it.path("volume").path("flows").asLong()
        + " flows, "
        + text(it.path("shape"), "kind")
        + ", peers "
        + top(it.path("peers"))
        + ", ports "
        + top(it.path("devicePorts"))
        + " of the device, "
        + top(it.path("peerPorts"))
        + " of peers";
  }

  static String top(JsonNode values) {
    List<String> top = new ArrayList<>();
    values.forEach(it -> top.add(text(it, "value")));
    return String.join("/", top.subList(0, Math.min(3, top.size())));
  }

  static List<String> grouped(Map<RejectionGroup.Key, Long> groups) {
    return groups.entrySet().stream()
        .map(
            it ->
                it.getValue()
                    + " flows "
                    + it.getKey().direction()
                    + ", "
                    + it.getKey().reason()
                    + (it.getKey().ace().isEmpty() ? "" : ", nearest " + it.getKey().ace() + ": ")
                    + String.join("; ", it.getKey().wanted()))
        .sorted(
            Comparator.comparingLong((String it) -> -Long.parseLong(it.split(" ", 2)[0]))
                .thenComparing(Comparator.naturalOrder()))
        .limit(MOST_MISSES)
        .toList();
  }

  static String flow(JsonNode it) {
    return text(it, "flowId")
        + " "
        + text(it, "start")
        + " "
        + device(it)
        + " "
        + text(it, "protocol")
        + " port "
        + it.path("devicePort").asText("-")
        + ", peer "
        + text(it, "peer")
        + " port "
        + it.path("peerPort").asText("-")
        + ", "
        + text(it, "reason");
  }

  static Set<String> devices(JsonNode alert) {
    Set<String> devices = new LinkedHashSet<>();
    alert.path("participants").forEach(it -> devices.add(device(it)));
    return devices;
  }

  static String device(JsonNode it) {
    return text(it, "site") + "/" + text(it, "device");
  }

  static String join(JsonNode texts) {
    List<String> all = new ArrayList<>();
    texts.forEach(it -> all.add(it.asText()));
    return String.join("; ", all);
  }

  static String optional(String before, JsonNode it, String name) {
    return it.has(name) ? before + text(it, name) : "";
  }

  /** Texts come from the network: nothing that moves a terminal's cursor gets through. */
  static String text(JsonNode it, String name) {
    return it.path(name).asText().replaceAll("\\p{Cntrl}", "\uFFFD");
  }

  static void process(JsonNode it, List<String> lines) {
    if (!it.isObject()) {
      return;
    }
    String caseId = text(it, "case");
    String where =
        caseId.isEmpty() ? "" : "case " + caseId + ", step " + (it.path("step").asInt() + 1) + ": ";
    lines.add(where + text(it, "activity"));
    if (!it.path("expected").isEmpty()) {
      lines.add("expected there: " + join(it.path("expected")));
    }
    lines.add(
        "found by "
            + join(it.path("checks"))
            + " of model "
            + text(it, "model")
            + (caseId.isEmpty() ? "" : "; sure of the case to " + it.path("confidence").asText()));
    if (!it.path("flowIds").isEmpty()) {
      lines.add("exchanges that lead up to it: " + join(it.path("flowIds")));
    }
  }

  /** The entries of profiles that were missed in the last window told of, and the profiles. */
  static List<String> missed(JsonNode alert) {
    List<String> lines = new ArrayList<>();
    for (JsonNode it : alert.path("misses")) {
      String ace = text(it, "ace");
      lines.add(
          it.path("flows").asLong()
              + " flows "
              + text(it, "direction")
              + ", "
              + text(it, "reason")
              + (ace.isEmpty() ? ", no entry comes near" : ", nearest " + ace + ": ")
              + join(it.path("missed"))
              + optional("; profile ", it, "profile"));
    }
    for (JsonNode it : alert.path("profiles")) {
      lines.add("held against " + text(it, "model") + ", version " + text(it, "hash"));
    }
    return lines;
  }
}
