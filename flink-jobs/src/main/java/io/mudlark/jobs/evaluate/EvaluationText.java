package io.mudlark.jobs.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What an evaluation came to, in lines for a terminal. */
public final class EvaluationText {
  private static final int DAYS = 7;

  private EvaluationText() {}

  /** One line a method, then signatures and flows, then one line a kind of attack. */
  public static List<String> lines(Evaluation evaluation) {
    List<String> lines = new ArrayList<>();
    lines.add("Episodes (95 % interval over " + evaluation.seeds() + " seeds):");
    for (Method method : evaluation.methods()) {
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
    quiet(evaluation, lines);
    byAttack(evaluation, lines);
    return lines;
  }

  /** False alerts where nothing happened. */
  private static void quiet(Evaluation evaluation, List<String> lines) {
    Score quiet = Score.NONE;
    for (String scenario : evaluation.scenarios()) {
      Score score = evaluation.of(scenario).score(Method.DEFAULT);
      quiet = score.attacks().isEmpty() ? quiet.plus(score) : quiet;
    }
    if (quiet.deviceMillis() > 0) {
      lines.add(
          String.format(
              Locale.ROOT,
              "Benign only: %d false alerts in %.1f device-weeks, %.2f per device-week",
              quiet.falseAlerts(),
              quiet.deviceDays() / DAYS,
              quiet.falseAlertsPerDeviceDay() * DAYS));
    }
  }

  /** How often each kind of attack was found, by method, and how soon by all of Mudlark. */
  private static void byAttack(Evaluation evaluation, List<String> lines) {
    StringBuilder head = new StringBuilder(String.format(Locale.ROOT, "%-24s%9s", "Found", "of"));
    for (Method method : evaluation.methods()) {
      head.append(String.format(Locale.ROOT, "%15s", method.text()));
    }
    lines.add(head.append("   median seconds").toString());
    List<String> worse = new ArrayList<>();
    evaluation
        .score(Method.DEFAULT)
        .attacks()
        .forEach(
            (label, all) -> {
              StringBuilder line =
                  new StringBuilder(String.format(Locale.ROOT, "%-24s%9d", label, all.total()));
              for (Method method : evaluation.methods()) {
                int found = evaluation.score(method).attack(label).found();
                line.append(String.format(Locale.ROOT, "%15d", found));
              }
              line.append(String.format(Locale.ROOT, "%17.1f", all.medianDelay()));
              lines.add(line.toString().replace("NaN", "  -"));
              int others =
                  Math.max(
                      evaluation.score(Method.MUDSCOPE_RULE).attack(label).found(),
                      evaluation.score(Method.MUDSCOPE).attack(label).found());
              if (all.found() < others) {
                worse.add(label);
              }
            });
    lines.add(
        worse.isEmpty()
            ? "No kind of attack is found more often by MUDscope."
            : "Found more often by MUDscope: " + String.join(", ", worse));
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
