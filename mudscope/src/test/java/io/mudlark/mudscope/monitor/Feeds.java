package io.mudlark.mudscope.monitor;

import io.mudlark.mrt.FeedMetrics;
import io.mudlark.mrt.FeedMetrics.Agglomeration;
import io.mudlark.mrt.FeedMetrics.Matches;
import io.mudlark.mrt.FeedMetrics.VectorSummary;
import io.mudlark.mudscope.evolution.FeedCsv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Feeds of chosen clusters, flows and mutual matches, five minutes a transition from 12:00 on. */
final class Feeds {
  private static final long NOON = 1_637_236_800_000L;
  private static final long STEP = 300_000;

  private Feeds() {}

  /**
   * Writes a feed and its metadata.
   *
   * @param clusters clusters of each window
   * @param flows flows of each window
   * @param mutual mutual matches of each transition
   */
  static MonitorConfig.Source write(
      Path folder, String name, int[] clusters, int[] flows, int[] mutual) throws IOException {
    Path csv = folder.resolve(name + ".csv");
    Path metadata = folder.resolve(name + ".json");
    List<FeedMetrics> feed = new ArrayList<>();
    for (int i = 0; i + 1 < clusters.length; i++) {
      feed.add(
          transition(
              NOON + i * STEP,
              new int[] {flows[i], flows[i + 1]},
              new int[] {clusters[i], clusters[i + 1]},
              mutual[i]));
    }
    Files.writeString(csv, FeedCsv.text(feed));
    Files.writeString(metadata, "{\"device_id\": \"" + name + "-plug\", \"deployment_info\": {}}");
    return new MonitorConfig.Source(metadata, csv);
  }

  private static FeedMetrics transition(long start, int[] flows, int[] clusters, int mutual) {
    VectorSummary none =
        new VectorSummary(List.of(0.0), List.of(0.0), Collections.nCopies(10, 0.0));
    Matches oneSided = new Matches(0, 0, new Agglomeration(0, 0, 0, 0, 0), none);
    return new FeedMetrics(
        8,
        start,
        start + STEP / 2,
        start + STEP,
        start + STEP + STEP / 2,
        flows[0],
        flows[1],
        clusters[0],
        clusters[1],
        0,
        0,
        0,
        List.of(),
        new Matches(mutual, 1, null, none),
        oneSided,
        oneSided);
  }
}
