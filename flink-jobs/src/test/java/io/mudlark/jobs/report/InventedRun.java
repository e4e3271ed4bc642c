package io.mudlark.jobs.report;

import io.mudlark.alert.Alert;
import io.mudlark.alert.Participant;
import io.mudlark.alert.Severity;
import io.mudlark.flow.ContentHash;
import io.mudlark.jobs.document.AlertDocument;
import io.mudlark.jobs.document.CharacterizationDocument;
import io.mudlark.jobs.document.EvolutionDocument;
import io.mudlark.jobs.document.LedgerDocument;
import io.mudlark.jobs.document.Line;
import io.mudlark.jobs.document.RejectedFlowDocument;
import io.mudlark.mrt.Anomaly;
import io.mudlark.mrt.Characterization;
import io.mudlark.mrt.ClusterFate;
import io.mudlark.mrt.ClusterSpread;
import io.mudlark.mrt.ClusterSummary;
import io.mudlark.mrt.Episode;
import io.mudlark.mrt.EpisodeSignature;
import io.mudlark.mrt.Evolution;
import io.mudlark.mrt.FeedMetrics;
import io.mudlark.mrt.TopCount;
import io.mudlark.mrt.TrafficKind;
import io.mudlark.mrt.TrafficShape;
import io.mudlark.mrt.Volume;
import io.mudlark.mrt.WindowSpan;
import io.mudlark.mrt.WindowTotals;
import io.mudlark.site.DeviceId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/**
 * Invents the result files of a run, through the same documents as a real one: some background on
 * every device, a port scan on all devices of an odd number in the middle of the time.
 */
final class InventedRun {
  static final long WINDOW = 300_000L;

  /** 2026-03-02T08:00:00Z. */
  static final long START = 1_772_438_400_000L;

  private final List<DeviceId> devices;
  private final int windows;
  private final int flowsPerScan;
  private final Random random = new Random(7);
  private final TreeMap<String, Participant> scanned = new TreeMap<>();

  private InventedRun(List<DeviceId> devices, int windows, int flowsPerScan) {
    this.devices = devices;
    this.windows = windows;
    this.flowsPerScan = flowsPerScan;
  }

  /** Writes the five files of a run over {@code windows} windows. */
  static void write(Path folder, List<DeviceId> devices, int windows, int flowsPerScan)
      throws IOException {
    new InventedRun(devices, windows, flowsPerScan).write(folder);
  }

  static List<DeviceId> devices(int count, int sites) {
    List<DeviceId> all = new ArrayList<>();
    String[] kinds = {"plug", "camera", "thermostat", "hub", "speaker"};
    for (int i = 0; i < count; i++) {
      all.add(new DeviceId("site-" + (char) ('a' + i % sites), kinds[i % 5] + "-" + (i + 1)));
    }
    return all;
  }

