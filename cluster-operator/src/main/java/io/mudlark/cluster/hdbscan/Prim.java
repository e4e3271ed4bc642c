package io.mudlark.cluster.hdbscan;

/**
 * Prim's minimum spanning tree of the mutual reachability graph: compares every pair of locations
 * once.
 */
final class Prim {
  /** Locations per pass: their partial sums stay in the innermost cache. */
  private static final int BLOCK = 512;

  // the locations not yet in the tree, side by side
  private double[][] coordinates = {};
  private double[] core = Buffers.NO_DOUBLES;
  private double[] best = Buffers.NO_DOUBLES;
  private int[] source = Buffers.NO_INTS;
  private int[] location = Buffers.NO_INTS;
  private double[] distance = Buffers.NO_DOUBLES;

  // the location that joined last
  private double[] joined = Buffers.NO_DOUBLES;
  private double joinedCore;
  private int joinedLocation;

  // what one sweep looks for
  private int nearest;
  private double nearestWeight;

  /** Adds the edges of a minimum spanning tree over all locations. */
  void span(Locations locations, CoreDistances cores, SpanningTree tree) {
    int count = locations.count();
    tree.clear(count);
    fill(locations, cores);
    takeOut(0, count);
    for (int left = count - 1; left > 0; left--) {
      sweep(left);
      tree.add(source[nearest], location[nearest], best[nearest]);
      takeOut(nearest, left);
    }
  }

  private void fill(Locations locations, CoreDistances cores) {
    int count = locations.count();
    int columns = locations.columns();
    if (coordinates.length != columns || (columns > 0 && coordinates[0].length < count)) {
      coordinates = new double[columns][count];
    }
    joined = Buffers.atLeast(joined, columns);
    core = Buffers.atLeast(core, count);
    best = Buffers.atLeast(best, count);
    distance = Buffers.atLeast(distance, count);
    source = Buffers.atLeast(source, count);
    location = Buffers.atLeast(location, count);
    for (int i = 0; i < count; i++) {
      for (int column = 0; column < columns; column++) {
        coordinates[column][i] = locations.value(i, column);
      }
      core[i] = cores.squared(i);
      best[i] = Double.POSITIVE_INFINITY;
      location[i] = i;
    }
  }

  /** Moves a location into the tree; the last of those left takes its place. */
  private void takeOut(int at, int left) {
    joinedLocation = location[at];
    joinedCore = core[at];
    int last = left - 1;
    for (int column = 0; column < coordinates.length; column++) {
      joined[column] = coordinates[column][at];
      coordinates[column][at] = coordinates[column][last];
    }
    core[at] = core[last];
    best[at] = best[last];
    source[at] = source[last];
    location[at] = location[last];
  }

  /** Offers the location that joined last to all that are left, and finds the nearest of them. */
  private void sweep(int left) {
    nearest = 0;
    nearestWeight = Double.POSITIVE_INFINITY;
    for (int from = 0; from < left; from += BLOCK) {
      int to = Math.min(left, from + BLOCK);
      Distances.toMany(coordinates, joined, 0, from, to, distance);
      offer(from, to);
    }
    if (nearestWeight == Double.POSITIVE_INFINITY) {
      // all distances overflow: any edge is as good
      source[0] = joinedLocation;
    }
  }

  private void offer(int from, int to) {
    double smallest = nearestWeight;
    int at = nearest;
    for (int i = from; i < to; i++) {
      double weight = best[i];
      if (distance[i] < weight) {
        double reach = Math.max(distance[i], Math.max(joinedCore, core[i]));
        if (reach < weight) {
          weight = reach;
          best[i] = reach;
          source[i] = joinedLocation;
        }
      }
      if (weight < smallest) {
        smallest = weight;
        at = i;
      }
    }
    nearestWeight = smallest;
    nearest = at;
  }
}
