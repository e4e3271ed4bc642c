package io.mudlark.cluster.hdbscan;

/** Prim's minimum spanning tree of the mutual reachability graph. */
final class Prim {
  private double[] best = Buffers.NO_DOUBLES;
  private int[] source = Buffers.NO_INTS;
  private int[] rest = Buffers.NO_INTS;

  void span(Locations locations, CoreDistances core, SpanningTree tree) {
    int count = locations.count();
    tree.clear(count);
    best = Buffers.atLeast(best, count);
    source = Buffers.atLeast(source, count);
    rest = Buffers.atLeast(rest, count);
    for (int i = 1; i < count; i++) {
      rest[i - 1] = i;
      best[i] = Double.POSITIVE_INFINITY;
      source[i] = 0;
    }
    int current = 0;
    for (int left = count - 1; left > 0; left--) {
      int nearest = 0;
      for (int i = 0; i < left; i++) {
        int other = rest[i];
        double weight = Math.max(core.squared(current), core.squared(other));
        double distance = 0;
        for (int column = 0; column < locations.columns(); column++) {
          double difference = locations.value(current, column) - locations.value(other, column);
          distance += difference * difference;
        }
        weight = Math.max(weight, distance);
        if (weight < best[other]) {
          best[other] = weight;
          source[other] = current;
        }
        if (best[other] < best[rest[nearest]]) {
          nearest = i;
        }
      }
      current = rest[nearest];
      tree.add(source[current], current, best[current]);
      rest[nearest] = rest[left - 1];
    }
  }
}