  private void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Writer rejected = Files.newBufferedWriter(folder.resolve("rejected.jsonl"));
        Writer characterizations =
            Files.newBufferedWriter(folder.resolve("characterizations.jsonl"));
        Writer evolution = Files.newBufferedWriter(folder.resolve("evolution.jsonl"))) {
      for (int w = 0; w < windows; w++) {
        for (int d = 0; d < devices.size(); d++) {
          window(w, d, rejected, characterizations, evolution);
        }
      }
    }
    try (Writer alerts = Files.newBufferedWriter(folder.resolve("alerts.jsonl"))) {
      for (Alert alert : alerts()) {
        put(alerts, AlertDocument.of(alert));
      }
    }
    Files.writeString(
        folder.resolve("ledger.json"),
        LedgerDocument.of(
                InventedParts.tallies(devices.stream().map(DeviceId::site).distinct().toList()))
            .json());
  }

  private static void put(Writer to, Line line) {
    try {
      to.write(line.json() + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean scan(int window, int device) {
    return device % 2 == 1 && window >= windows / 2 && window <= windows / 2 + windows / 20;
  }

  private void window(int w, int d, Writer rejected, Writer characterizations, Writer evolution) {
    DeviceId device = devices.get(d);
    WindowSpan span = new WindowSpan(START + w * WINDOW, START + (w + 1) * WINDOW, w);
    boolean scan = scan(w, d);
    int beacons = 3 + random.nextInt(4);
    int noise = random.nextInt(3);
    int flows = beacons + noise + (scan ? flowsPerScan : 0);
    List<ClusterSummary> clusters = new ArrayList<>();
    if (scan) {
      clusters.add(cluster(0, "scan", device, flowsPerScan, InventedParts.scanShape(flowsPerScan)));
    }
    clusters.add(
        cluster(clusters.size(), "beacon", device, beacons, InventedParts.beaconShape(beacons)));
    TrafficShape shape =
        scan ? InventedParts.scanShape(flowsPerScan) : InventedParts.beaconShape(beacons);
    Volume volume = InventedParts.volume(flows);
    WindowTotals totals =
        new WindowTotals(
            InventedParts.volume(20 + random.nextInt(30)),
            volume,
            w == 0 ? InventedParts.volume(2) : Volume.NONE,
            Volume.NONE);
    ClusterSummary none =
        noise == 0
            ? null
            : cluster(ClusterSummary.NOISE, null, device, noise, InventedParts.beaconShape(noise));
    List<ClusterSummary> unnamed = clusters.stream().map(InventedParts::unnamed).toList();
    put(
        characterizations,
        CharacterizationDocument.of(
            new Characterization(
                device,
                span,
                w == windows - 1,
                totals,
                InventedParts.fit(flows),
                unnamed,
                none,
                shape)));
    put(evolution, EvolutionDocument.of(evolution(device, span, scan, totals, shape, clusters)));
    for (int i = 0; i < Math.min(flows, 60); i++) {
      put(
          rejected,
          RejectedFlowDocument.of(InventedParts.flow(device, span, i, scan && i > 4), WINDOW));
    }
    if (scan) {
      scanned.merge(
          device.toString(),
          new Participant(
              device,
              InventedParts.episodeId(device),
              span.startMillis(),
              span.endMillis(),
              1,
              volume,
              List.of("00000000000000010000000000000002")),
          (a, b) ->
              new Participant(
                  device,
                  a.episodeId(),
                  a.firstWindowStartMillis(),
                  b.lastWindowEndMillis(),
                  a.windows() + 1,
                  a.volume().plus(b.volume()),
                  a.sampleFlowIds()));
    }
  }

  private ClusterSummary cluster(
      int label, String name, DeviceId device, int flows, TrafficShape shape) {
    boolean scan = "scan".equals(name);
    return new ClusterSummary(
        label,
        name == null ? null : new ContentHash().text(name).text(device.toString()).hex(),
        InventedParts.volume(flows),
        List.of(random.nextGaussian(), random.nextGaussian(), 0.0, 2.25, -1.0),
        new ClusterSpread(ClusterSpread.Method.PAIRWISE, 0.31, 0.12, 1.9),
        label < 0 ? 0 : 0.62,
        List.of(),
        shape,
        List.of(new TopCount(scan ? "61234" : "8053", flows)),
        List.of(new TopCount(scan ? "22" : "40112", 2), new TopCount(scan ? "23" : "40113", 1)),
        List.of(new TopCount(scan ? "192.168.1.66" : "203.0.113.9", flows)),
        List.of(new TopCount(scan ? "tcp" : "udp", flows)),
        List.of("0123456789abcdef0123456789abcdef", "1123456789abcdef0123456789abcdef"));
  }

  private Evolution evolution(
      DeviceId device,
      WindowSpan span,
      boolean scan,
      WindowTotals totals,
      TrafficShape shape,
      List<ClusterSummary> clusters) {
    boolean first = span.ordinal() == 0;
    WindowSpan previous =
        first
            ? null
            : new WindowSpan(span.startMillis() - WINDOW, span.startMillis(), span.ordinal() - 1);
    List<ClusterFate> fates = new ArrayList<>();
    for (ClusterSummary cluster : clusters) {
      boolean born = first || (clusters.size() > 1 && cluster.label() == 0);
      fates.add(
          new ClusterFate(
              born ? ClusterFate.Fate.BORN : ClusterFate.Fate.STAYED,
              cluster.id(),
              cluster.label(),
              List.of(),
              born ? 0 : 5,
              cluster.volume().flows(),
              born ? null : Double.valueOf(0.12)));
    }
    long flows = totals.rejected().flows();
    Anomaly anomaly =
        new Anomaly(
            scan,
            scan ? flows / 20.0 : flows / 30.0,
            scan
                ? List.of(
                    new Anomaly.Finding(
                        Anomaly.Criterion.FLOWS,
                        flows,
                        20,
                        flows + " rejected flows; out of the ordinary from 20 on"),
                    new Anomaly.Finding(
                        Anomaly.Criterion.NEW_CLUSTER,
                        flows - 6,
                        10,
                        (flows - 6) + " flows in clusters never seen of this device"))
                : List.of(),
            5.5,
            (int) span.ordinal());
    long begun = START + windows / 2 * WINDOW;
    Episode episode =
        scan
            ? new Episode(
                span.startMillis() == begun ? Episode.Phase.OPENED : Episode.Phase.CONTINUED,
                InventedParts.episodeId(device),
                1,
                begun,
                (int) ((span.startMillis() - begun) / WINDOW) + 1,
                totals.rejected(),
                new EpisodeSignature(TrafficKind.PORT_SCAN_INBOUND, "tcp", null),
                false)
            : Episode.NONE;
    return new Evolution(
        device,
        previous,
        span,
        null,
        totals,
        shape,
        clusters,
        first ? null : feed(span, scan),
        fates,
        anomaly,
        episode);
  }

  private FeedMetrics feed(WindowSpan span, boolean scan) {
    FeedMetrics.VectorSummary vectors =
        new FeedMetrics.VectorSummary(List.of(0.0), List.of(0.0), List.of(0.0));
    FeedMetrics.Agglomeration pile = new FeedMetrics.Agglomeration(1, 0, 1, 0.5, 0);
    return new FeedMetrics(
        5,
        span.startMillis() - WINDOW,
        span.startMillis(),
        span.startMillis(),
        span.endMillis(),
        6,
        scan ? 6 + flowsPerScan : 6,
        1,
        scan ? 3 : 2,
        random.nextInt(3) * 0.05,
        (scan ? 3 : 1) + random.nextDouble(),
        0.4,
        List.of(),
        new FeedMetrics.Matches(1, scan ? 0.5 : 1, null, vectors),
        new FeedMetrics.Matches(random.nextInt(2), 0.2, pile, vectors),
        new FeedMetrics.Matches(scan ? 1 : 0, scan ? 0.5 : 0, pile, vectors));
  }

  private List<Alert> alerts() {
    List<Alert> all = new ArrayList<>();
    EpisodeSignature signature = new EpisodeSignature(TrafficKind.PORT_SCAN_INBOUND, "tcp", null);
    for (Participant it : scanned.values()) {
      for (int revision = 1; revision <= 2; revision++) {
        all.add(
            new Alert(
                it.episodeId(),
                revision,
                Alert.Pattern.DEVICE_EPISODE,
                revision == 1 ? Alert.State.OPEN : Alert.State.CLOSED,
                Severity.HIGH,
                String.format(
                    "%s on %s: %d rejected flows in %d windows",
                    signature.key(), it.device(), it.volume().flows(), it.windows()),
                List.of(
                    it.volume().flows() + " rejected flows; out of the ordinary from 20 on",
                    "the traffic is back to what is usual for the device"),
                signature,
                it.firstWindowStartMillis(),
                it.lastWindowEndMillis(),
                List.of(it)));
      }
    }
    if (scanned.size() > 1) {
      List<Participant> parts = List.copyOf(scanned.values());
      all.add(
          new Alert(
              "00000000000000000000000000000001",
              1,
              Alert.Pattern.SAME_EPISODE_ON_DEVICES,
              Alert.State.OPEN,
              Severity.CRITICAL,
              String.format(
                  "port-scan-inbound/tcp on %d devices: %d rejected flows",
                  parts.size(), parts.stream().mapToLong(p -> p.volume().flows()).sum()),
              List.of("the same kind of traffic was rejected on each of these devices"),
              signature,
              parts.get(0).firstWindowStartMillis(),
              parts.get(0).lastWindowEndMillis(),
              parts));
    }
    return all;
  }
}
