package io.mudlark.jobs.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The result files of a run, read once each and condensed to what a report shows. */
final class RunResults {
  /** Names of devices without a section that are told apart, to count them. */
  private static final int MAX_OTHERS = 100_000;

  private final ReportLimits limits;
  private final ReportNotes notes = new ReportNotes();
  private final AlertList alerts;
  private final TreeMap<String, DeviceReport> devices = new TreeMap<>();
  private final Set<String> others = new HashSet<>();
  private final Period period = new Period();
  private boolean evolved;

  private RunResults(ReportLimits limits) {
    this.limits = limits;
    this.alerts = new AlertList(limits);
  }

  /** First and last moment, and amounts of flows, over all devices, shown or not. */
  private static final class Period {
    private long start = Long.MAX_VALUE;
    private long end = Long.MIN_VALUE;
    private long windows;
    private long anomalous;
    private long accepted;
    private long rejected;
    private long unresolved;
    private long unprofiled;

    private void add(JsonNode window) {
      TimelineBin bin = WindowBins.ofEvolution(window);
      start = Math.min(start, bin.startMillis);
      end = Math.max(end, DeviceReport.millis(window, "windowEnd"));
      windows++;
      anomalous += bin.anomalous;
      accepted += bin.accepted;
      rejected += bin.rejected;
      unresolved += bin.unresolved;
      unprofiled += bin.unprofiled;
    }

    private void writeTo(ObjectNode page) {
      if (windows > 0) {
        page.put("start", start).put("end", end);
      }
      page.put("windows", windows).put("anomalous", anomalous);
      page.put("accepted", accepted).put("rejected", rejected);
      page.put("unresolved", unresolved).put("unprofiled", unprofiled);
    }
  }

  /** The content of a report as one JSON object. */
  static ObjectNode read(Path folder, ReportLimits limits) throws IOException {
    RunResults results = new RunResults(limits);
    results.lines(folder, "alerts.jsonl").forEach(results.alerts::add);
    results.alerts.forEachDevice(results::device);
    results.lines(folder, "evolution.jsonl").forEach(results::evolution);
    results.lines(folder, "characterizations.jsonl").forEach(results::characterization);
    results.lines(folder, "rejected.jsonl").forEach(results::rejected);
    return results.toJson(folder);
  }

  private JsonLines lines(Path folder, String name) {
    return new JsonLines(folder.resolve(name), notes);
  }

  private void evolution(JsonNode it) {
    evolved = true;
    period.add(it);
    DeviceReport device = device(it);
    if (device != null) {
      device.addEvolution(it, limits.windowsPerDevice(devices.size()));
    }
  }

  private void characterization(JsonNode it) {
    if (!evolved) {
      period.add(it);
    }
    DeviceReport device = device(it);
    if (device != null) {
      device.addCharacterization(it, limits.windowsPerDevice(devices.size()), !evolved);
    }
  }

  private void rejected(JsonNode it) {
    DeviceReport device = device(it);
    if (device != null) {
      device.addRejected(it);
    }
  }

  private @Nullable DeviceReport device(JsonNode it) {
    return device(it.path("site").asText(), it.path("device").asText());
  }

  private @Nullable DeviceReport device(String site, String name) {
    String key = site + "\u0001" + name;
    DeviceReport present = devices.get(key);
    if (present == null && devices.size() < limits.devices()) {
      present = new DeviceReport(Compact.clipped(site), Compact.clipped(name), limits);
      devices.put(key, present);
    } else if (present == null && others.size() < MAX_OTHERS) {
      others.add(key);
    }
    return present;
  }

  private ObjectNode toJson(Path folder) throws IOException {
    ObjectNode page = JsonNodeFactory.instance.objectNode();
    period.writeTo(page);
    page.put("deviceTotal", devices.size() + others.size());
    Set<String> sites = new HashSet<>();
    devices.values().forEach(device -> sites.add(device.site()));
    others.forEach(key -> sites.add(key.substring(0, key.indexOf('\u0001'))));
    page.put("siteTotal", sites.size());
    alerts.writeTo(page, notes);
    devices(page, devices.values());
    LedgerSection.write(folder.resolve("ledger.json"), page, limits, notes);
    ArrayNode sentences = page.putArray("notes");
    notes.sentences().forEach(sentences::add);
    return page;
  }

  private void devices(ObjectNode page, Collection<DeviceReport> reports) {
    int windowLimit = limits.windowsPerDevice(reports.size());
    int binLimit = limits.binsPerDevice(reports.size());
    ArrayNode array = page.putArray("devices");
    int factor = 1;
    long windowsLeftOut = 0;
    for (DeviceReport report : reports) {
      ObjectNode device = report.toJson(windowLimit, binLimit);
      factor = Math.max(factor, report.timeline().factor());
      windowsLeftOut += device.path("windowsLeftOut").asLong();
      array.add(device);
    }
    if (!others.isEmpty()) {
      notes.cut(
          String.format(
              Locale.ROOT,
              "%d of %d devices have no section of their own; the result files have all",
              others.size(),
              reports.size() + others.size()));
    }
    if (factor > 1) {
      notes.cut(
          String.format(
              Locale.ROOT,
              "Timelines put up to %d consecutive windows together in one mark",
              factor));
    }
    if (windowsLeftOut > 0) {
      notes.cut(
          String.format(
              Locale.ROOT,
              "Cluster tables are kept for the %d most unusual windows of each device;"
                  + " characterizations.jsonl and evolution.jsonl have all",
              windowLimit));
    }
  }
}
