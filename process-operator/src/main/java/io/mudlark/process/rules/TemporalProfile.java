package io.mudlark.process.rules;

import io.mudlark.process.discover.PairTimes.Pair;
import io.mudlark.process.log.EventLog;
import io.mudlark.process.log.LogEvent;
import io.mudlark.process.log.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How long things usually take (Stertz, Mangler, Rinderle-Ma 2020): for every ordered pair of
 * activities of a case, the mean and standard deviation of the time from one to the other.
 */
public final class TemporalProfile {
  private final Map<Pair, Moments> pairs = new TreeMap<>();
  private final Scale scale;

  /** In what measure times are averaged. */
  public enum Scale {
    /** Seconds. */
    LINEAR,
    /** The natural logarithm of milliseconds and one more: for times with a heavy tail. */
    LOGARITHMIC;

    /** A time in this measure; times before 0 count as 0 on the logarithmic one. */
    public double of(double seconds) {
      return this == LINEAR ? seconds : Math.log(1 + Math.max(0, seconds) * 1_000);
    }
  }

  /** A profile in seconds that knows nothing yet. */
  public TemporalProfile() {
    this(Scale.LINEAR);
  }

  public TemporalProfile(Scale scale) {
    this.scale = scale;
  }

  /**
   * Count, mean and sum of squared differences, as Welford's method keeps them; mergeable.
   *
   * @param count how many times were seen
   * @param mean in the profile's measure
   * @param squares sum of squared differences from the mean
   */
  public record Moments(long count, double mean, double squares) {
    static final Moments NONE = new Moments(0, 0, 0);

    Moments with(double seconds) {
      long n = count + 1;
      double delta = seconds - mean;
      double moved = mean + delta / n;
      return new Moments(n, moved, squares + delta * (seconds - moved));
    }

    /** Both together (Chan, Golub, LeVeque 1979). */
    public Moments merge(Moments other) {
      if (count == 0 || other.count == 0) {
        return count == 0 ? other : this;
      }
      long n = count + other.count;
      double delta = other.mean - mean;
      return new Moments(
          n,
          mean + delta * other.count / n,
          squares + other.squares + delta * delta * count * other.count / n);
    }

    /** The sample standard deviation, 0 for fewer than two times. */
    public double deviation() {
      return count < 2 ? 0 : Math.sqrt(squares / (count - 1));
    }
  }

  /**
   * A time that is out of the ordinary.
   *
   * @param pair the two steps
   * @param seconds from one to the other
   * @param score how many standard deviations off the mean
   */
  public record Deviation(Pair pair, double seconds, double score) {}

  /** Learns from every pair of events of every case that have times. */
  public static TemporalProfile learn(EventLog log) {
    return learn(log, Scale.LINEAR);
  }

  /** The same in a measure. */
  public static TemporalProfile learn(EventLog log, Scale scale) {
    TemporalProfile profile = new TemporalProfile(scale);
    for (Trace trace : log.traces()) {
      profile.add(trace);
    }
    return profile;
  }

  /** Learns one more case. */
  public void add(Trace trace) {
    List<LogEvent> events = trace.events();
    for (int i = 0; i < events.size(); i++) {
      for (int j = i + 1; j < events.size(); j++) {
        if (events.get(i).hasTime() && events.get(j).hasTime() && counts(events, i, j)) {
          Pair pair = new Pair(events.get(i).activity(), events.get(j).activity());
          Moments known = pairs.getOrDefault(pair, Moments.NONE);
          pairs.put(pair, known.with(scale.of(seconds(events.get(i), events.get(j)))));
        }
      }
    }
  }

  /** The same without some pairs. */
  public TemporalProfile without(Predicate<Pair> gone) {
    TemporalProfile rest = new TemporalProfile(scale);
    pairs.forEach(
        (pair, moments) -> {
          if (!gone.test(pair)) {
            rest.merge(pair, moments);
          }
        });
    return rest;
  }

  /** Adds what was learned elsewhere about a pair. */
  public void merge(Pair pair, Moments moments) {
    pairs.merge(pair, moments, Moments::merge);
  }

  private static boolean counts(List<LogEvent> events, int i, int j) {
    return events.get(j).startNanos() >= events.get(i).timeNanos();
  }

  private static double seconds(LogEvent from, LogEvent to) {
    return (to.startNanos() - from.timeNanos()) / 1e9;
  }

  /** What is known of a pair; null when it was never seen. */
  public @Nullable Moments moments(Pair pair) {
    return pairs.get(pair);
  }

  public Scale scale() {
    return scale;
  }

  public Map<Pair, Moments> pairs() {
    return Map.copyOf(pairs);
  }

  /**
   * The times of a case that are out of the ordinary.
   *
   * @param zeta how many standard deviations are allowed
   * @param floorSeconds a standard deviation below this counts as this, so that a pair that always
   *     took the same time is not an alarm a microsecond later
   */
  public List<Deviation> check(Trace trace, double zeta, double floorSeconds) {
    List<Deviation> deviations = new ArrayList<>();
    List<LogEvent> events = trace.events();
    for (int i = 0; i < events.size(); i++) {
      for (int j = i + 1; j < events.size(); j++) {
        if (events.get(i).hasTime() && events.get(j).hasTime() && counts(events, i, j)) {
          Deviation found = check(events.get(i), events.get(j), zeta, floorSeconds);
          if (found != null) {
            deviations.add(found);
          }
        }
      }
    }
    return deviations;
  }

  /** One pair of events; null when it is ordinary or was never seen in learning. */
  public @Nullable Deviation check(LogEvent from, LogEvent to, double zeta, double floorSeconds) {
    Pair pair = new Pair(from.activity(), to.activity());
    Moments usual = pairs.get(pair);
    if (usual == null) {
      return null;
    }
    double seconds = seconds(from, to);
    double off = Math.abs(scale.of(seconds) - usual.mean());
    double spread = Math.max(usual.deviation(), floorSeconds);
    boolean ordinary = off == 0 || (spread > 0 && off <= zeta * spread);
    return ordinary ? null : new Deviation(pair, seconds, spread == 0 ? zeta : off / spread);
  }
}
