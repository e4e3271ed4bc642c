package io.mudlark.process.evaluate;

import io.mudlark.process.infer.CaseInference;
import io.mudlark.process.infer.LinkGraph;
import io.mudlark.process.infer.LinkLearner;
import io.mudlark.process.infer.Step;
import io.mudlark.process.live.ConformanceLearner;
import io.mudlark.process.live.ConformanceModel;
import io.mudlark.process.live.RateTracker;
import io.mudlark.process.live.Rates;
import io.mudlark.process.log.EventLog;
import io.mudlark.process.mqtt.FlowMapping;
import io.mudlark.process.mqtt.MqttExchange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Learns all parts of a model from the exchanges of a benign period. */
public final class Lesson {
  private final FlowMapping mapping;
  private final ConformanceLearner.Settings settings;

  public Lesson(FlowMapping mapping, ConformanceLearner.Settings settings) {
    this.mapping = mapping;
    this.settings = settings;
  }

  /** The PUBLISH exchanges in the order of their begin, equal ones by id. */
  public static List<MqttExchange> ordered(List<MqttExchange> exchanges) {
    List<MqttExchange> sorted = new ArrayList<>(exchanges);
    sorted.removeIf(exchange -> !exchange.isPublish());
    sorted.sort(
        Comparator.comparingLong((MqttExchange e) -> e.start().nanos())
            .thenComparing(MqttExchange::id));
    return sorted;
  }

  /**
   * Learns a model.
   *
   * @param version names it
   * @param exchanges all of them benign
   * @param infer whether correlation data is to be ignored
   */
  public ConformanceLearner.Learned learn(
      String version, List<MqttExchange> exchanges, boolean infer) {
    List<MqttExchange> sorted = ordered(exchanges);
    List<Step> steps = sorted.stream().map(mapping::step).toList();
    LinkGraph links = LinkLearner.learn(steps);
    RateTracker rates = Rates.NONE.tracker();
    CaseInference inference = new CaseInference(links);
    EventLog.Collector log = new EventLog.Collector();
    for (int i = 0; i < sorted.size(); i++) {
      MqttExchange exchange = sorted.get(i);
      rates.learn(mapping.rateKey(exchange), exchange.start().nanos());
      if (infer) {
        log.add(inference.assign(steps.get(i)).caseId(), mapping.event(exchange));
      } else if (exchange.isCaseEvent()) {
        log.add(exchange.message().correlation(), mapping.event(exchange));
      }
    }
    ConformanceLearner.Learned learned = ConformanceLearner.learn(version, log.log(), settings);
    ConformanceModel model = learned.model().with(Rates.NONE.learned(rates), links);
    return new ConformanceLearner.Learned(model, learned.noise(), learned.flagged());
  }
}
