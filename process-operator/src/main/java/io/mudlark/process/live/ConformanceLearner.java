package io.mudlark.process.live;

import io.mudlark.process.conform.CaseReplay;
import io.mudlark.process.discover.PairTimes.Pair;
import io.mudlark.process.inductive.InductiveMiner;
import io.mudlark.process.infer.LinkGraph;
import io.mudlark.process.log.EventLog;
import io.mudlark.process.log.LogEvent;
import io.mudlark.process.log.Trace;
import io.mudlark.process.log.VariantLog;
import io.mudlark.process.model.PetriNet;
import io.mudlark.process.model.TreeToNet;
import io.mudlark.process.model.UnseenStep;
import io.mudlark.process.quality.EtcPrecision;
import io.mudlark.process.rules.Interleaving;
import io.mudlark.process.rules.LogSkeleton;
import io.mudlark.process.rules.SkeletonLearner;
import io.mudlark.process.rules.TemporalProfile;
import io.mudlark.process.rules.TemporalProfile.Moments;
import io.mudlark.process.rules.TemporalProfile.Scale;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Learns a model from benign cases some of whose steps nobody saw, and tries its thresholds out on
 * cases that it did not learn from.
 *
 * <p>Two thirds of the cases are mined with several amounts of noise; on the other third each net
 * is held against a budget of false alarms. Of the nets within it the most precise wins. A net that
 * forgives nothing is preferred; then one that forgives one unseen step that is no beginning of
 * cases, since a case without its cause is what an injected step looks like; then one that forgives
 * any one step.
 */
public final class ConformanceLearner {
  private static final double[] NOISE = {0, 0.01, 0.02, 0.05, 0.1, 0.2};
  private static final double LEAST_ZETA = 3;
  private static final double MARGIN = 1.02;
  private static final double WIDE_MARGIN = 1.5;
  private static final double LOG_FLOOR = 0.05;

  /** Where steps go unseen, a rule that holds in fewer cases than this may hold by luck. */
  private static final int LEAST_CASES = 500;

  private final Settings settings;
  private final EventLog training;
  private final VariantLog trainingVariants;
  private final VariantLog validation;
  private final EventLog validationLog;

  /**
   * Budgets of false alarms, as shares of benign cases.
   *
   * @param replay flagged by replay
   * @param temporal flagged by times, and no more than replay flags
   */
  public record Settings(double replay, double temporal) {
    public static final Settings DEFAULT = new Settings(0.007, 0.001);

    public Settings {
      if (!(replay >= 0 && replay <= 1 && temporal >= 0 && temporal <= 1)) {
        throw new IllegalArgumentException("budgets are shares: " + replay + ", " + temporal);
      }
    }
  }

  /**
   * A model and how it was chosen.
   *
   * @param model what was learned
   * @param noise of the miner
   * @param flagged share of the cases held back that replay flags
   */
  public record Learned(ConformanceModel model, double noise, double flagged) {}

  private record Candidate(PetriNet net, double noise, Set<String> forgiven, double flagged) {}

  private ConformanceLearner(EventLog benign, Settings settings) {
    this.settings = settings;
    List<Trace> learn = new ArrayList<>();
    List<Trace> hold = new ArrayList<>();
    List<Trace> all = benign.traces();
    for (int i = 0; i < all.size(); i++) {
      (i % 3 == 2 ? hold : learn).add(all.get(i));
    }
    this.training = new EventLog(learn);
    this.validationLog = new EventLog(hold.isEmpty() ? learn : hold);
    this.trainingVariants = VariantLog.of(training);
    this.validation = VariantLog.of(validationLog);
  }

  /**
   * Learns a model.
   *
   * @param version names it in alerts
   * @param benign cases in order of their times, each in order
   */
  public static Learned learn(String version, EventLog benign, Settings settings) {
    ConformanceLearner learner = new ConformanceLearner(benign, settings);
    Candidate best = learner.choose();
    Interleaving interleaving = Interleaving.of(VariantLog.of(benign));
    TemporalProfile times =
        TemporalProfile.learn(learner.training, Scale.LOGARITHMIC)
            .without(interleaving::inEitherOrder);
    ConformanceModel model =
        new ConformanceModel(
            version,
            best.net(),
            related(
                SkeletonLearner.learn(VariantLog.of(benign), 0),
                benign,
                interleaving,
                best.forgiven().isEmpty() ? 0 : LEAST_CASES),
            times,
            learner.zeta(times, best.flagged()),
            LOG_FLOOR,
            best.forgiven(),
            Rates.NONE,
            LinkGraph.NONE);
    return new Learned(model, best.noise(), best.flagged());
  }

