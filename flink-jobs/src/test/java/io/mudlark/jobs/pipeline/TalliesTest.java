package io.mudlark.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.Counters;
import io.mudlark.flow.EndReason;
import io.mudlark.flow.FlowId;
import io.mudlark.flow.FlowKey;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.Initiation;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.application.CoapFacet;
import io.mudlark.flow.application.ExchangeEnd;
import io.mudlark.flow.application.ExchangeFacts;
import io.mudlark.ledger.Tally;
import io.mudlark.mrt.JudgedFlow;
import io.mudlark.mrt.Verdict;
import io.mudlark.mud.flink.EnforcementProblem;
import io.mudlark.site.DeviceId;
import io.mudlark.site.Role;
import io.mudlark.stream.DeviceObservation;
import io.mudlark.stream.JudgedObservation;
import io.mudlark.stream.JudgedTurn;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.junit.jupiter.api.Test;

class TalliesTest {
  private static final DeviceId PLUG = new DeviceId("lab", "plug");

  private static FlowRecord flow() {
    FlowKey key =
        new FlowKey(
            FlowKey.NO_VLAN,
            IpAddress.parse("10.0.0.1"),
            IpAddress.parse("10.0.0.2"),
            17,
            5_000,
            5_683);
    return new FlowRecord(
        FlowId.of("lab", key, 1, 0),
        "lab",
        key,
        null,
        null,
        1,
        2,
        new Counters(3, 300, 0, 1, 2),
        Counters.NONE,
        Initiation.FIRST_PACKET,
        EndReason.END_DETECTED);
  }

  private static FlowRecord exchange(boolean metered) {
    ExchangeFacts facts =
        new ExchangeFacts(ExchangeEnd.COMPLETE, metered, false, ExchangeFacts.UNKNOWN);
    return flow().with(new CoapFacet(facts, 0, 1, 69, 1, "aa", "/x", 4, 0, 0));
  }

  private static <I> List<Tally> tallies(FlatMapFunction<I, Tally> function, I value)
      throws Exception {
    List<Tally> tallies = new ArrayList<>();
    function.flatMap(value, new ListCollector<>(tallies));
    return tallies;
  }

  private static JudgedTurn judged(FlowRecord flow) {
    return turn(JudgedObservation.of(new JudgedFlow(PLUG, Role.SOURCE, flow, Verdict.UNPROFILED)));
  }

  private static JudgedTurn turn(JudgedObservation observation) {
    return new JudgedTurn(PLUG, List.of(observation));
  }

  @Test
  void only_exchanges_inside_metered_flows_are_told_by_their_verdict() throws Exception {
    ExchangeTallies function = new ExchangeTallies();
    assertThat(tallies(function, judged(exchange(true))))
        .containsExactly(new Tally("lab", Tally.Book.EXCHANGES, "unprofiled", 1, 3));
    assertThat(tallies(function, judged(exchange(false)))).isEmpty();
    assertThat(tallies(function, judged(flow()))).isEmpty();
    assertThat(tallies(function, turn(JudgedObservation.end(PLUG, 5)))).isEmpty();
  }

  @Test
  void what_was_not_judged_stays_in_its_book() throws Exception {
    UnjudgedTallies function = new UnjudgedTallies();
    assertThat(tallies(function, DeviceObservation.flow(PLUG, Role.SOURCE, exchange(true))))
        .containsExactly(new Tally("lab", Tally.Book.EXCHANGES, "unjudged", 1, 3));
    assertThat(tallies(function, DeviceObservation.flow(PLUG, Role.SOURCE, exchange(false))))
        .containsExactly(new Tally("lab", Tally.Book.VIEWS, "unjudged", 1, 3));
  }

  @Test
  void a_problem_without_a_site_is_told_but_counted_nowhere() throws Exception {
    ProblemTallies function = new ProblemTallies();
    assertThat(tallies(function, new EnforcementProblem("lab", "names-forgotten-early", 7, "x")))
        .containsExactly(new Tally("lab", Tally.Book.NOTES, "names-forgotten-early", 7, 0));
    assertThat(tallies(function, new EnforcementProblem("", "profile-versions-refused", 1, "y")))
        .isEmpty();
  }

  @Test
  void problems_beyond_the_lines_that_are_told_are_counted_still() throws Exception {
    ProblemTallies function = new ProblemTallies();
    List<Tally> all = new ArrayList<>();
    for (int i = 0; i < ProblemTallies.MAX_LINES + 50; i++) {
      all.addAll(
          tallies(function, new EnforcementProblem("lab", "names-forgotten-early", 1, "no " + i)));
    }
    assertThat(all).hasSize(ProblemTallies.MAX_LINES + 50);
  }
}
