package io.mudlark.jobs.evaluate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes an evaluation as text, as JSON, and as a page that can be read without a network. */
public final class EvaluationPage {
  /** The page's name in the folder. */
  public static final String FILE = "evaluation.html";

  private static final double LONGEST_SECONDS = 600;
  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Mudlark: evaluation</title>
      <style>
      :root { color-scheme: light dark; --ink: #1c2733; --soft: #5d6b7a; --edge: #d7dde4; --back: #fff; }
      @media (prefers-color-scheme: dark) { :root { --ink: #e4e9ef; --soft: #9aa7b5; --edge: #37424e; --back: #14191f; } }
      body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--back); max-width: 78rem; margin: 2rem auto; padding: 0 1rem; }
      h1 { font-size: 1.6rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
      p.note, .names { color: var(--soft); }
      .wide { overflow-x: auto; } table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
      th, td { padding: .3rem .6rem; border-bottom: 1px solid var(--edge); text-align: right; white-space: nowrap; }
      th:first-child, td:first-child { text-align: left; }
      .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)); gap: 1.5rem; }
      svg { width: 100%; } svg text { fill: var(--soft); font-size: 12px; } .grid { stroke: var(--edge); }
      .line { fill: none; stroke-width: 2; } .names span { margin-right: 1rem; font-weight: 600; }
      .c0 { stroke: #2374ab; } .c1 { stroke: #c1532b; } .c2 { stroke: #3d8b4f; } .c3 { stroke: #8a5fb0; } .c4, .c5, .c6, .c7 { stroke: #8a8d91; }
      .n0 { color: #2374ab; } .n1 { color: #c1532b; } .n2 { color: #3d8b4f; } .n3 { color: #8a5fb0; } .n4, .n5, .n6, .n7 { color: #8a8d91; }
      </style></head><body>
      """;

  private EvaluationPage() {}

  /** Writes all three into a folder, which is made when it is not there. */
  public static void write(Evaluation evaluation, Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.write(
        folder.resolve("evaluation.txt"), EvaluationText.lines(evaluation), StandardCharsets.UTF_8);
    Files.writeString(folder.resolve("evaluation.json"), EvaluationJson.of(evaluation));
    Files.writeString(folder.resolve(FILE), page(evaluation), StandardCharsets.UTF_8);
  }

  private static String page(Evaluation evaluation) {
    return HEAD
        + "<h1>How much of the truth is found</h1>\n<p>"
        + evaluation.seeds()
        + (evaluation.seeds() == 1 ? " seed" : " seeds")
        + " of the scenarios "
        + Html.text(String.join(", ", evaluation.scenarios()))
        + ". In brackets: 95 % intervals of a bootstrap over seeds.</p>\n"
        + "<p class=\"note\">Generated traffic is synthetic: these figures show that the"
        + " detectors do what they say, not how accurate they are on real networks. The units are"
        + " defined in docs/61-evaluation.md and are not those of any paper.</p>\n"
        + "<h2>Attacks found, by method</h2>\n"
        + methods(evaluation)
        + "<h2>By scenario, all of Mudlark</h2>\n"
        + scenarios(evaluation)
        + "<h2>Other units, all of Mudlark</h2>\n"
        + units(evaluation)
        + "<div class=\"charts\"><div><h2>Share of attacks found within seconds</h2>\n"
        + delays(evaluation)
        + "</div><div><h2>Windows: precision over recall, for every limit of the score</h2>\n"
        + new Chart("recall", "precision", 1).svg(limits(evaluation))
        + "</div></div>\n<h2>By attack: what each method finds</h2>\n"
        + attacks(evaluation)
        + "</body></html>\n";
  }

  private static String methods(Evaluation evaluation) {
    List<List<String>> rows = new ArrayList<>();
    for (Method method : evaluation.methods()) {
      rows.add(
          List.of(
              method.title(),
              EvaluationText.text(evaluation.figure(method, s -> s.episodes().f1())),
              EvaluationText.text(evaluation.figure(method, s -> s.episodes().precision())),
              EvaluationText.text(evaluation.figure(method, s -> s.episodes().recall())),
              EvaluationText.text(evaluation.figure(method, s -> s.windows().f1())),
              decimal(evaluation.score(method).falseAlertsPerDeviceDay())));
    }
    return Html.table(
        List.of("method", "episode F1", "precision", "recall", "window F1", "false / device-day"),
        rows);
  }

  private static String scenarios(Evaluation evaluation) {
    List<List<String>> rows = new ArrayList<>();
    for (String scenario : evaluation.scenarios()) {
      Score score = evaluation.of(scenario).score(Method.DEFAULT);
      Counts episodes = score.episodes();
      rows.add(
          List.of(
              scenario,
              episodes.found() + " of " + (episodes.found() + episodes.missed()),
              EvaluationText.percent(episodes.f1()),
              String.valueOf(episodes.wrong()),
              decimal(score.deviceDays())));
    }
    return Html.table(
        List.of("scenario", "attacks found", "episode F1", "false episodes", "device-days"), rows);
  }

  private static String units(Evaluation evaluation) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "flows: rejected or not",
            EvaluationText.text(evaluation.flows(Counts::f1)),
            EvaluationText.text(evaluation.flows(Counts::precision)),
            EvaluationText.text(evaluation.flows(Counts::recall))));
    for (boolean families : new boolean[] {true, false}) {
      rows.add(
          List.of(
              families ? "signatures, by family of attack" : "signatures, by label",
              EvaluationText.text(evaluation.pairs(families, Counts::f1)),
              EvaluationText.text(evaluation.pairs(families, Counts::precision)),
              EvaluationText.text(evaluation.pairs(families, Counts::recall))));
    }
    return Html.table(List.of("unit", "F1", "precision", "recall"), rows);
  }

  private static String delays(Evaluation evaluation) {
    List<Curve> curves = new ArrayList<>();
    for (String scenario : evaluation.scenarios()) {
      Score score = evaluation.of(scenario).score(Method.DEFAULT);
      if (!score.attacks().isEmpty()) {
        curves.add(Curve.found(scenario, score, LONGEST_SECONDS));
      }
    }
    return new Chart("seconds of event time since the attack began", "found", LONGEST_SECONDS)
        .svg(curves);
  }

  private static List<Curve> limits(Evaluation evaluation) {
    List<Curve> curves = new ArrayList<>();
    for (String scenario : evaluation.scenarios()) {
      Curve curve = Curve.limits(scenario, evaluation.of(scenario).windows());
      if (!curve.points().isEmpty()) {
        curves.add(curve);
      }
    }
    return curves;
  }

  private static String attacks(Evaluation evaluation) {
    List<String> head = new ArrayList<>(List.of("attack", "happened"));
    for (Method method : evaluation.methods()) {
      head.add(method.text());
    }
    head.add("median seconds");
    List<List<String>> rows = new ArrayList<>();
    for (String label : evaluation.score(Method.DEFAULT).attacks().keySet()) {
      rows.add(attack(evaluation, label));
    }
    return Html.table(head, rows);
  }

  private static List<String> attack(Evaluation evaluation, String label) {
    AttackScore all = evaluation.score(Method.DEFAULT).attack(label);
    List<String> row = new ArrayList<>(List.of(label, String.valueOf(all.total())));
    for (Method method : evaluation.methods()) {
      int found = evaluation.score(method).attack(label).found();
      row.add(EvaluationText.percent((double) found / all.total()));
    }
    row.add(decimal(all.medianDelay()));
    return row;
  }

  private static String decimal(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.2f", value);
  }
}
