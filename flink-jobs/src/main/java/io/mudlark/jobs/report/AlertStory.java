package io.mudlark.jobs.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The whole story of one alert from the result files of a run: why, who, what the profile missed by
 * how much, clusters, time line, flows, and how complete the observation was.
 *
 * <p>Each file is read once, line by line; each section has a limit and says what it left out.
 */
public final class AlertStory {
  private static final int MOST_DEVICES = 50;
  private static final int MOST_WINDOWS = 200;
  private static final int MOST_FLOWS = 30;
  private static final int TOLD_APART = 10_000;

  private final Path results;
  private final List<JsonNode> tellings;
  private final ReportNotes notes = new ReportNotes();
  private final List<Section> sections = new ArrayList<>();

  /**
   * A part of the story.
   *
   * @param title its heading
   * @param lines one sentence or row each
   */
  public record Section(String title, List<String> lines) {}

  private AlertStory(Path results, List<JsonNode> tellings) {
    this.results = results;
    this.tellings = tellings;
  }

  /**
   * One line for each alert of a run in its latest telling, in the order of the file.
   *
   * @param results the folder of a run
   */
  public static List<String> list(Path results) throws IOException {
    Map<String, JsonNode> latest = new TreeMap<>();
    new JsonLines(results.resolve("alerts.jsonl"), new ReportNotes())
        .forEach(it -> latest.merge(AlertWording.text(it, "id"), it, AlertStory::later));
    return latest.values().stream()
        .sorted(
            Comparator.comparing((JsonNode it) -> AlertWording.text(it, "firstWindowStart"))
                .thenComparing(it -> AlertWording.text(it, "id")))
        .map(AlertWording::row)
        .toList();
  }

  private static JsonNode later(JsonNode a, JsonNode b) {
    return a.path("revision").asInt() > b.path("revision").asInt() ? a : b;
  }

  /**
   * The tellings of the alerts whose id begins with a text, by id.
   *
   * @param results the folder of a run
   * @param beginning of the id
   */
  public static Map<String, List<JsonNode>> find(Path results, String beginning)
      throws IOException {
    Map<String, List<JsonNode>> found = new TreeMap<>();
    new JsonLines(results.resolve("alerts.jsonl"), new ReportNotes())
        .forEach(
            it -> {
              String id = AlertWording.text(it, "id");
              if (id.startsWith(beginning)) {
                found.computeIfAbsent(id, key -> new ArrayList<>()).add(it);
              }
            });
    return found;
  }

  /**
   * Tells the story of an alert.
   *
   * @param results the folder of a run
   * @param tellings of the alert, not empty, as found
   */
  public static List<Section> of(Path results, List<JsonNode> tellings) throws IOException {
    List<JsonNode> sorted = new ArrayList<>(tellings);
    sorted.sort(Comparator.comparingInt(it -> it.path("revision").asInt()));
    AlertStory story = new AlertStory(results, sorted);
    story.tell();
    return List.copyOf(story.sections);
  }

  private void tell() throws IOException {
    JsonNode last = tellings.get(tellings.size() - 1);
    what(last);
    who(last);
    sections.add(new Section("What the profile missed", AlertWording.missed(last)));
    windows(last);
    flows(last);
    coverage(last);
  }

  private static String telling(JsonNode told) {
    return "told at "
        + AlertWording.text(told, "lastWindowEnd")
        + ": revision "
        + told.path("revision").asInt()
        + ", "
        + AlertWording.text(told, "change")
        + (told.has("process") ? "" : extent(told));
  }

  private static String extent(JsonNode told) {
    return ", "
        + told.path("participants").size()
        + " devices, "
        + told.path("volume").path("flows").asLong()
        + " flows";
  }

  private void what(JsonNode it) {
    List<String> lines = new ArrayList<>();
    lines.add(AlertWording.text(it, "title"));
    lines.add(
        "alert " + AlertWording.text(it, "id") + ", pattern " + AlertWording.text(it, "pattern"));
    lines.add(
        "severity "
            + AlertWording.text(it, "severity")
            + AlertWording.optional(": ", it, "severityReason"));
    lines.add(
        "from "
            + AlertWording.text(it, "firstWindowStart")
            + " to "
            + AlertWording.text(it, "lastWindowEnd"));
    it.path("reasons").forEach(reason -> lines.add("because: " + reason.asText()));
    JsonNode technique = it.path("technique");
    if (technique.isObject()) {
      lines.add(
          "ATT&CK "
              + AlertWording.text(technique, "id")
              + " "
              + AlertWording.text(technique, "name")
              + " ("
              + AlertWording.text(technique, "tactic")
              + "): "
              + AlertWording.text(technique, "rationale"));
    }
    AlertWording.process(it.path("process"), lines);
    if (it.has("suppressed")) {
      lines.add("people were not notified: it " + AlertWording.text(it, "suppressed"));
    }
    tellings.forEach(told -> lines.add(telling(told)));
    sections.add(new Section("What and why", lines));
  }