  private Candidate choose() {
    List<PetriNet> nets = new ArrayList<>();
    for (double noise : NOISE) {
      nets.add(TreeToNet.convert(InductiveMiner.mine(trainingVariants, noise)));
    }
    Candidate least = null;
    for (Set<String> forgiven : forgiveness()) {
      Candidate chosen = null;
      double most = -1;
      for (int i = 0; i < NOISE.length; i++) {
        Candidate candidate =
            new Candidate(nets.get(i), NOISE[i], forgiven, flagged(nets.get(i), forgiven));
        double precision =
            candidate.flagged() > settings.replay()
                ? -1
                : EtcPrecision.of(nets.get(i), trainingVariants);
        if (precision > most) {
          most = precision;
          chosen = candidate;
        }
        least = least == null || candidate.flagged() < least.flagged() ? candidate : least;
      }
      if (chosen != null) {
        return chosen;
      }
    }
    return least == null ? new Candidate(nets.get(0), 0, Set.of(), 0) : least;
  }

  private List<Set<String>> forgiveness() {
    Map<String, Long> starts = new TreeMap<>();
    for (Trace trace : training.traces()) {
      if (!trace.events().isEmpty()) {
        starts.merge(trace.events().get(0).activity(), 1L, Long::sum);
      }
    }
    Set<String> all = new TreeSet<>();
    Set<String> inner = new TreeSet<>();
    training
        .activityCounts()
        .forEach(
            (activity, count) -> {
              all.add(activity);
              if (2 * starts.getOrDefault(activity, 0L) < count) {
                inner.add(activity);
              }
            });
    return List.of(Set.of(), inner, all);
  }

  private double flagged(PetriNet net, Set<String> forgiven) {
    CaseReplay replay = new CaseReplay(UnseenStep.forgive(net, forgiven));
    long flagged = 0;
    for (int v = 0; v < validation.variantCount(); v++) {
      flagged += replay.accepts(validation.names(v)) ? 0 : validation.count(v);
    }
    return (double) flagged / Math.max(1, validation.cases());
  }

  /**
   * So many deviations that no more than the budget of the cases held back go beyond; and none,
   * where replay flags none of them. The largest that they show is not yet the largest that is
   * ordinary: if deviations have an exponential tail, one half as large again is to be expected
   * once in n to the power of 1.5 cases, of n held back.
   */
  private double zeta(TemporalProfile times, double flagged) {
    List<Double> largest = new ArrayList<>();
    for (Trace trace : validationLog.traces()) {
      double most = 0;
      List<LogEvent> events = trace.events();
      for (int i = 0; i < events.size(); i++) {
        for (int j = i + 1; j < events.size(); j++) {
          most = Math.max(most, score(times, events.get(i), events.get(j)));
        }
      }
      largest.add(most);
    }
    largest.sort(null);
    double budget = Math.min(settings.temporal(), flagged);
    int beyond = (int) Math.floor(budget * largest.size());
    int at = largest.size() - 1 - beyond;
    return Math.max(
        LEAST_ZETA,
        at < 0
            ? ConformanceModel.DEFAULT_ZETA
            : largest.get(at) * (beyond > 0 ? MARGIN : WIDE_MARGIN));
  }

  private static double score(TemporalProfile times, LogEvent from, LogEvent to) {
    Moments usual = times.moments(new Pair(from.activity(), to.activity()));
    if (usual == null || usual.count() < ConformanceModel.LEAST_TIMES) {
      return 0;
    }
    double time = times.scale().of((to.timeNanos() - from.timeNanos()) / 1e9);
    return Math.abs(time - usual.mean()) / Math.max(LOG_FLOOR, usual.deviation());
  }

  /**
   * Without the rules about pairs that no case has both of, which replay knows already, without
   * those that too few cases speak for, and without a very next step that only timing made the very
   * next: the first race that another step wins would be an alert, and times are judged by times.
   */
  private static LogSkeleton related(
      LogSkeleton skeleton, EventLog log, Interleaving interleaving, int leastCases) {
    Map<String, @Nullable String> parent = new TreeMap<>();
    Map<String, Integer> cases = new TreeMap<>();
    for (Trace trace : log.traces()) {
      String first = null;
      for (String activity : new TreeSet<>(trace.activities())) {
        cases.merge(activity, 1, Integer::sum);
        String root = root(parent, activity);
        if (first == null) {
          first = root;
        } else if (!root.equals(first)) {
          parent.put(root, first);
        }
      }
    }
    UnaryOperator<Set<Pair>> kept =
        pairs ->
            pairs.stream()
                .filter(pair -> cases.getOrDefault(pair.from(), 0) >= leastCases)
                .filter(pair -> root(parent, pair.from()).equals(root(parent, pair.to())))
                .collect(Collectors.toSet());
    Set<Pair> next = new HashSet<>(kept.apply(skeleton.directlyFollows()));
    next.removeIf(interleaving::mayComeBetween);
    return new LogSkeleton(
        kept.apply(skeleton.equivalence()),
        kept.apply(skeleton.alwaysAfter()),
        kept.apply(skeleton.alwaysBefore()),
        kept.apply(skeleton.neverTogether()),
        next,
        skeleton.frequencies());
  }

  private static String root(Map<String, @Nullable String> parent, String activity) {
    String at = activity;
    for (String up = parent.get(at); up != null; up = parent.get(at)) {
      at = up;
    }
    return at;
  }
}
