package io.mudlark.process.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.process.log.EventLog;
import io.mudlark.process.log.LogEvent;
import io.mudlark.process.log.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConformanceLearnerTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void a_plant_that_always_keeps_to_its_order_has_no_late_step_in_a_week() {
    ConformanceLearner.Learned learned =
        ConformanceLearner.learn("m", log(7_200, 1), ConformanceLearner.Settings.DEFAULT);
    assertThat(learned.flagged()).isZero();
    assertThat(outOfTime(learned.model(), log(20_000, 2))).isZero();
    assertThat(outOfTime(learned.model(), delayed(20))).isEqualTo(20);
  }

  private static int outOfTime(ConformanceModel model, EventLog log) {
    OnlineChecker checker = new OnlineChecker(model);
    int found = 0;
    for (Trace trace : log.traces()) {
      CaseState state = checker.open(trace.caseId());
      boolean late = false;
      for (LogEvent event : trace.events()) {
        late |=
            checker.onEvent(state, event.activity(), event.timeNanos()).stream()
                .anyMatch(deviation -> deviation.check() == Check.TEMPORAL);
      }
      found += late ? 1 : 0;
    }
    return found;
  }

  /** Cases of three steps, with log-normal times between them. */
  private static EventLog log(int cases, long seed) {
    Random random = new Random(seed);
    EventLog.Collector log = new EventLog.Collector();
    for (int i = 0; i < cases; i++) {
      long at = i * 4L * SECOND;
      for (String activity : List.of("report", "command", "answer")) {
        at += (long) (0.06 * Math.exp(0.3 * random.nextGaussian()) * SECOND);
        log.add("case-" + i, LogEvent.at(activity, at));
      }
    }
    return log.log();
  }

  private static EventLog delayed(int cases) {
    List<Trace> traces = new ArrayList<>();
    for (int i = 0; i < cases; i++) {
      long at = i * 4L * SECOND;
      traces.add(
          new Trace(
              "late-" + i,
              List.of(
                  LogEvent.at("report", at),
                  LogEvent.at("command", at + 60_000_000L),
                  LogEvent.at("answer", at + 60_000_000L + (1L + i % 5) * SECOND))));
    }
    return new EventLog(traces);
  }
}
