package io.mudlark.cluster.hdbscan;

/** Squared distance of each location within which {@code minSamples} other rows lie. */
final class CoreDistances {
  private final NearestCopies nearest = new NearestCopies();
  private double[] squared = Buffers.NO_DOUBLES;
  private double[] distances = Buffers.NO_DOUBLES;

  double squared(int location) {
    return squared[location];
  }

  /** Core distances proper, by location. */
  double[] distances() {
    return distances;
  }

  /** Compares every location with every other. */
  void byComparison(Locations locations, int[] counted, int minSamples) {
    int count = locations.count();
    squared = Buffers.atLeast(squared, count);
    distances = Buffers.atLeast(distances, count);
    for (int a = 0; a < count; a++) {
      nearest.start(minSamples + 1);
      nearest.offer(a, counted[a], 0.0);
      for (int b = 0; b < count; b++) {
        double distance = 0;
        for (int column = 0; column < locations.columns(); column++) {
          double difference = locations.value(a, column) - locations.value(b, column);
          distance += difference * difference;
        }
        if (a != b && distance < nearest.radius()) {
          nearest.offer(b, counted[b], distance);
        }
      }
      squared[a] = nearest.radius();
      distances[a] = Math.sqrt(squared[a]);
    }
  }
}
