package io.mudlark.process.evaluate;

import io.mudlark.process.infer.CaseInference;
import io.mudlark.process.live.CaseTable;
import io.mudlark.process.live.Check;
import io.mudlark.process.live.ConformanceModel;
import io.mudlark.process.live.Deviation;
import io.mudlark.process.live.OnlineChecker;
import io.mudlark.process.live.RateTracker;
import io.mudlark.process.mqtt.FlowMapping;
import io.mudlark.process.mqtt.MqttExchange;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds exchanges with known truth against a model, as the stream does, and counts what is found.
 */
public final class Evaluation {
  /** Silence after which a case is over. */
  public static final long IDLE_NANOS = 30_000_000_000L;

  private static final int CAPACITY = 1_000_000;

  private final OnlineChecker checker;
  private final RateTracker rates;
  private final CaseTable table = new CaseTable(IDLE_NANOS, CAPACITY);
  private final @Nullable CaseInference inference;
  private final FlowMapping mapping;
  private final Scores scores = new Scores();
  private final Map<String, Set<String>> trueCases = new HashMap<>();

  /**
   * An evaluation of a model.
   *
   * @param infer whether correlation data is hidden, so that cases must be inferred
   */
  public Evaluation(ConformanceModel model, FlowMapping mapping, boolean infer) {
    this.checker = new OnlineChecker(model);
    this.rates = model.rates().tracker();
    this.inference = infer ? new CaseInference(model.links()) : null;
    this.mapping = mapping;
  }

  /**
   * Runs over exchanges.
   *
   * @param exchanges in the order of their begin
   * @param truth by exchange id
   */
  public Scores run(List<MqttExchange> exchanges, Map<String, Truth> truth) {
    long last = 0;
    for (MqttExchange exchange : exchanges) {
      Truth its = truth.get(exchange.id());
      if (its == null || !exchange.isPublish()) {
        continue;
      }
      last = exchange.start().nanos();
      table.onWatermark(checker, last).forEach(this::flag);
      take(exchange, its, last);
    }
    table.onWatermark(checker, last + 2 * IDLE_NANOS).forEach(this::flag);
    Collection<Truth> cases = new HashSet<>(truth.values());
    cases.forEach(scores::close);
    return scores;
  }

  private void take(MqttExchange exchange, Truth truth, long nanos) {
    String caseId =
        inference == null
            ? exchange.message().correlation()
            : inference.assign(mapping.step(exchange)).caseId();
    trueCases.computeIfAbsent(caseId, unused -> new HashSet<>()).add(truth.caseId());
    CaseTable.Outcome outcome = table.onEvent(checker, caseId, mapping.activity(exchange), nanos);
    outcome.deviations().forEach(this::flag);
    if (rates.exceeds(mapping.rateKey(exchange), nanos)) {
      scores.flag(truth.caseId(), Check.RATE, nanos);
    }
  }

  private void flag(Deviation deviation) {
    for (String caseId : trueCases.getOrDefault(deviation.caseId(), Set.of())) {
      scores.flag(caseId, deviation.check(), deviation.timeNanos());
    }
  }
}
