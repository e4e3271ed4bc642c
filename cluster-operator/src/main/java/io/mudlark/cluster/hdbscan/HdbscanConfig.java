package io.mudlark.cluster.hdbscan;

/**
 * How dense and how large a group of rows has to be to count as a cluster.
 *
 * <p>The parameters mean what they mean in the Python package {@code hdbscan}; scikit-learn and
 * Tribuo count the row itself and therefore need {@code minSamples + 1} for the same result.
 *
 * @param minClusterSize fewest rows of a cluster, at least 2
 * @param minSamples the core distance of a row is the distance to its {@code minSamples}-th other
 *     row; at least 1, and lowered to the number of other rows where there are fewer
 * @param selection which clusters of the hierarchy are reported
 * @param allowSingleCluster whether the whole data set may be the only cluster
 * @param selectionEpsilon clusters born closer together than this distance (in the units of the
 *     columns) are merged upwards; 0 turns it off
 * @param maxClusterSize clusters larger than this are never selected by excess of mass; 0 turns it
 *     off
 * @param multiplicity how much equal rows count
 */
public record HdbscanConfig(
    int minClusterSize,
    int minSamples,
    Selection selection,
    boolean allowSingleCluster,
    double selectionEpsilon,
    int maxClusterSize,
    Multiplicity multiplicity) {

  /** Which clusters of the hierarchy are reported. */
  public enum Selection {
    /** The set of disjoint clusters with the largest total stability (Campello et al. 2013). */
    EXCESS_OF_MASS,
    /** Every cluster that does not split any further. */
    LEAF
  }

  /** How much equal rows count. */
  public enum Multiplicity {
    /** Every row counts: HDBSCAN* as published. Many equal rows are an infinitely dense cluster. */
    EXACT,
    /**
     * At most {@code minSamples} of equal rows count for densities and for the sizes inside the
     * hierarchy, so that repetition alone is never infinitely dense; reports still count all rows.
     */
    CAPPED
  }

  public HdbscanConfig {
    require(minClusterSize >= 2, "minClusterSize must be at least 2, is " + minClusterSize);
    require(minSamples >= 1, "minSamples must be at least 1, is " + minSamples);
    require(
        selectionEpsilon >= 0 && selectionEpsilon < Double.POSITIVE_INFINITY,
        "selectionEpsilon must be a distance >= 0, is " + selectionEpsilon);
    require(maxClusterSize >= 0, "maxClusterSize must be >= 0, is " + maxClusterSize);
  }

  /** Excess of mass over all rows; no single cluster, no epsilon, no size limit. */
  public static HdbscanConfig of(int minClusterSize, int minSamples) {
    return new HdbscanConfig(
        minClusterSize, minSamples, Selection.EXCESS_OF_MASS, false, 0.0, 0, Multiplicity.EXACT);
  }

  /** The same with {@code minSamples} equal to {@code minClusterSize}, as Python defaults to. */
  public static HdbscanConfig of(int minClusterSize) {
    return of(minClusterSize, minClusterSize);
  }

  public HdbscanConfig withSelection(Selection value) {
    return new HdbscanConfig(
        minClusterSize,
        minSamples,
        value,
        allowSingleCluster,
        selectionEpsilon,
        maxClusterSize,
        multiplicity);
  }

  public HdbscanConfig withAllowSingleCluster(boolean value) {
    return new HdbscanConfig(
        minClusterSize,
        minSamples,
        selection,
        value,
        selectionEpsilon,
        maxClusterSize,
        multiplicity);
  }

  public HdbscanConfig withSelectionEpsilon(double value) {
    return new HdbscanConfig(
        minClusterSize,
        minSamples,
        selection,
        allowSingleCluster,
        value,
        maxClusterSize,
        multiplicity);
  }

  public HdbscanConfig withMaxClusterSize(int value) {
    return new HdbscanConfig(
        minClusterSize,
        minSamples,
        selection,
        allowSingleCluster,
        selectionEpsilon,
        value,
        multiplicity);
  }

  public HdbscanConfig withMultiplicity(Multiplicity value) {
    return new HdbscanConfig(
        minClusterSize,
        minSamples,
        selection,
        allowSingleCluster,
        selectionEpsilon,
        maxClusterSize,
        value);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
