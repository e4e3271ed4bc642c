package io.mudlark.cluster.characterize;

import io.mudlark.cluster.hdbscan.HdbscanConfig;
import io.mudlark.cluster.hdbscan.HdbscanConfig.Multiplicity;
import java.io.Serializable;

/**
 * How windows are clustered.
 *
 * @param minClusterShare smallest cluster as a share of the window's rows, 0 to 1: it bounds the
 *     number of clusters by its inverse, however large the window (MUDscope: 0.012)
 * @param minClusterFloor smallest cluster in rows, whatever the share says
 * @param minClusterCeiling largest value the share may lead to, in rows
 * @param minSamplesShare core distances reach to this share of the smallest cluster (MUDscope: 0.2)
 * @param mergeDistance clusters closer together than this, in scaled units, are one; 0 turns it off
 * @param reach a row whose core distance is larger than this is noise even if HDBSCAN* counts it to
 *     a cluster (it does so with every row that leaves a cluster before the cluster splits, however
 *     far off)
 * @param multiplicity how much equal rows count
 * @param maxLocations most distinct rows given to one fit; more are sampled
 */
public record CharacterizerConfig(
    double minClusterShare,
    int minClusterFloor,
    int minClusterCeiling,
    double minSamplesShare,
    double mergeDistance,
    double reach,
    Multiplicity multiplicity,
    int maxLocations)
    implements Serializable {
  /**
   * One per cent but 4 to 200 rows, every row counted, half a standard deviation of ordinary
   * traffic not worth a cluster of its own, two too far to belong to one, 4,000 locations.
   */
  public static final CharacterizerConfig DEFAULT =
      new CharacterizerConfig(0.01, 4, 200, 0.5, 0.5, 2, Multiplicity.EXACT, 4000);

  public CharacterizerConfig {
    require(minClusterShare >= 0 && minClusterShare <= 1, "minClusterShare is 0 to 1");
    require(minClusterFloor >= 2, "minClusterFloor is at least 2");
    require(minClusterCeiling >= minClusterFloor, "minClusterCeiling is at least the floor");
    require(minSamplesShare > 0 && minSamplesShare <= 1, "minSamplesShare is above 0, at most 1");
    require(reach > 0, "reach is above 0");
    require(mergeDistance >= 0 && mergeDistance < 1e6, "mergeDistance is a distance");
    require(maxLocations >= 200, "maxLocations is at least 200");
  }

  /** The parameters of a fit over so many rows. */
  HdbscanConfig forRows(long rows) {
    long wanted = Math.round(minClusterShare * rows);
    int size = (int) Math.min(minClusterCeiling, Math.max(minClusterFloor, wanted));
    int samples = (int) Math.max(2, Math.floor(minSamplesShare * size));
    return HdbscanConfig.of(size, Math.min(samples, size))
        .withAllowSingleCluster(true)
        .withSelectionEpsilon(mergeDistance)
        .withMultiplicity(multiplicity);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