  private void who(JsonNode alert) {
    List<String> lines = new ArrayList<>();
    for (JsonNode it : alert.path("participants")) {
      if (lines.size() == MOST_DEVICES) {
        lines.add("and " + (alert.path("participants").size() - MOST_DEVICES) + " more devices");
        break;
      }
      JsonNode volume = it.path("volume");
      lines.add(
          AlertWording.device(it)
              + ": from "
              + AlertWording.text(it, "firstWindowStart")
              + " to "
              + AlertWording.text(it, "lastWindowEnd")
              + ", "
              + it.path("windows").asInt()
              + " windows, "
              + volume.path("flows").asLong()
              + " flows, "
              + volume.path("packets").asLong()
              + " packets, "
              + volume.path("octets").asLong()
              + " octets");
    }
    sections.add(new Section("Who", lines));
  }

  private void windows(JsonNode alert) throws IOException {
    Set<String> devices = AlertWording.devices(alert);
    String from = AlertWording.text(alert, "firstWindowStart");
    String to = AlertWording.text(alert, "lastWindowEnd");
    List<String> lines = new ArrayList<>();
    List<String> clusters = new ArrayList<>();
    long[] more = {0};
    new JsonLines(results.resolve("evolution.jsonl"), notes)
        .forEach(
            it -> {
              boolean within =
                  AlertWording.text(it, "windowEnd").compareTo(from) > 0
                      && AlertWording.text(it, "windowStart").compareTo(to) < 0;
              if (!within || !devices.contains(AlertWording.device(it))) {
                return;
              }
              if (lines.size() == MOST_WINDOWS) {
                more[0]++;
                return;
              }
              lines.add(AlertWording.window(it));
              it.path("clusters")
                  .forEach(cluster -> clusters.add(AlertWording.cluster(it, cluster)));
            });
    if (more[0] > 0) {
      lines.add("and " + more[0] + " more windows");
    }
    sections.add(new Section("Time line", lines));
    sections.add(
        new Section("Clusters", clusters.subList(0, Math.min(MOST_WINDOWS, clusters.size()))));
  }

  private void flows(JsonNode alert) throws IOException {
    Set<String> samples = new TreeSet<>();
    alert.path("process").path("flowIds").forEach(id -> samples.add(id.asText()));
    alert
        .path("participants")
        .forEach(it -> it.path("sampleFlowIds").forEach(id -> samples.add(id.asText())));
    Set<String> devices = AlertWording.devices(alert);
    String from = AlertWording.text(alert, "firstWindowStart");
    String to = AlertWording.text(alert, "lastWindowEnd");
    List<String> lines = new ArrayList<>();
    Map<RejectionGroup.Key, Long> groups = new HashMap<>();
    new JsonLines(results.resolve("rejected.jsonl"), notes)
        .forEach(
            it -> {
              boolean within =
                  AlertWording.text(it, "windowStart").compareTo(from) >= 0
                      && AlertWording.text(it, "windowEnd").compareTo(to) <= 0;
              if (!within || !devices.contains(AlertWording.device(it))) {
                return;
              }
              RejectionGroup.Key key = RejectionGroup.keyOf(it);
              if (groups.size() < TOLD_APART || groups.containsKey(key)) {
                groups.merge(key, 1L, Long::sum);
              }
              if (samples.contains(AlertWording.text(it, "flowId")) && lines.size() < MOST_FLOWS) {
                lines.add(AlertWording.flow(it));
              }
            });
    sections.add(
        new Section("Rejected flows of these devices in that time", AlertWording.grouped(groups)));
    sections.add(new Section("Flows quoted as evidence", lines));
  }

  private void coverage(JsonNode alert) throws IOException {
    List<String> lines = new ArrayList<>();
    JsonNode window = alert.path("coverage");
    if (window.isObject()) {
      lines.add(
          window.path("judged").asLong()
              + " of "
              + window.path("views").asLong()
              + " flows of the last window told of were judged, "
              + window.path("unresolved").asLong()
              + " had a name without known address, "
              + window.path("unprofiled").asLong()
              + " no profile");
    }
    Path ledger = results.resolve("ledger.json");
    if (Files.isRegularFile(ledger) && Files.size(ledger) <= LedgerSection.MAX_BYTES) {
      JsonNode it = new ObjectMapper().readTree(ledger.toFile());
      lines.add(
          "the ledger of the run "
              + (it.path("balances").asBoolean() ? "adds up" : "does not add up"));
      JsonNode totals = it.path("totals");
      lines.add("packets by fate: " + totals.path("packets").path("byFate"));
      lines.add("views of flows: " + totals.path("views"));
    } else {
      lines.add("there is no ledger.json");
    }
    sections.add(new Section("How complete the observation was", lines));
  }
}
