package io.mudlark.jobs.mine;

import io.mudlark.flow.FlowRecord;
import io.mudlark.generator.process.PlantCase;
import io.mudlark.generator.process.PlantFault;
import io.mudlark.generator.process.PlantSettings;
import io.mudlark.generator.process.PlantTraffic;
import io.mudlark.generator.process.ProcessPlant;
import io.mudlark.process.evaluate.Evaluation;
import io.mudlark.process.evaluate.Lesson;
import io.mudlark.process.evaluate.Scores;
import io.mudlark.process.evaluate.Truth;
import io.mudlark.process.infer.CaseInference;
import io.mudlark.process.infer.LinkGraph;
import io.mudlark.process.infer.PairwiseScore;
import io.mudlark.process.live.ConformanceLearner;
import io.mudlark.process.mqtt.FlowMapping;
import io.mudlark.process.mqtt.MqttExchange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * MISSION's evaluation end to end on generated plants: a model is learned from a benign run and
 * held against another run, with faults, of another seed.
 */
public final class PlantEvaluation {
  private static final long OTHER_SEEDS = 1_000_000;

  private final FlowMapping mapping;
  private final ConformanceLearner.Settings budgets;
  private final PlantSettings settings;
  private final double faults;
  private final boolean infer;

  /**
   * An evaluation.
   *
   * @param settings of the plants, without faults
   * @param faults share of cases with a fault in the run that is judged
   * @param infer whether correlation data is hidden from learning and judging
   */
  public PlantEvaluation(
      FlowMapping mapping,
      ConformanceLearner.Settings budgets,
      PlantSettings settings,
      double faults,
      boolean infer) {
    this.mapping = mapping;
    this.budgets = budgets;
    this.settings = settings;
    this.faults = faults;
    this.infer = infer;
  }

  /**
   * What came of one seed.
   *
   * @param scores faults and benign cases, and which were flagged
   * @param inference how well cases are told without correlation data
   * @param openCases cases open at a time on average
   */
  public record Outcome(Scores scores, PairwiseScore inference, double openCases) {}

  /** Learns from the plant of a seed, and judges the plant of another. */
  public Outcome run(long seed) {
    PlantTraffic benign = ProcessPlant.run(settings, seed);
    ConformanceLearner.Learned learned =
        new Lesson(mapping, budgets).learn("seed " + seed, exchanges(benign), infer);
    PlantTraffic test = ProcessPlant.run(settings.withFaults(faults), OTHER_SEEDS + seed);
    List<MqttExchange> ordered = Lesson.ordered(exchanges(test));
    Scores scores = new Evaluation(learned.model(), mapping, infer).run(ordered, truth(test));
    PlantTraffic quiet = ProcessPlant.run(settings, 2 * OTHER_SEEDS + seed);
    return new Outcome(scores, inference(learned.model().links(), quiet), benign.meanOpenCases());
  }

  private PairwiseScore inference(LinkGraph links, PlantTraffic traffic) {
    CaseInference inference = new CaseInference(links);
    List<String> truth = new ArrayList<>();
    List<String> inferred = new ArrayList<>();
    for (MqttExchange exchange : Lesson.ordered(exchanges(traffic))) {
      truth.add(exchange.message().correlation());
      inferred.add(inference.assign(mapping.step(exchange)).caseId());
    }
    return PairwiseScore.of(truth, inferred);
  }

  private static List<MqttExchange> exchanges(PlantTraffic traffic) {
    List<MqttExchange> exchanges = new ArrayList<>();
    for (FlowRecord flow : traffic.exchanges()) {
      MqttExchange exchange = MqttExchange.of(flow);
      if (exchange != null) {
        exchanges.add(exchange);
      }
    }
    return exchanges;
  }

  private static Map<String, Truth> truth(PlantTraffic traffic) {
    Map<String, Truth> truth = new HashMap<>();
    traffic
        .caseOf()
        .forEach(
            (id, caseId) -> {
              PlantCase it = traffic.cases().get(caseId);
              PlantFault fault = it == null ? null : it.fault();
              long since = it == null ? 0 : it.faultNanos();
              truth.put(id.toString(), new Truth(caseId, fault == null ? "" : fault.text(), since));
            });
    return truth;
  }
}
