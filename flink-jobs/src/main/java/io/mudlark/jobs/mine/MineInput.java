package io.mudlark.jobs.mine;

import io.mudlark.process.evaluate.Lesson;
import io.mudlark.process.infer.CaseInference;
import io.mudlark.process.infer.LinkGraph;
import io.mudlark.process.infer.LinkLearner;
import io.mudlark.process.infer.Step;
import io.mudlark.process.log.EventLog;
import io.mudlark.process.mqtt.FlowMapping;
import io.mudlark.process.mqtt.MqttExchange;
import java.util.List;

/**
 * What a {@code mine} command works on: an event log, and the MQTT exchanges that it was made of.
 *
 * @param log cases in the order of their first events
 * @param exchanges all that was read, in file order; empty when the input was an event log
 * @param mapping how exchanges became events
 */
public record MineInput(EventLog log, List<MqttExchange> exchanges, FlowMapping mapping) {
  public MineInput {
    exchanges = List.copyOf(exchanges);
  }

  /** The log of exchanges by their correlation data, or by inferred cases. */
  static MineInput of(List<MqttExchange> exchanges, FlowMapping mapping, boolean infer) {
    if (!infer) {
      return new MineInput(mapping.log(exchanges), exchanges, mapping);
    }
    List<MqttExchange> ordered = Lesson.ordered(exchanges);
    List<Step> steps = ordered.stream().map(mapping::step).toList();
    LinkGraph links = LinkLearner.learn(steps);
    CaseInference inference = new CaseInference(links);
    EventLog.Collector log = new EventLog.Collector();
    for (int i = 0; i < steps.size(); i++) {
      log.add(inference.assign(steps.get(i)).caseId(), mapping.event(ordered.get(i)));
    }
    return new MineInput(log.log(), exchanges, mapping);
  }
}
