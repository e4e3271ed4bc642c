package io.mudlark.jobs.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.sink.ResultFile;
import io.mudlark.site.DeviceId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a run left in its folder, as far as it is held against the truth. */
final class Findings {
  /** Quiet windows that end an episode, as in the stream. */
  private static final int QUIET = 2;

  private static final String SITE = "site/";

  private final Map<DeviceId, List<Window>> windows = new TreeMap<>();
  private final Map<String, Detection> episodes = new LinkedHashMap<>();
  private final Map<String, Detection> processes = new LinkedHashMap<>();
  private final Map<FlowEnds, List<Span>> rejected = new HashMap<>();

  private @Nullable List<Detection> chain;

  private Findings() {}

  /** The same with what MUDscope's original chain found. */
  Findings with(List<Detection> ofChain) {
    chain = List.copyOf(ofChain);
    return this;
  }

  /** Whether it is known what a method found. */
  boolean has(Method method) {
    return method != Method.MUDSCOPE || chain != null;
  }

  /** Whether a method takes a window for one in which something happened. */
  boolean finds(Method method, Window window) {
    if (method == Method.MUDSCOPE) {
      return episodes(method).stream()
          .anyMatch(it -> it.devices().contains(window.device()) && it.span().meets(window.span()));
    }
    boolean process =
        method == Method.DEFAULT
            && processes.values().stream()
                .anyMatch(
                    it -> it.devices().contains(window.device()) && it.span().meets(window.span()));
    return process || method.finds(window);
  }

  /** Reads a result folder. */
  static Findings read(Path folder) throws ConfigException, IOException {
    Findings findings = new Findings();
    JsonRows.each(
        folder.resolve(ResultFile.EVOLUTION.fileName()),
        row -> {
          Window window = Window.of(row);
          findings.windows.computeIfAbsent(window.device(), d -> new ArrayList<>()).add(window);
        });
    JsonRows.each(folder.resolve(ResultFile.ALERTS.fileName()), findings::alert);
    JsonRows.each(
        folder.resolve(ResultFile.REJECTED.fileName()),
        row ->
            findings
                .rejected
                .computeIfAbsent(FlowEnds.ofRejected(row), ends -> new ArrayList<>(1))
                .add(new Span(JsonRows.millis(row, "start"), JsonRows.millis(row, "end"))));
    return findings;
  }

  /** The last revision says how far it went, the first when it was told, all of them about whom. */
  private void alert(JsonNode row) {
    Map<String, Detection> target;
    switch (JsonRows.word(row, "pattern")) {
      case "device-episode" -> target = episodes;
      case "process-deviation", "process-rate" -> target = processes;
      default -> {
        return;
      }
    }
    Span span =
        new Span(
            JsonRows.millis(row, "firstWindowStart"), JsonRows.millis(row, "lastWindowEnd") - 1);
    String id = JsonRows.word(row, "id");
    Detection before = target.get(id);
    Set<DeviceId> devices = participants(row);
    if (before != null) {
      devices.addAll(before.devices());
    }
    String site =
        devices.stream().map(DeviceId::site).sorted().findFirst().orElseGet(() -> site(row));
    target.put(
        id,
        new Detection(
            site,
            devices,
            span,
            before == null ? span.endMillis() + 1 : before.toldMillis(),
            row.path("signature").path("key").asText(),
            Truth.caseAt(site, row.path("process").path("case").asText()),
            row.has("process")));
  }

  /** Of an alert that names no device: the site that it is about. */
  private static String site(JsonNode row) {
    String scope = row.path("scope").asText();
    return scope.startsWith(SITE) ? scope.substring(SITE.length()) : row.path("site").asText();
  }

  private static Set<DeviceId> participants(JsonNode row) {
    Set<DeviceId> devices = new HashSet<>();
    for (JsonNode participant : row.path("participants")) {
      devices.add(
          new DeviceId(JsonRows.word(participant, "site"), JsonRows.word(participant, "device")));
    }
    return devices;
  }

  /** All windows, by device and time. */
  Map<DeviceId, List<Window>> windows() {
    return windows;
  }

  /** Whether a flow of the truth was rejected, at least in part. */
  boolean isRejected(FlowEnds ends, Span span) {
    return rejected.getOrDefault(ends, List.of()).stream().anyMatch(span::meets);
  }

  /** The episodes that a method makes of a run. */
  List<Detection> episodes(Method method) {
    if (method == Method.PATTERNS) {
      return List.copyOf(episodes.values());
    }
    if (method == Method.DEFAULT) {
      List<Detection> all = new ArrayList<>(episodes.values());
      all.addAll(processes.values());
      return all;
    }
    if (method == Method.MUDSCOPE) {
      return chain == null ? List.of() : chain;
    }
    List<Detection> found = new ArrayList<>();
    windows.values().forEach(ofDevice -> runs(method, ofDevice, found));
    return found;
  }

  private static void runs(Method method, List<Window> windows, List<Detection> found) {
    int first = -1;
    int last = -1;
    for (int i = 0; i < windows.size(); i++) {
      if (first >= 0 && i - last >= QUIET) {
        found.add(run(windows, first, last));
        first = -1;
      }
      if (method.finds(windows.get(i))) {
        first = first < 0 ? i : first;
        last = i;
      }
    }
    if (first >= 0) {
      found.add(run(windows, first, last));
    }
  }

  private static Detection run(List<Window> windows, int first, int last) {
    Window opening = windows.get(first);
    Span span = new Span(opening.span().startMillis(), windows.get(last).span().endMillis());
    return Detection.ofTraffic(opening.device(), span, opening.span().endMillis() + 1, "");
  }
}
