package io.mudlark.jobs.evaluate;

import io.mudlark.jobs.config.ConfigException;
import io.mudlark.site.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What came of one run.
 *
 * @param scenario what was run
 * @param seed of its traffic
 * @param scores by method
 * @param flows whether flows were rejected that should be
 * @param identified the attacks that were found, with their signatures
 * @param outcomes what became of each attack
 * @param windows all windows with their scores
 */
public record Trial(
    String scenario,
    long seed,
    Map<Method, Score> scores,
    Counts flows,
    List<Scorer.Identified> identified,
    List<Outcome> outcomes,
    List<Scorer.ScoredWindow> windows) {
  public Trial {
    scores = Map.copyOf(scores);
    identified = List.copyOf(identified);
    outcomes = List.copyOf(outcomes);
    windows = List.copyOf(windows);
  }

  /**
   * Holds the results of a run against the truth.
   *
   * @param name what to call it
   * @param results the run's folder
   * @param truth {@code truth.jsonl}
   * @param devices who was watched
   * @throws ConfigException with file, line and reason
   */
  public static Trial of(String name, long seed, Path results, Path truth, List<Device> devices)
      throws ConfigException, IOException {
    return of(name, seed, Findings.read(results), Truth.read(truth, devices));
  }

  /** Holds what was found against the truth. */
  static Trial of(String name, long seed, Findings findings, Truth truth) {
    Scorer scorer = new Scorer(truth, findings);
    Map<Method, Score> scores = new EnumMap<>(Method.class);
    for (Method method : Method.values()) {
      if (findings.has(method)) {
        scores.put(method, scorer.score(method));
      }
    }
    return new Trial(
        name,
        seed,
        scores,
        scorer.flows(),
        scorer.identified(),
        scorer.outcomes(),
        scorer.scored());
  }

  /** How well a method did. */
  public Score score(Method method) {
    return scores.getOrDefault(method, Score.NONE);
  }
}
