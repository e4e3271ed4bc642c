package io.mudlark.process.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudlark.process.log.EventLog;
import io.mudlark.process.log.LogEvent;
import io.mudlark.process.log.Trace;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A sensor reports, two actuators are told in any order, and each replies. */
class OnlineCheckerTest {
  private static final long MILLI = 1_000_000L;
  private static final ConformanceModel MODEL = ConformanceModel.learn("v7", benign());

  private static EventLog benign() {
    List<Trace> traces = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      boolean swap = i % 2 == 0;
      String[] steps =
          swap
              ? new String[] {"report", "tell 1", "tell 2", "reply 1", "reply 2"}
              : new String[] {"report", "tell 2", "tell 1", "reply 2", "reply 1"};
      List<LogEvent> events = new ArrayList<>();
      for (int s = 0; s < steps.length; s++) {
        events.add(LogEvent.at(steps[s], (long) s * (10 + i % 3) * MILLI));
      }
      traces.add(new Trace("b" + i, events));
    }
    return new EventLog(traces);
  }

  private static List<Deviation> check(long stepMillis, String... steps) {
    OnlineChecker checker = new OnlineChecker(MODEL);
    CaseState state = checker.open("x");
    List<Deviation> found = new ArrayList<>();
    for (int s = 0; s < steps.length; s++) {
      found.addAll(checker.onEvent(state, steps[s], s * stepMillis * MILLI));
    }
    found.addAll(checker.onClose(state, 10_000 * MILLI));
    return found;
  }

  private static List<Check> checks(List<Deviation> found) {
    return found.stream().map(Deviation::check).distinct().toList();
  }

  @Test
  void a_benign_case_says_nothing() {
    assertThat(check(11, "report", "tell 1", "tell 2", "reply 1", "reply 2")).isEmpty();
    assertThat(check(11, "report", "tell 2", "tell 1", "reply 2", "reply 1")).isEmpty();
  }

  @Test
  void what_is_not_counted_for_want_of_room_is_not_taken_for_absent() {
    List<Trace> traces = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      List<LogEvent> events = new ArrayList<>();
      for (int s = 0; s < CaseState.DISTINCT_ACTIVITIES + 12; s++) {
        events.add(LogEvent.at("step " + s, (1_000L * i + s) * MILLI));
      }
      traces.add(new Trace("b" + i, events));
    }
    OnlineChecker checker = new OnlineChecker(ConformanceModel.learn("long", new EventLog(traces)));
    CaseState state = checker.open("x");
    List<Deviation> found = new ArrayList<>();
    for (LogEvent event : traces.get(0).events()) {
      found.addAll(checker.onEvent(state, event.activity(), event.timeNanos()));
    }
    found.addAll(checker.onClose(state, 10_000 * MILLI));
    assertThat(state.uncounted()).isEqualTo(12);
    assertThat(found).isEmpty();
  }

  @Test
  void an_omitted_step_is_found_as_soon_as_something_needs_it() {
    List<Deviation> found = check(11, "report", "tell 1", "reply 1", "reply 2");
    assertThat(checks(found)).contains(Check.ALWAYS_BEFORE);
    assertThat(found.get(0).step()).isLessThanOrEqualTo(3);
    assertThat(found.get(0).modelVersion()).isEqualTo("v7");
  }

  @Test
  void a_missing_last_step_is_found_when_the_case_closes() {
    List<Deviation> found = check(11, "report", "tell 1", "tell 2", "reply 1");
    assertThat(checks(found)).contains(Check.INCOMPLETE, Check.ALWAYS_AFTER, Check.EQUIVALENCE);
    Deviation incomplete =
        found.stream().filter(d -> d.check() == Check.INCOMPLETE).findFirst().orElseThrow();
    assertThat(incomplete.expected()).containsExactly("reply 2");
    assertThat(incomplete.step()).isEqualTo(4);
  }

  @Test
  void a_swapped_step_is_found_where_it_happens() {
    List<Deviation> found = check(11, "tell 1", "report", "tell 2", "reply 1", "reply 2");
    assertThat(found.get(0).step()).isZero();
    assertThat(checks(found)).contains(Check.REPLAY, Check.ALWAYS_BEFORE);
    assertThat(found.get(0).expected()).containsExactly("report");
  }

  @Test
  void a_repeated_step_is_found_by_its_frequency_at_once() {
    List<Deviation> found = check(11, "report", "tell 1", "tell 2", "tell 1", "reply 1", "reply 2");
    Deviation often =
        found.stream().filter(d -> d.check() == Check.FREQUENCY).findFirst().orElseThrow();
    assertThat(often.step()).isEqualTo(3);
    assertThat(often.activity()).isEqualTo("tell 1");
  }

  @Test
  void a_delayed_step_is_found_by_its_time_only() {
    List<Deviation> found = check(500, "report", "tell 1", "tell 2", "reply 1", "reply 2");
    assertThat(checks(found)).containsExactly(Check.TEMPORAL);
    assertThat(found.get(0).step()).isEqualTo(1);
  }

  @Test
  void an_activity_never_seen_is_a_deviation_even_inside_a_fitting_case() {
    List<Deviation> found =
        check(11, "report", "tell 1", "open the door", "tell 2", "reply 1", "reply 2");
    assertThat(found.get(0).check()).isEqualTo(Check.UNKNOWN_ACTIVITY);
    assertThat(found.get(0).activity()).isEqualTo("open the door");
  }

  @Test
  void each_check_speaks_once_per_case() {
    List<Deviation> found = check(11, "bad", "bad", "bad", "bad");
    assertThat(found.stream().filter(d -> d.check() == Check.UNKNOWN_ACTIVITY)).hasSize(1);
  }

  @Test
  void an_open_case_stays_within_two_kibibytes_however_long_it_gets() {
    OnlineChecker checker = new OnlineChecker(MODEL);
    CaseState state = checker.open("0123456789abcdef-0123-4567-89ab-0123456789ab");
    String[] steps = {"report", "tell 1", "tell 2", "reply 1", "reply 2"};
    for (int i = 0; i < 20_000; i++) {
      checker.onEvent(state, steps[i % steps.length], i * MILLI);
    }
    for (int a = 0; a < 200; a++) {
      state.count(a, a);
    }
    assertThat(state.sizeBytes()).isLessThanOrEqualTo(2_048);
    assertThat(state.uncounted()).isEqualTo(200 - CaseState.DISTINCT_ACTIVITIES);
  }

  @Test
  void a_case_closes_after_silence_in_event_time_and_not_before() {
    OnlineChecker checker = new OnlineChecker(MODEL);
    CaseTable table = new CaseTable(1_000 * MILLI, 10);
    table.onEvent(checker, "a", "report", 0);
    table.onEvent(checker, "b", "report", 500 * MILLI);
    assertThat(table.onWatermark(checker, 999 * MILLI)).isEmpty();
    List<Deviation> found = table.onWatermark(checker, 1_000 * MILLI);
    assertThat(found).isNotEmpty().allMatch(d -> d.caseId().equals("a"));
    assertThat(found.get(0).timeNanos()).isEqualTo(1_000 * MILLI);
    assertThat(table.size()).isEqualTo(1);
  }

  @Test
  void a_full_table_closes_its_quietest_case_and_counts_it() {
    OnlineChecker checker = new OnlineChecker(MODEL);
    CaseTable table = new CaseTable(1_000 * MILLI, 2);
    table.onEvent(checker, "a", "report", 1);
    table.onEvent(checker, "b", "report", 2);
    table.onEvent(checker, "a", "tell 1", 11 * MILLI);
    CaseTable.Outcome outcome = table.onEvent(checker, "c", "report", 12 * MILLI);
    assertThat(outcome.evicted()).extracting(CaseState::caseId).containsExactly("b");
    assertThat(outcome.deviations()).allMatch(d -> d.caseId().equals("b"));
    assertThat(table.evicted()).isEqualTo(1);
    assertThat(table.size()).isEqualTo(2);
    assertThatThrownBy(() -> new CaseTable(0, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void the_online_graph_counts_what_follows_what() {
    OnlineDirectlyFollows graph = new OnlineDirectlyFollows(2);
    graph.started("a");
    graph.followed("a", "b");
    graph.followed("a", "b");
    graph.ended("b");
    assertThat(graph.edges().entries()).hasSize(1);
    assertThat(graph.edges().entries().get(0).count()).isEqualTo(2);
    assertThat(graph.edges().errorBound()).isZero();
    assertThat(graph.starts().total()).isEqualTo(1);
    assertThat(graph.ends().count("b")).isEqualTo(1);
  }
}
