package io.mudlark.jobs.correlate;

import static io.mudlark.mrt.Episode.Phase.CLOSED;
import static io.mudlark.mrt.Episode.Phase.CONTINUED;
import static io.mudlark.mrt.Episode.Phase.NONE;
import static io.mudlark.mrt.Episode.Phase.OPENED;
import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.alert.Alert;
import io.mudlark.mrt.TrafficKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.cep.CEP;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Match, near miss and time-out of each pattern, on Flink's own CEP. */
class PatternsIT {
  private static final TypeInformation<Alert> ALERT = TypeInformation.of(Alert.class);
  private static final OutputTag<Alert> UNENDED = new OutputTag<>("unended", ALERT);

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @Test
  void an_episode_that_closes_is_told_of_once_more() throws Exception {
    List<Alert> ends =
        ends(
            Duration.ofDays(1),
            EpisodeWindows.scan("a", 0, 0, NONE),
            EpisodeWindows.scan("a", 1, 1, OPENED),
            EpisodeWindows.scan("a", 2, 1, CONTINUED),
            EpisodeWindows.scan("a", 3, 1, CLOSED),
            EpisodeWindows.scan("a", 4, 4, NONE));
    assertThat(ends).hasSize(1);
    assertThat(ends.get(0).state()).isEqualTo(Alert.State.CLOSED);
    assertThat(ends.get(0).revision()).isEqualTo(2);
    assertThat(ends.get(0).firstWindowStartMillis()).isEqualTo(EpisodeWindows.WINDOW);
    assertThat(ends.get(0).lastWindowEndMillis()).isEqualTo(4 * EpisodeWindows.WINDOW);
    assertThat(ends.get(0).id())
        .isEqualTo(EpisodeAlerts.opened(EpisodeWindows.scan("a", 1, 1, OPENED)).id());
  }

  @Test
  void an_episode_that_the_end_of_observation_cuts_off_says_so() throws Exception {
    List<Alert> ends =
        ends(
            Duration.ofDays(1),
            EpisodeWindows.scan("a", 1, 1, OPENED),
            EpisodeWindows.of("a", 2, 1, CONTINUED, TrafficKind.PORT_SCAN_INBOUND, true));
    assertThat(ends).extracting(Alert::state).containsExactly(Alert.State.CUT_OFF);
  }

  @Test
  void an_end_without_a_beginning_or_of_another_device_is_no_match() throws Exception {
    assertThat(
            ends(
                Duration.ofDays(1),
                EpisodeWindows.scan("a", 3, 1, CLOSED),
                EpisodeWindows.scan("b", 4, 4, NONE)))
        .isEmpty();
  }

  @Test
  void an_episode_that_another_takes_over_from_is_closed_and_the_other_goes_on() throws Exception {
    List<Alert> ends =
        ends(
            Duration.ofDays(1),
            EpisodeWindows.of("a", 1, 1, OPENED, TrafficKind.NEW_SERVICE, false),
            EpisodeWindows.of("a", 2, 1, CONTINUED, TrafficKind.NEW_SERVICE, false),
            EpisodeWindows.scan("a", 3, 3, OPENED),
            EpisodeWindows.scan("a", 4, 3, CONTINUED),
            EpisodeWindows.scan("a", 5, 3, CLOSED));
    assertThat(ends)
        .extracting(a -> a.signature().kind() + " " + a.state() + " " + a.firstWindowStartMillis())
        .containsExactlyInAnyOrder(
            "NEW_SERVICE CLOSED " + EpisodeWindows.WINDOW,
            "PORT_SCAN_INBOUND CLOSED " + 3 * EpisodeWindows.WINDOW);
    assertThat(ends)
        .filteredOn(a -> a.signature().kind() == TrafficKind.PORT_SCAN_INBOUND)
        .extracting(Alert::lastWindowEndMillis)
        .containsExactly(6 * EpisodeWindows.WINDOW);
  }

  @Test
  void an_episode_that_does_not_end_in_time_is_told_of_as_still_open() throws Exception {
    List<Alert> ends =
        ends(
            Duration.ofMinutes(10),
            EpisodeWindows.scan("a", 1, 1, OPENED),
            EpisodeWindows.scan("b", 2, 2, OPENED),
            EpisodeWindows.scan("b", 3, 2, CLOSED),
            EpisodeWindows.scan("a", 9, 1, CLOSED));
    assertThat(ends)
        .extracting(a -> a.participants().get(0).device().site() + " " + a.state())
        .containsExactlyInAnyOrder("a OPEN", "b CLOSED");
  }

