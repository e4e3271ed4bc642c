package io.mudlark.process.evaluate;

import io.mudlark.process.live.Check;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts what was found of each kind of fault, by which check, and how soon. */
public final class Scores {
  /** The label under which benign cases are counted. */
  public static final String BENIGN = "benign";

  private final Map<String, Kind> kinds = new TreeMap<>();
  private final Map<String, Found> found = new HashMap<>();

  /** What was found of one kind of fault. */
  public static final class Kind {
    private long cases;
    private long flagged;
    private final Map<Check, Long> byCheck = new EnumMap<>(Check.class);
    private final List<Long> delays = new ArrayList<>();

    public long cases() {
      return cases;
    }

    /** Cases that any check flagged. */
    public long flagged() {
      return flagged;
    }

    /** Cases that a check flagged. */
    public long flagged(Check check) {
      return byCheck.getOrDefault(check, 0L);
    }

    /** The share of cases that any check flagged. */
    public double share() {
      return cases == 0 ? 0 : (double) flagged / cases;
    }

    /** Median time from the fault's begin to its first detection, nanoseconds; -1 without any. */
    public long medianDelayNanos() {
      if (delays.isEmpty()) {
        return -1;
      }
      List<Long> sorted = new ArrayList<>(delays);
      sorted.sort(null);
      return sorted.get(sorted.size() / 2);
    }
  }

  private static final class Found {
    private long firstNanos = Long.MAX_VALUE;
    private final Map<Check, Long> byCheck = new EnumMap<>(Check.class);
  }

  /** A check flagged a true case at some time. */
  public void flag(String caseId, Check check, long nanos) {
    Found it = found.computeIfAbsent(caseId, unused -> new Found());
    it.firstNanos = Math.min(it.firstNanos, nanos);
    it.byCheck.merge(check, nanos, Math::min);
  }

  /** Adds up one true case, after all has been flagged. */
  public void close(Truth truth) {
    Kind kind =
        kinds.computeIfAbsent(truth.isBenign() ? BENIGN : truth.label(), unused -> new Kind());
    kind.cases++;
    Found it = found.remove(truth.caseId());
    if (it != null) {
      kind.flagged++;
      it.byCheck.keySet().forEach(check -> kind.byCheck.merge(check, 1L, Long::sum));
      kind.delays.add(Math.max(0, it.firstNanos - truth.sinceNanos()));
    }
  }

  /** Adds what another run has counted. */
  public void merge(Scores other) {
    other.kinds.forEach(
        (label, from) -> {
          Kind to = kinds.computeIfAbsent(label, unused -> new Kind());
          to.cases += from.cases;
          to.flagged += from.flagged;
          from.byCheck.forEach((check, n) -> to.byCheck.merge(check, n, Long::sum));
          to.delays.addAll(from.delays);
        });
  }

  /** The labels that occurred, in alphabetical order, {@link #BENIGN} among them. */
  public List<String> labels() {
    return List.copyOf(kinds.keySet());
  }

  /** What was found of a label; null when it did not occur. */
  public @Nullable Kind kind(String label) {
    return kinds.get(label);
  }

  /** The share of all faulty cases that any check flagged. */
  public double recall() {
    long cases = 0;
    long flagged = 0;
    for (Map.Entry<String, Kind> entry : kinds.entrySet()) {
      if (!entry.getKey().equals(BENIGN)) {
        cases += entry.getValue().cases;
        flagged += entry.getValue().flagged;
      }
    }
    return cases == 0 ? 1 : (double) flagged / cases;
  }

  /** Benign cases flagged, per 1,000. */
  public double falseAlarmsPerThousand() {
    Kind benign = kinds.get(BENIGN);
    return benign == null ? 0 : 1_000 * benign.share();
  }
}
