package io.mudlark.cluster.characterize;

import io.mudlark.cluster.feature.FeatureTable;
import io.mudlark.cluster.feature.FlowRow;
import io.mudlark.cluster.feature.Scaler;
import io.mudlark.cluster.hdbscan.HdbscanConfig.Multiplicity;
import io.mudlark.cluster.service.ServiceUses;
import io.mudlark.cluster.shape.TrafficShapes;
import io.mudlark.mrt.Characterization;
import io.mudlark.mrt.ClusterSummary;
import io.mudlark.mrt.FitInfo;
import io.mudlark.mrt.TrafficShape;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns a closed window of one device into its characterization: scales the rejected flows,
 * clusters them, and describes each cluster and the rest.
 *
 * <p>The result does not depend on the order of the rows. No row is duplicated (one flow is noise,
 * not a cluster) and none is removed as an outlier before clustering: those are the attack.
 */
public final class Characterizer {
  private final CharacterizerConfig config;
  private final Scaler scaler;
  private final String scalerHash;

  /**
   * @throws IllegalArgumentException when the scaler is for other features than are clustered
   */
  public Characterizer(CharacterizerConfig config, Scaler scaler) {
    if (!scaler.features().equals(FeatureTable.clusteredNames())) {
      throw new IllegalArgumentException("the scaler is for " + scaler.features());
    }
    this.config = config;
    this.scaler = scaler;
    this.scalerHash = scaler.hash();
  }

  /** With the default parameters and the shipped scaler. */
  public static Characterizer standard() {
    return new Characterizer(CharacterizerConfig.DEFAULT, Scaler.shipped());
  }

  /** The characterization of a window, empty ones included. */
  public Characterization characterize(WindowRows window) {
    List<FlowRow> flows = window.rejected();
    if (flows.isEmpty()) {
      return empty(window);
    }
    ScaledRows scaled =
        new ScaledRows(scaler.scale(FeatureTable.matrix(flows)), FeatureTable.CLUSTERED.size());
    WindowFit fit = WindowFit.of(scaled, config);
    double weight = (double) window.totals().rejected().flows() / flows.size();
    ClusterDescriber describer = new ClusterDescriber(flows, scaled, weight);
    List<ClusterSummary> clusters = new ArrayList<>();
    for (int label = 0; label < fit.clusters().size(); label++) {
      clusters.add(
          describer.describe(label, fit.clusters().get(label), fit.persistence().get(label)));
    }
    ServiceUses services = ServiceUses.of(flows);
    return new Characterization(
        window.device(),
        window.window(),
        window.last(),
        window.totals(),
        fitted(scaled, fit),
        clusters,
        fit.noise().length == 0 ? null : describer.describe(ClusterSummary.NOISE, fit.noise(), 0),
        TrafficShapes.of(flows, window.totals().rejected()),
        services.listed(),
        services.omitted(),
        window.busiest(),
        window.held());
  }

  private Characterization empty(WindowRows window) {
    return new Characterization(
        window.device(),
        window.window(),
        window.last(),
        window.totals(),
        nothingFitted(),
        List.of(),
        null,
        TrafficShape.NONE,
        List.of(),
        0,
        window.busiest(),
        window.held());
  }

  private FitInfo nothingFitted() {
    return new FitInfo(0, 0, multiplicity(), 0, 0, 0, false, scaler.features(), scalerHash);
  }

  private FitInfo fitted(ScaledRows rows, WindowFit fit) {
    return new FitInfo(
        fit.parameters().minClusterSize(),
        fit.parameters().minSamples(),
        multiplicity(),
        rows.rows(),
        rows.locations(),
        fit.fittedLocations(),
        fit.fittedLocations() < rows.locations(),
        scaler.features(),
        scalerHash);
  }

  private String multiplicity() {
    return config.multiplicity() == Multiplicity.CAPPED ? "capped" : "exact";
  }
}
