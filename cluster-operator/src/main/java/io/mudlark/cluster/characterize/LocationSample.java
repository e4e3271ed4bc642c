package io.mudlark.cluster.characterize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Chooses which locations of an oversized window are fitted, without chance: the heaviest quarter
 * of the cap first, then from each stratum (equal codes: direction, scope, protocol, progress) its
 * share, evenly spaced in the order of the values, at least one each.
 */
final class LocationSample {
  private static final int HEAVY_PART = 4;

  private final ScaledRows rows;
  private final int firstCode;

  /**
   * @param rows the window
   * @param firstCode index of the first column that holds a code; the columns from there on make
   *     the strata
   */
  LocationSample(ScaledRows rows, int firstCode) {
    this.rows = rows;
    this.firstCode = firstCode;
  }

  /** At most {@code cap} locations (more only if there are more strata than that), ascending. */
  int[] choose(int cap) {
    if (rows.locations() <= cap) {
      return IntStream.range(0, rows.locations()).toArray();
    }
    boolean[] chosen = new boolean[rows.locations()];
    IntStream.range(0, rows.locations())
        .boxed()
        .sorted(Comparator.<Integer>comparingInt(rows::copies).reversed().thenComparing(i -> i))
        .limit(cap / HEAVY_PART)
        .forEach(location -> chosen[location] = true);
    List<List<Integer>> strata = strata();
    int spare = cap - cap / HEAVY_PART - strata.size();
    for (List<Integer> stratum : strata) {
      List<Integer> rest = stratum.stream().filter(location -> !chosen[location]).toList();
      long quota = 1 + (long) Math.max(0, spare) * stratum.size() / rows.locations();
      spread(rest, (int) Math.min(rest.size(), quota), chosen);
    }
    return IntStream.range(0, chosen.length).filter(location -> chosen[location]).toArray();
  }

  /** For every location, the chosen one nearest to it, of its own stratum if that has any. */
  int[] nearest(int[] chosen) {
    int[] nearest = new int[rows.locations()];
    Arrays.fill(nearest, -1);
    for (int location : chosen) {
      nearest[location] = location;
    }
    for (List<Integer> stratum : strata()) {
      int[] known = stratum.stream().mapToInt(i -> i).filter(i -> nearest[i] == i).toArray();
      for (int location : stratum) {
        if (nearest[location] < 0) {
          nearest[location] = nearestOf(location, known);
        }
      }
    }
    return nearest;
  }

  /**
   * The known locations are in the order of the first column, so the search runs outwards from the
   * location and stops where that column alone is farther than the best.
   */
  private int nearestOf(int location, int[] known) {
    int at = Arrays.binarySearch(known, location);
    int up = at < 0 ? -at - 1 : at;
    int down = up - 1;
    double best = Double.POSITIVE_INFINITY;
    int winner = -1;
    while (up < known.length || down >= 0) {
      if (up < known.length && gap(location, known[up]) > best) {
        up = known.length;
      }
      if (down >= 0 && gap(location, known[down]) > best) {
        down = -1;
      }
      int candidate = down >= 0 ? known[down--] : up < known.length ? known[up++] : -1;
      if (candidate >= 0) {
        double distance = rows.squaredDistance(location, candidate);
        if (distance < best || (distance == best && candidate < winner)) {
          best = distance;
          winner = candidate;
        }
      }
    }
    return winner;
  }

  private double gap(int a, int b) {
    double difference = rows.ofLocation(a, 0) - rows.ofLocation(b, 0);
    return difference * difference;
  }

  private static void spread(List<Integer> locations, int quota, boolean[] chosen) {
    for (int i = 0; i < quota; i++) {
      int position = (int) ((2L * i + 1) * locations.size() / (2L * quota));
      chosen[locations.get(position)] = true;
    }
  }

  /** Locations by equal codes, each ascending. */
  private List<List<Integer>> strata() {
    TreeMap<List<Double>, List<Integer>> strata =
        new TreeMap<>(
            (a, b) -> {
              for (int i = 0; i < a.size(); i++) {
                int order = a.get(i).compareTo(b.get(i));
                if (order != 0) {
                  return order;
                }
              }
              return 0;
            });
    for (int location = 0; location < rows.locations(); location++) {
      List<Double> codes = new ArrayList<>();
      for (int column = firstCode; column < rows.columns(); column++) {
        codes.add(rows.ofLocation(location, column));
      }
      strata.computeIfAbsent(codes, key -> new ArrayList<>()).add(location);
    }
    return List.copyOf(strata.values());
  }
}
