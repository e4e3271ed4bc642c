package io.mudlark.cluster.evolve;

import io.mudlark.mrt.ServiceUse;
import io.mudlark.mrt.TrafficKind;
import io.mudlark.mrt.WindowSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A service outside its profile that a device has used in its latest windows.
 *
 * @param latest its latest use
 * @param windowStarts starts of the latest windows it was used in, milliseconds, oldest first
 * @param windowFlows its flows in each of these windows
 * @param lastContactMillis start of the latest contact; null before the first
 * @param gapsSeconds the latest times between contacts, at most {@link #GAPS}, oldest first
 * @param mostPackets packets of the largest flow since it was first seen
 * @param told as what it has been reported; null when not yet
 */
public record KnownService(
    ServiceUse latest,
    List<Long> windowStarts,
    List<Long> windowFlows,
    @Nullable Long lastContactMillis,
    List<Double> gapsSeconds,
    long mostPackets,
    @Nullable TrafficKind told) {
  /** Most intervals that are remembered of one service. */
  static final int GAPS = 24;

  /** Of contacts that are counted once a second at most, shorter intervals are always even. */
  private static final double SHORTEST_SECONDS = 2;

  private static final double MILLIS = 1000;

  /** Most windows first, then latest, then most flows; then whatever is unique. */
  static final Comparator<KnownService> LASTING =
      Comparator.<KnownService, Boolean>comparing(known -> known.told() == null)
          .thenComparing(known -> -known.windowStarts().size())
          .thenComparing(known -> -known.lastWindow())
          .thenComparing(known -> -known.gapsSeconds().size())
          .thenComparing(known -> -known.latest().volume().flows())
          .thenComparing(KnownService::name);

  public KnownService {
    windowStarts = List.copyOf(windowStarts);
    windowFlows = List.copyOf(windowFlows);
    gapsSeconds = List.copyOf(gapsSeconds);
  }

  static KnownService first(ServiceUse use, WindowSpan window) {
    return new KnownService(
        use,
        List.of(window.startMillis()),
        List.of(use.volume().flows()),
        use.lastContactMillis(),
        use.latestGapsSeconds(),
        use.mostPackets(),
        null);
  }

  /** After one more window in which it was used. */
  KnownService used(ServiceUse use, WindowSpan window, int most) {
    List<Double> gaps = new ArrayList<>(gapsSeconds);
    Long first = use.firstContactMillis();
    // Contacts less than a second apart are one, across the edge of a window too.
    if (first != null && lastContactMillis != null && first - lastContactMillis >= MILLIS) {
      gaps.add((first - lastContactMillis) / MILLIS);
    }
    gaps.addAll(use.latestGapsSeconds());
    return new KnownService(
        use,
        latest(windowStarts, window.startMillis(), most),
        latest(windowFlows, use.volume().flows(), most),
        use.lastContactMillis() == null ? lastContactMillis : use.lastContactMillis(),
        gaps.subList(Math.max(0, gaps.size() - GAPS), gaps.size()),
        Math.max(mostPackets, use.mostPackets()),
        told);
  }

  KnownService toldAs(TrafficKind kind) {
    return new KnownService(
        latest, windowStarts, windowFlows, lastContactMillis, gapsSeconds, mostPackets, kind);
  }

  private static List<Long> latest(List<Long> before, long value, int most) {
    List<Long> all = Stream.concat(before.stream(), Stream.of(value)).toList();
    return all.subList(Math.max(0, all.size() - most), all.size());
  }

  long lastWindow() {
    return windowStarts.get(windowStarts.size() - 1);
  }

  /** In how many of the latest windows up to this one it was used. */
  int windowsOfLatest(WindowSpan window, int of) {
    long since = window.startMillis() - (of - 1L) * window.lengthMillis();
    return (int) windowStarts.stream().filter(start -> start >= since).count();
  }

  /** Its flows in the latest windows up to this one. */
  long flowsOfLatest(WindowSpan window, int of) {
    long since = window.startMillis() - (of - 1L) * window.lengthMillis();
    long flows = 0;
    for (int i = 0; i < windowStarts.size(); i++) {
      flows += windowStarts.get(i) >= since ? windowFlows.get(i) : 0;
    }
    return flows;
  }

  /** How many of the remembered intervals are regular; 0 when too many are not, or too short. */
  int regularIntervals(PersistenceConfig config) {
    double median = medianGapSeconds();
    if (median < SHORTEST_SECONDS) {
      return 0;
    }
    long near =
        gapsSeconds.stream()
            .filter(gap -> Math.abs(gap - median) <= config.tolerance() * median)
            .count();
    return near >= config.regularShare() * gapsSeconds.size() ? (int) near : 0;
  }

  /** The median of the remembered intervals; 0 when there is none. */
  double medianGapSeconds() {
    List<Double> sorted = gapsSeconds.stream().sorted().toList();
    int size = sorted.size();
    return size == 0 ? 0 : (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
  }

  /** Unique among a device's services. */
  String name() {
    return name(latest);
  }

  static String name(ServiceUse use) {
    return (use.inbound() ? "in " : "out ")
        + use.protocol()
        + ' '
        + (use.port() == null ? "-" : use.port())
        + ' '
        + (use.peer() == null ? "any" : use.peer());
  }
}
