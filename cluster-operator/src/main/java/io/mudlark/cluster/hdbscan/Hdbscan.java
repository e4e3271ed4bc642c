package io.mudlark.cluster.hdbscan;

import io.mudlark.cluster.hdbscan.HdbscanConfig.Multiplicity;

/**
 * Groups rows of numbers by density: HDBSCAN* (Campello, Moulavi, Zimek and Sander 2015), exact.
 *
 * <p>The answer is a function of the set of rows: their order does not matter, equal distances are
 * treated alike, and equal rows are collapsed into one weighted location without changing the
 * result. Working arrays are kept from fit to fit, so one instance serves any number of windows but
 * only one thread at a time.
 */
public final class Hdbscan {
  /** Ways to one and the same answer. */
  enum Route {
    /** By the number of locations and columns. */
    FASTEST,
    PRIM,
    BORUVKA,
    /** Prim over all rows, equal ones included. */
    UNCOLLAPSED
  }

  /**
   * Prim's cost grows with the square of the locations, Boruvka's faster with the columns: they
   * meet at about this many locations per column (benchmarks/hdbscan).
   */
  private static final int PRIM_LOCATIONS_PER_COLUMN = 600;

  private final HdbscanConfig config;
  private final Route route;
  private final Locations locations = new Locations();
  private final CoreDistances core = new CoreDistances();
  private final KdTree kdTree = new KdTree();
  private final Prim prim = new Prim();
  private final Boruvka boruvka = new Boruvka();
  private final SpanningTree spanningTree = new SpanningTree();
  private final MergeTree mergeTree = new MergeTree();
  private final CondensedTree condensedTree = new CondensedTree();
  private final ClusterSelection selection = new ClusterSelection();
  private int[] counted = Buffers.NO_INTS;

  Hdbscan(HdbscanConfig config, Route route) {
    this.config = config;
    this.route = route;
  }

  /** A clusterer for windows of any size. Not thread-safe. */
  public static Hdbscan with(HdbscanConfig config) {
    return new Hdbscan(config, Route.FASTEST);
  }

  /**
   * Clusters {@code rows} rows.
   *
   * @param rowMajor value of column c of row r at index {@code r * columns + c}; not kept
   * @throws IllegalArgumentException if the array is shorter than rows * columns
   */
  public Clustering fit(double[] rowMajor, int rows, int columns) {
    if (rows < 0 || columns < 0 || (long) rows * columns > rowMajor.length) {
      throw new IllegalArgumentException(
          rows + " rows of " + columns + " columns do not fit in " + rowMajor.length + " values");
    }
    locations.find(rowMajor, rows, columns, route != Route.UNCOLLAPSED);
    int samples = Math.max(1, Math.min(locations.usableRows() - 1, config.minSamples()));
    int total = countRows(samples);
    try {
      if (total < 2) {
        return ClusteringAssembly.allNoise(locations);
      }
      grow(Math.min(total - 1, samples));
      return new ClusteringAssembly(config, locations, counted, condensedTree, selection)
          .assemble(core.distances(), mergeTree.sortedHeights());
    } finally {
      locations.release();
    }
  }

  /**
   * Clusters rows of equal length.
   *
   * @throws IllegalArgumentException if the rows differ in length
   */
  public Clustering fit(double[][] rows) {
    int columns = rows.length == 0 ? 0 : rows[0].length;
    double[] rowMajor = new double[Math.multiplyExact(rows.length, columns)];
    for (int row = 0; row < rows.length; row++) {
      if (rows[row].length != columns) {
        throw new IllegalArgumentException(
            "row " + row + " has " + rows[row].length + " columns, row 0 has " + columns);
      }
      System.arraycopy(rows[row], 0, rowMajor, row * columns, columns);
    }
    return fit(rowMajor, rows.length, columns);
  }

  /** Sets how many rows each location counts for; returns their sum. */
  private int countRows(int samples) {
    int most = config.multiplicity() == Multiplicity.CAPPED ? samples : Integer.MAX_VALUE;
    counted = Buffers.atLeast(counted, locations.count());
    int total = 0;
    for (int location = 0; location < locations.count(); location++) {
      counted[location] = Math.min(locations.copies(location), most);
      total += counted[location];
    }
    return total;
  }

  private void grow(int samples) {
    kdTree.build(locations);
    boolean allPairs = comparesAllPairs();
    core.search(kdTree, counted, samples, !allPairs);
    if (allPairs) {
      prim.span(locations, core, spanningTree);
    } else {
      boruvka.span(kdTree, core, spanningTree);
    }
    mergeTree.build(spanningTree, locations.count(), counted);
    condensedTree.build(
        mergeTree, locations.count(), counted, core.distances(), config.minClusterSize());
    selection.select(condensedTree, config);
  }

  private boolean comparesAllPairs() {
    return route == Route.FASTEST
        ? locations.count() <= (long) PRIM_LOCATIONS_PER_COLUMN * locations.columns()
        : route != Route.BORUVKA;
  }
}
