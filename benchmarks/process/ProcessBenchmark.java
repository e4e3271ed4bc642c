import io.mudlark.process.conform.Alignments;
import io.mudlark.process.rules.SkeletonLearner;
import io.mudlark.process.rules.TemporalProfile;
import io.mudlark.process.conform.TokenReplay;
import io.mudlark.process.discover.DirectlyFollows;
import io.mudlark.process.inductive.InductiveMiner;
import io.mudlark.process.live.CaseState;
import io.mudlark.process.live.CaseTable;
import io.mudlark.process.live.ConformanceModel;
import io.mudlark.process.live.OnlineChecker;
import io.mudlark.process.log.EventLog;
import io.mudlark.process.log.LogEvent;
import io.mudlark.process.log.Trace;
import io.mudlark.process.log.VariantLog;
import io.mudlark.process.model.PetriNet;
import io.mudlark.process.model.TreeToNet;
import io.mudlark.process.mqtt.FlowMapping;
import io.mudlark.process.mqtt.FlowRowReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/** CPU seconds of process mining on MISSION's notebook log; prints one line a stage: name, median. */
public final class ProcessBenchmark {
  private static final int ROUNDS = 9;

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static <T> T measure(String stage, double perUnit, Callable<T> work) throws Exception {
    T result = work.call();
    for (int i = 0; i < 4; i++) {
      result = work.call();
    }
    double[] seconds = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      long before = cpuNanos();
      result = work.call();
      seconds[i] = (cpuNanos() - before) / 1e9;
    }
    Arrays.sort(seconds);
    System.out.printf("%s %.9f%n", stage, seconds[ROUNDS / 2] / perUnit);
    return result;
  }

  public static void main(String[] args) throws Exception {
    Path rows = Path.of(args[0]);
    FlowMapping mapping = FlowMapping.mission(Set.of("127.0.0.1:1883"));
    EventLog log = measure("rows", 1, () -> mapping.log(new FlowRowReader().read(rows)));
    VariantLog variants = measure("variants", 1, () -> VariantLog.of(log));
    PetriNet net =
        measure("imf", 1, () -> TreeToNet.convert(InductiveMiner.mine(variants, 0.9)));
    measure("replay", 1, () -> new TokenReplay(net).replay(variants));
    measure("alignments", 1, () -> new Alignments(net).align(variants));
    measure("skeleton", 1, () -> SkeletonLearner.learn(variants, 0));
    measure("temporal", 1, () -> TemporalProfile.learn(log));
    TokenReplay single = new TokenReplay(net);
    measure("stream-replay-per-event", log.events(), () -> replayOneByOne(single, log));
    EventLog million = repeated(log, 1_000_000);
    measure("dfg-1M-events", 1, () -> DirectlyFollows.of(VariantLog.of(million)));
    online(log);
  }

  private static long replayOneByOne(TokenReplay replay, EventLog log) {
    long fits = 0;
    for (Trace trace : log.traces()) {
      fits += replay.replay(trace.activities()).fits() ? 1 : 0;
    }
    return fits;
  }

  private static EventLog repeated(EventLog log, long events) {
    List<Trace> traces = new ArrayList<>();
    for (long n = 0, copy = 0; n < events; copy++) {
      for (Trace trace : log.traces()) {
        traces.add(new Trace(trace.caseId() + '-' + copy, trace.events()));
        n += trace.events().size();
      }
    }
    return new EventLog(traces);
  }

  private record Step(String caseId, LogEvent event) {}

  /** A thousand cases always open: every case's events are spread over the next thousand cases. */
  private static void online(EventLog log) throws Exception {
    List<Step> steps = new ArrayList<>();
    List<Trace> traces = log.sortedByTime().traces();
    for (int first = 0; first < traces.size(); first += 1000) {
      List<Trace> open = traces.subList(first, Math.min(first + 1000, traces.size()));
      int longest = open.stream().mapToInt(t -> t.events().size()).max().orElse(0);
      for (int i = 0; i < longest; i++) {
        for (Trace trace : open) {
          if (i < trace.events().size()) {
            steps.add(new Step(trace.caseId(), trace.events().get(i)));
          }
        }
      }
    }
    OnlineChecker checker = new OnlineChecker(ConformanceModel.learn("bench", log.sortedByTime()));
    measure("online-per-event", steps.size(), () -> pass(checker, steps));
    CaseState largest = Collections.max(states(checker, log), Comparator.comparingInt(CaseState::sizeBytes));
    System.out.printf("online-largest-case-bytes %d%n", largest.sizeBytes());
  }

  private static long pass(OnlineChecker checker, List<Step> steps) {
    CaseTable table = new CaseTable(Long.MAX_VALUE, 1_000);
    long deviations = 0;
    for (Step step : steps) {
      LogEvent event = step.event();
      deviations +=
          table.onEvent(checker, step.caseId(), event.activity(), event.timeNanos()).deviations().size();
    }
    return deviations;
  }

  private static List<CaseState> states(OnlineChecker checker, EventLog log) {
    List<CaseState> states = new ArrayList<>();
    for (Trace trace : log.traces()) {
      CaseState state = checker.open(trace.caseId());
      trace.events().forEach(e -> checker.onEvent(state, e.activity(), e.timeNanos()));
      states.add(state);
    }
    return states;
  }
}
