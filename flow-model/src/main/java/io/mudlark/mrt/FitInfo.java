package io.mudlark.mrt;

import java.util.List;

/**
 * How the clusters of a window were computed, so that two windows can be compared or refused.
 *
 * @param minClusterSize HDBSCAN*'s smallest cluster, in flows; 0 when nothing was fitted
 * @param minSamples which other flow's distance is the core distance; 0 when nothing was fitted
 * @param multiplicity how equal rows count for density: {@code capped} or {@code exact}
 * @param rows rejected flows of the window: the rows of the matrix
 * @param locations distinct rows after scaling
 * @param fittedLocations how many of these were given to the fit; less than {@code locations} only
 *     when {@code sampled}
 * @param sampled the window had more distinct locations than the cap, and a stratified sample was
 *     fitted; the other rows were given the label of their nearest fitted location
 * @param features names of the columns, in the order of every centroid
 * @param scalerHash content hash of the scaling constants; centroids of different hashes have
 *     nothing to do with each other
 */
public record FitInfo(
    int minClusterSize,
    int minSamples,
    String multiplicity,
    long rows,
    int locations,
    int fittedLocations,
    boolean sampled,
    List<String> features,
    String scalerHash) {
  public FitInfo {
    features = List.copyOf(features);
  }
}
