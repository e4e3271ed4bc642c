package io.mudlark.process.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.process.log.EventLog;
import io.mudlark.process.log.LogEvent;
import io.mudlark.process.log.Trace;
import io.mudlark.process.model.ProcessTree;
import io.mudlark.process.testing.Trees;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class OnlineReplayProperties {
  @Property(tries = 40)
  void what_was_learned_never_deviates(@ForAll long seed) {
    ProcessTree tree = Trees.random(seed, 2);
    List<Trace> traces = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      List<LogEvent> events = new ArrayList<>();
      for (String step : Trees.run(tree, seed + i)) {
        events.add(LogEvent.at(step, events.size() * 1_000_000L));
      }
      if (!events.isEmpty()) {
        traces.add(new Trace("c" + i, events));
      }
    }
    OnlineChecker checker = new OnlineChecker(ConformanceModel.learn("m", new EventLog(traces)));
    for (Trace trace : traces) {
      CaseState state = checker.open(trace.caseId());
      for (LogEvent event : trace.events()) {
        assertThat(checker.onEvent(state, event.activity(), event.timeNanos())).isEmpty();
      }
      assertThat(checker.onClose(state, state.lastNanos())).isEmpty();
    }
  }
}
