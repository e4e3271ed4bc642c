package io.mudlark.mudscope.evolution;

import io.mudlark.mrt.FeedMetrics;
import io.mudlark.mrt.FeedMetrics.Agglomeration;
import io.mudlark.mrt.FeedMetrics.Matches;
import io.mudlark.mrt.FeedMetrics.VectorSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** MUDscope's feed as CSV: one row per transition, an index and 68 metrics, lists in one cell. */
public final class FeedCsv {
  private static final int DECILES = 10;

  /** The metrics of a transition between empty windows, for the names of the columns. */
  private static final FeedMetrics NOTHING = nothing();

  private FeedCsv() {}

  /** The names of the metrics, in their order. */
  public static List<String> columns() {
    return List.copyOf(cells(NOTHING).keySet());
  }

  /** The whole table, lines ended by LF. */
  public static String text(List<FeedMetrics> feed) {
    StringBuilder text = new StringBuilder();
    for (String column : columns()) {
      text.append(',').append(column);
    }
    text.append('\n');
    for (int row = 0; row < feed.size(); row++) {
      text.append(row);
      cells(feed.get(row)).values().forEach(cell -> text.append(',').append(cell));
      text.append('\n');
    }
    return text.toString();
  }

  private static Map<String, String> cells(FeedMetrics feed) {
    Map<String, String> cells = new LinkedHashMap<>();
    cells.put("centroids_dimension", Integer.toString(feed.centroidDimension()));
    cells.put("ch1_t_start", seconds(feed.beforeStartMillis()));
    cells.put("ch1_t_end", seconds(feed.beforeEndMillis()));
    cells.put("ch2_t_start", seconds(feed.afterStartMillis()));
    cells.put("ch2_t_end", seconds(feed.afterEndMillis()));
    cells.put("elapsed_transition_time", seconds(feed.elapsedMillis()));
    cells.put("ch1_tot_flows", Long.toString(feed.flowsBefore()));
    cells.put("ch2_tot_flows", Long.toString(feed.flowsAfter()));
    cells.put("tot_flows_balance", Long.toString(feed.flowsBalance()));
    cells.put("ch1_clusters_n", Integer.toString(feed.clustersBefore()));
    cells.put("ch2_clusters_n", Integer.toString(feed.clustersAfter()));
    cells.put("clusters_balance", Integer.toString(feed.clustersBalance()));
    cells.put("noise_balance", DecimalText.of(feed.noiseBalance()));
    cells.put("all_dists_avg", DecimalText.of(feed.distanceMean()));
    cells.put("all_dists_std", DecimalText.of(feed.distanceDeviation()));
    cells.put("all_dists_deciles", list(feed.distanceDeciles()));
    matches(cells, "mutual", "", feed.mutual());
    matches(cells, "fwd", "col", feed.forward());
    matches(cells, "bwd", "row", feed.backward());
    return cells;
  }

  private static void matches(
      Map<String, String> cells, String prefix, String axis, Matches matches) {
    cells.put(prefix + "_matches_n", Integer.toString(matches.count()));
    cells.put(prefix + "_matches_percentage", DecimalText.of(matches.share()));
    Agglomeration agglomeration = matches.agglomeration();
    if (agglomeration != null) {
      String name = prefix + "_matches_agglomeration_";
      cells.put(name + "avg", DecimalText.of(agglomeration.mean()));
      cells.put(name + "std", DecimalText.of(agglomeration.deviation()));
      cells.put(name + "max", Long.toString((long) agglomeration.max()));
      cells.put(name + "max_percentage", DecimalText.of(agglomeration.maxShare()));
      cells.put(name + "max_" + axis + "_cluster", Integer.toString(agglomeration.maxCluster()));
    }
    VectorSummary vectors = matches.vectors();
    cells.put(prefix + "_vects_avg", list(vectors.mean()));
    cells.put(prefix + "_vects_std", list(vectors.deviation()));
    for (int tenth = 1; tenth <= DECILES; tenth++) {
      cells.put(prefix + "_vects_decile_" + tenth, list(vectors.decile(tenth)));
    }
  }

  private static String seconds(long millis) {
    return DecimalText.of(millis / 1000.0);
  }

  private static String list(List<Double> values) {
    return values.stream().map(DecimalText::of).collect(Collectors.joining(", ", "\"[", "]\""));
  }

  private static FeedMetrics nothing() {
    VectorSummary vectors =
        new VectorSummary(
            List.of(0.0),
            List.of(0.0),
            new ArrayList<>(List.of(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)));
    Matches mutual = new Matches(0, 0, null, vectors);
    Matches oneSided = new Matches(0, 0, new Agglomeration(0, 0, 0, 0, 0), vectors);
    return new FeedMetrics(
        1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, List.of(), mutual, oneSided, oneSided);
  }
}
