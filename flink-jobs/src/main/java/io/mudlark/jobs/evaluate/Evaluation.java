package io.mudlark.jobs.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** All runs of an evaluation together, and what they come to. */
public final class Evaluation {
  private final List<Trial> trials;
  private final List<List<Trial>> bySeed;

  /** An evaluation of runs, in the order of their seeds. */
  public Evaluation(List<Trial> trials) {
    this.trials = List.copyOf(trials);
    Map<Long, List<Trial>> groups = new TreeMap<>();
    for (Trial trial : trials) {
      groups.computeIfAbsent(trial.seed(), seed -> new ArrayList<>()).add(trial);
    }
    this.bySeed = List.copyOf(groups.values());
  }

  /** The evaluation of one scenario's runs only. */
  public Evaluation of(String scenario) {
    return new Evaluation(
        trials.stream().filter(trial -> trial.scenario().equals(scenario)).toList());
  }

  /** The scenarios, in the order they were run. */
  public List<String> scenarios() {
    return trials.stream().map(Trial::scenario).distinct().toList();
  }

  /** The methods that were tried, all of them on all runs. */
  List<Method> methods() {
    return Arrays.stream(Method.values())
        .filter(method -> trials.stream().allMatch(trial -> trial.scores().containsKey(method)))
        .toList();
  }

  public int seeds() {
    return bySeed.size();
  }

  /** All runs' scores of a method, added up. */
  public Score score(Method method) {
    return sum(trials, method);
  }

  /** A figure of a method's score, with its interval over seeds. */
  Estimate figure(Method method, ToDoubleFunction<Score> figure) {
    return Estimate.of(bySeed, some -> figure.applyAsDouble(sum(flat(some), method)));
  }

  /** Whether flows were rejected that should be. */
  Estimate flows(ToDoubleFunction<Counts> figure) {
    return Estimate.of(bySeed, some -> figure.applyAsDouble(flows(flat(some))));
  }

  Counts flows() {
    return flows(trials);
  }

  /**
   * Pairs of found attacks of one seed, whatever their scenarios.
   *
   * @param families whether attacks of one family are the same kind, or only those of one label
   */
  Estimate pairs(boolean families, ToDoubleFunction<Counts> figure) {
    List<Counts> counts = bySeed.stream().map(seed -> pairsOf(seed, families)).toList();
    return Estimate.of(
        counts, some -> figure.applyAsDouble(some.stream().reduce(Counts.NONE, Counts::plus)));
  }

  Counts pairs(boolean families) {
    return bySeed.stream().map(seed -> pairsOf(seed, families)).reduce(Counts.NONE, Counts::plus);
  }

  List<Scorer.ScoredWindow> windows() {
    return trials.stream().map(Trial::windows).flatMap(List::stream).toList();
  }

  private static Counts pairsOf(List<Trial> seed, boolean families) {
    return Scorer.pairs(
        seed.stream().map(Trial::identified).flatMap(List::stream).toList(), families);
  }

  private static List<Trial> flat(List<List<Trial>> seeds) {
    return seeds.stream().flatMap(List::stream).toList();
  }

  private static Score sum(List<Trial> trials, Method method) {
    return trials.stream().map(t -> t.score(method)).reduce(Score.NONE, Score::plus);
  }

  private static Counts flows(List<Trial> trials) {
    return trials.stream().map(Trial::flows).reduce(Counts.NONE, Counts::plus);
  }
}