  @Test
  void the_same_kind_on_a_second_device_in_time_is_one_alert_of_both() throws Exception {
    List<Alert> alerts =
        campaigns(
            Duration.ofMinutes(15),
            EpisodeWindows.scan("a", 1, 1, OPENED),
            EpisodeWindows.scan("b", 2, 2, OPENED),
            EpisodeWindows.scan("a", 2, 1, CONTINUED));
    assertThat(alerts).hasSize(1);
    assertThat(alerts.get(0).participants())
        .extracting(p -> p.device().site())
        .containsExactly("a", "b");
    assertThat(alerts.get(0).pattern()).isEqualTo(Alert.Pattern.SAME_EPISODE_ON_DEVICES);
  }

  @Test
  void exactly_as_late_as_allowed_still_counts_and_later_does_not() throws Exception {
    assertThat(
            campaigns(
                Duration.ofMillis(3 * EpisodeWindows.WINDOW),
                EpisodeWindows.scan("a", 1, 1, OPENED),
                EpisodeWindows.scan("b", 4, 4, OPENED)))
        .hasSize(1);
    assertThat(
            campaigns(
                Duration.ofMillis(3 * EpisodeWindows.WINDOW - 1),
                EpisodeWindows.scan("a", 1, 1, OPENED),
                EpisodeWindows.scan("b", 4, 4, OPENED)))
        .isEmpty();
  }

  @Test
  void the_same_device_twice_or_another_kind_is_no_match() throws Exception {
    assertThat(
            campaigns(
                Duration.ofHours(1),
                EpisodeWindows.scan("a", 1, 1, OPENED),
                EpisodeWindows.scan("a", 2, 1, CONTINUED),
                EpisodeWindows.of("b", 2, 2, OPENED, TrafficKind.FLOOD_OUTBOUND, false),
                EpisodeWindows.of("c", 2, 2, OPENED, TrafficKind.OTHER, false),
                EpisodeWindows.of("d", 2, 2, OPENED, TrafficKind.OTHER, false)))
        .isEmpty();
  }

  @Test
  void a_third_device_joins_the_same_alert_with_a_higher_revision() throws Exception {
    List<Alert> alerts =
        campaigns(
            Duration.ofMinutes(15),
            EpisodeWindows.scan("a", 1, 1, OPENED),
            EpisodeWindows.scan("b", 1, 1, OPENED),
            EpisodeWindows.scan("c", 3, 3, OPENED));
    assertThat(alerts).extracting(Alert::revision).containsExactly(1, 2);
    assertThat(alerts).extracting(Alert::id).containsOnly(alerts.get(0).id());
    assertThat(alerts.get(1).participants()).hasSize(3);
  }

  private static List<Alert> ends(Duration longest, EpisodeWindow... windows) throws Exception {
    StreamExecutionEnvironment env = environment();
    SingleOutputStreamOperator<Alert> ends =
        CEP.pattern(
                stream(env, windows)
                    .filter(EpisodePatterns::opensOrEnds)
                    .keyBy(EpisodeWindow::device),
                EpisodePatterns.episode(longest),
                EpisodePatterns.order())
            .process(new EpisodeEnds(UNENDED), ALERT);
    return collect(ends.union(ends.getSideOutput(UNENDED)));
  }

  private static List<Alert> campaigns(Duration within, EpisodeWindow... windows) throws Exception {
    StreamExecutionEnvironment env = environment();
    DataStream<SightingPair> pairs =
        stream(env, windows)
            .filter(EpisodePatterns::isSighting)
            .keyBy(e -> Objects.requireNonNull(e.episode().signature()).key(), Types.STRING)
            .process(new SightingPairs(within), TypeInformation.of(SightingPair.class));
    return collect(
        pairs.keyBy(SightingPair::key, Types.STRING).process(new CampaignAlerts(within), ALERT));
  }

  private static StreamExecutionEnvironment environment() {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.setParallelism(2);
    return env;
  }

  private static DataStream<EpisodeWindow> stream(
      StreamExecutionEnvironment env, EpisodeWindow... windows) {
    return env.fromData(TypeInformation.of(EpisodeWindow.class), windows)
        .assignTimestampsAndWatermarks(
            WatermarkStrategy.<EpisodeWindow>forBoundedOutOfOrderness(Duration.ofMinutes(30))
                .withTimestampAssigner((e, t) -> e.window().endMillis() - 1));
  }

  private static List<Alert> collect(DataStream<Alert> alerts) throws Exception {
    List<Alert> all = new ArrayList<>();
    try (CloseableIterator<Alert> results = alerts.executeAndCollect()) {
      results.forEachRemaining(all::add);
    }
    return all;
  }
}
