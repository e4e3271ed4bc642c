package io.mudlark.jobs.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An evaluation as JSON: the same figures as the page, for programs. */
final class EvaluationJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final ObjectWriter WRITER = MAPPER.writerWithDefaultPrettyPrinter();

  private EvaluationJson() {}

  static String of(Evaluation evaluation) throws JsonProcessingException {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("seeds", evaluation.seeds());
    ObjectNode methods = root.putObject("methods");
    for (Method method : evaluation.methods()) {
      ObjectNode of = methods.putObject(method.text());
      estimate(of, "episodeF1", evaluation.figure(method, s -> s.episodes().f1()));
      estimate(of, "episodePrecision", evaluation.figure(method, s -> s.episodes().precision()));
      estimate(of, "episodeRecall", evaluation.figure(method, s -> s.episodes().recall()));
      estimate(of, "windowF1", evaluation.figure(method, s -> s.windows().f1()));
      number(of, "falsePerDeviceDay", evaluation.score(method).falseAlertsPerDeviceDay());
    }
    estimate(root, "flowF1", evaluation.flows(Counts::f1));
    counts(root, "flows", evaluation.flows());
    estimate(root, "signatureF1ByFamily", evaluation.pairs(true, Counts::f1));
    counts(root, "signaturePairsByFamily", evaluation.pairs(true));
    estimate(root, "signatureF1ByLabel", evaluation.pairs(false, Counts::f1));
    counts(root, "signaturePairsByLabel", evaluation.pairs(false));
    scenarios(root.putObject("scenarios"), evaluation);
    return WRITER.writeValueAsString(root) + "\n";
  }

  private static void scenarios(ObjectNode scenarios, Evaluation evaluation) {
    for (String scenario : evaluation.scenarios()) {
      Score score = evaluation.of(scenario).score(Method.DEFAULT);
      ObjectNode of = scenarios.putObject(scenario);
      counts(of, "episodes", score.episodes());
      number(of, "episodeF1", score.episodes().f1());
      number(of, "deviceDays", score.deviceDays());
      ObjectNode attacks = of.putObject("attacks");
      score
          .attacks()
          .forEach(
              (label, attack) -> {
                ObjectNode it = attacks.putObject(label);
                it.put("found", attack.found()).put("happened", attack.total());
                number(it, "medianSeconds", attack.medianDelay());
                ObjectNode by = it.putObject("foundBy");
                for (Method method : evaluation.methods()) {
                  int found = evaluation.of(scenario).score(method).attack(label).found();
                  by.put(method.text(), found);
                }
              });
    }
  }

  private static void estimate(ObjectNode parent, String name, Estimate estimate) {
    ObjectNode of = parent.putObject(name);
    number(of, "value", estimate.value());
    number(of, "low", estimate.low());
    number(of, "high", estimate.high());
  }

  private static void counts(ObjectNode parent, String name, Counts counts) {
    parent
        .putObject(name)
        .put("found", counts.found())
        .put("missed", counts.missed())
        .put("right", counts.right())
        .put("wrong", counts.wrong());
  }

  /** JSON has no NaN: what there is none of is left out. */
  private static void number(ObjectNode parent, String name, double value) {
    if (!Double.isNaN(value)) {
      parent.put(name, value);
    }
  }
}
