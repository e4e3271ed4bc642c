package io.mudlark.jobs.mine;

import io.mudlark.process.evaluate.Lesson;
import io.mudlark.process.live.ConformanceLearner;
import io.mudlark.process.log.EventLog;
import io.mudlark.process.log.Trace;
import io.mudlark.process.mqtt.MqttExchange;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Learns a conformance model from what was read, without the cases that were alerted. */
public final class Learning {
  private final String version;
  private final ConformanceLearner.Settings settings;
  private int leftOut;

  public Learning(String version, ConformanceLearner.Settings settings) {
    this.version = version;
    this.settings = settings;
  }

  /**
   * Learns.
   *
   * @param alerted names of cases that must not be learned from
   */
  public ConformanceLearner.Learned learn(MineInput input, boolean infer, Set<String> alerted) {
    if (input.exchanges().isEmpty()) {
      List<Trace> kept = new ArrayList<>(input.log().traces());
      kept.removeIf(trace -> alerted.contains(trace.caseId()));
      leftOut = input.log().traces().size() - kept.size();
      return ConformanceLearner.learn(version, new EventLog(kept), settings);
    }
    List<MqttExchange> kept = new ArrayList<>(input.exchanges());
    Set<String> gone = new TreeSet<>();
    kept.removeIf(exchange -> isAlerted(exchange, alerted, gone));
    leftOut = gone.size();
    return new Lesson(input.mapping(), settings).learn(version, kept, infer);
  }

  private static boolean isAlerted(MqttExchange exchange, Set<String> alerted, Set<String> gone) {
    String caseId = exchange.message().correlation();
    boolean named = alerted.contains(caseId) || alerted.contains(exchange.id());
    if (named) {
      gone.add(caseId.isEmpty() ? exchange.id() : caseId);
    }
    return named;
  }

  /** Cases that were left out. */
  public int leftOut() {
    return leftOut;
  }
}
