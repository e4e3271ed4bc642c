package io.mudlark.jobs.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What an evaluation came to, in lines for a terminal. */
public final class EvaluationText {
  private EvaluationText() {}

  /** One line a method, then signatures and flows, then attacks that were not always found. */
  public static List<String> lines(Evaluation evaluation) {
    List<String> lines = new ArrayList<>();
    lines.add("Episodes (95 % interval over " + evaluation.seeds() + " seeds):");
    for (Method method : Method.values()) {
      Score score = evaluation.score(method);
      lines.add(
          String.format(
              Locale.ROOT,
              "  %-36s F1 %s  precision %s  recall %s  false %.2f per device-day",
              method.title(),
              text(evaluation.figure(method, s -> s.episodes().f1())),
              percent(score.episodes().precision()),
              percent(score.episodes().recall()),
              score.falseAlertsPerDeviceDay()));
    }
    for (String scenario : evaluation.scenarios()) {
      Score score = evaluation.of(scenario).score(Method.DEFAULT);
      Counts episodes = score.episodes();
      lines.add(
          String.format(
              Locale.ROOT,
              "  %s: %d of %d attacks found, %d false episodes in %.1f device-days",
              scenario,
              episodes.found(),
              episodes.found() + episodes.missed(),
              episodes.wrong(),
              score.deviceDays()));
    }
    lines.add("Signatures, by family: F1 " + text(evaluation.pairs(true, Counts::f1)));
    lines.add("Signatures, by label:  F1 " + text(evaluation.pairs(false, Counts::f1)));
    lines.add(
        "Windows: F1 "
            + text(evaluation.figure(Method.DEFAULT, s -> s.windows().f1()))
            + "; flows: F1 "
            + text(evaluation.flows(Counts::f1)));
    missed(evaluation, lines);
    return lines;
  }

  private static void missed(Evaluation evaluation, List<String> lines) {
    evaluation
        .score(Method.DEFAULT)
        .attacks()
        .forEach(
            (label, attack) -> {
              if (attack.found() < attack.total()) {
                lines.add(
                    "Not always found: " + label + ", " + attack.found() + " of " + attack.total());
              }
            });
  }

  static String text(Estimate estimate) {
    return Double.isNaN(estimate.low())
        ? percent(estimate.value())
        : String.format(
            Locale.ROOT,
            "%s [%.1f, %.1f]",
            percent(estimate.value()),
            100 * estimate.low(),
            100 * estimate.high());
  }

  static String percent(double share) {
    return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
