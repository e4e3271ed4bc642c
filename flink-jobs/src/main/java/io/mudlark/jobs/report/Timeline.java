package io.mudlark.jobs.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * A device's windows over time in a bounded number of points: when there are too many, neighbours
 * are put together in twos, and again.
 */
final class Timeline {
  private final int maxBins;
  private TreeMap<Long, TimelineBin> bins = new TreeMap<>();
  private long windowMillis;
  private int factor = 1;

  Timeline(int maxBins) {
    this.maxBins = maxBins;
  }

  /** Adds one window. */
  void add(TimelineBin window, long lengthMillis) {
    if (windowMillis == 0) {
      windowMillis = Math.max(1, lengthMillis);
    }
    put(bins, window);
    shrinkTo(maxBins);
  }

  /** Puts neighbours together until there are at most so many points. */
  void shrinkTo(int limit) {
    while (bins.size() > limit && factor < 1 << 30) {
      factor *= 2;
      TreeMap<Long, TimelineBin> coarser = new TreeMap<>();
      bins.values().forEach(bin -> put(coarser, bin));
      bins = coarser;
    }
  }

  private void put(Map<Long, TimelineBin> into, TimelineBin bin) {
    long place = Math.floorDiv(bin.startMillis, windowMillis * factor);
    TimelineBin present = into.putIfAbsent(place, bin);
    if (present != null) {
      present.absorb(bin);
    }
  }

  /** Adds flows of noise to the point that a window is in, when it is known. */
  void addNoise(long windowStartMillis, long flows) {
    if (windowMillis > 0) {
      TimelineBin bin = bins.get(Math.floorDiv(windowStartMillis, windowMillis * factor));
      if (bin != null) {
        bin.noise += flows;
      }
    }
  }

  /** How many windows one point stands for at most. */
  int factor() {
    return factor;
  }

  long windowMillis() {
    return windowMillis;
  }

  Collection<TimelineBin> points() {
    return bins.values();
  }

  /** Start of the first point; 0 without one. */
  long originMillis() {
    return bins.isEmpty() ? 0 : bins.firstEntry().getValue().startMillis;
  }

  void writeTo(ObjectNode device) {
    long origin = originMillis();
    device.put("origin", origin).put("windowMillis", windowMillis).put("factor", factor);
    ArrayNode rows = device.putArray("bins");
    bins.values().forEach(bin -> bin.writeTo(rows.addArray(), origin, windowMillis));
  }
}
