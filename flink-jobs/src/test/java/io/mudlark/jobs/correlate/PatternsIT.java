package io.mudlark.jobs.correlate;

import static io.mudlark.mrt.Episode.Phase.CLOSED;
import static io.mudlark.mrt.Episode.Phase.CONTINUED;
import static io.mudlark.mrt.Episode.Phase.OPENED;
import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.alert.Alert;
import io.mudlark.mrt.TrafficKind;
import io.mudlark.site.DeviceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Match, near miss and time-out of each pattern over several devices. */
class PatternsIT {
  private static final TypeInformation<Alert> ALERT = TypeInformation.of(Alert.class);

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @Test
  void the_same_kind_on_a_second_device_in_time_is_one_alert_of_both() throws Exception {
    List<Alert> alerts =
        campaigns(
            Duration.ofMinutes(15),
            EpisodeWindows.scan("a", 1, 1, OPENED),
            EpisodeWindows.scan("b", 2, 2, OPENED),
            EpisodeWindows.scan("a", 2, 1, CONTINUED));
    assertThat(alerts).extracting(Alert::change).containsExactly("opened", "closed");
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
        .extracting(Alert::change)
        .containsExactly("opened", "closed");
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
    assertThat(alerts)
        .extracting(a -> a.revision() + " " + a.change() + " " + a.participants().size())
        .containsExactly("1 opened 2", "2 closed 2", "3 updated 3", "4 closed 3");
    assertThat(alerts).extracting(Alert::id).containsOnly(alerts.get(0).id());
  }

  @Test
  void a_campaign_is_told_again_when_its_flows_have_doubled_and_when_all_have_ended()
      throws Exception {
    List<Alert> alerts =
        campaigns(
            Duration.ofMinutes(15),
            EpisodeWindows.scan("a", 1, 1, OPENED),
            EpisodeWindows.scan("b", 1, 1, OPENED),
            EpisodeWindows.scan("a", 2, 1, CONTINUED),
            EpisodeWindows.scan("b", 2, 1, CONTINUED),
            EpisodeWindows.scan("a", 3, 1, CLOSED),
            EpisodeWindows.scan("b", 3, 1, CONTINUED),
            EpisodeWindows.scan("b", 4, 1, CLOSED));
    assertThat(alerts)
        .extracting(a -> a.revision() + " " + a.change() + " " + flows(a))
        .containsExactly("1 opened 200", "2 updated 400", "3 closed 700");
    assertThat(alerts.get(2).lastWindowEndMillis()).isEqualTo(5 * EpisodeWindows.WINDOW);
    assertThat(alerts).extracting(Alert::id).containsOnly(alerts.get(0).id());
  }

  @Test
  void a_device_whose_windows_cease_has_left_its_campaign() throws Exception {
    List<Alert> alerts =
        campaigns(
            Duration.ofHours(1),
            EpisodeWindows.scan("a", 1, 1, OPENED),
            EpisodeWindows.scan("b", 1, 1, OPENED),
            EpisodeWindows.of("c", 9, 9, OPENED, TrafficKind.FLOOD_OUTBOUND, false));
    assertThat(alerts).extracting(Alert::change).containsExactly("opened", "closed");
  }

  @Test
  void a_campaign_that_the_end_of_observation_cuts_off_says_so() throws Exception {
    List<Alert> alerts =
        campaigns(
            Duration.ofHours(1),
            EpisodeWindows.scan("a", 1, 1, OPENED),
            EpisodeWindows.scan("b", 1, 1, OPENED),
            EpisodeWindows.of("a", 2, 1, CONTINUED, TrafficKind.PORT_SCAN_INBOUND, true),
            EpisodeWindows.of("b", 2, 1, CONTINUED, TrafficKind.PORT_SCAN_INBOUND, true));
    assertThat(alerts).extracting(Alert::change).containsExactly("opened", "cut-off");
  }

  @Test
  void fewer_devices_than_asked_for_are_no_campaign() throws Exception {
    AlertSettings three =
        new AlertSettings(
            Duration.ofHours(1),
            List.of(AlertSettings.Scope.ALL),
            3,
            2,
            3,
            AlertSettings.Preset.ALL,
            Map.of());
    EpisodeWindow[] two = {
      EpisodeWindows.scan("a", 1, 1, OPENED), EpisodeWindows.scan("b", 1, 1, OPENED)
    };
    assertThat(campaigns(three, two)).isEmpty();
    assertThat(campaigns(three, two[0], two[1], EpisodeWindows.scan("c", 2, 2, OPENED)))
        .extracting(a -> a.participants().size() + " " + a.change())
        .containsExactly("3 opened", "3 closed");
  }

  @Test
  void devices_are_compared_within_a_site_a_model_and_a_manufacturer() throws Exception {
    AlertSettings settings =
        new AlertSettings(
                Duration.ofHours(1),
                List.of(
                    AlertSettings.Scope.SITE,
                    AlertSettings.Scope.MODEL,
                    AlertSettings.Scope.MANUFACTURER),
                2,
                2,
                3,
                AlertSettings.Preset.ALL,
                Map.of())
            .withModels(
                Map.of(
                    new DeviceId("a", "plug"), "https://Acme.example/plug",
                    new DeviceId("b", "plug"), "https://acme.example/lamp",
                    new DeviceId("c", "plug"), "https://other.example/plug"));
    List<Alert> alerts =
        campaigns(
            settings,
            EpisodeWindows.scan("a", 1, 1, OPENED),
            EpisodeWindows.scan("b", 1, 1, OPENED),
            EpisodeWindows.scan("c", 1, 1, OPENED));
    assertThat(alerts)
        .extracting(a -> a.details().scope() + " " + a.change())
        .containsExactly("manufacturer/acme.example opened", "manufacturer/acme.example closed");
  }

  @Test
  void sweeps_that_begin_on_one_device_and_then_on_another_of_its_site_are_spread()
      throws Exception {
    TrafficKind sweep = TrafficKind.HOST_SWEEP_OUTBOUND;
    List<Alert> alerts =
        campaigns(
            Duration.ofHours(1),
            EpisodeWindows.of("a", "cam", 1, 1, OPENED, sweep),
            EpisodeWindows.of("a", "plug", 2, 2, OPENED, sweep));
    assertThat(alerts)
        .filteredOn(a -> a.pattern() == Alert.Pattern.SPREAD)
        .extracting(a -> a.change() + ": " + a.title())
        .containsExactly(
            "opened: outbound host sweep (tcp) spreads over 2 devices at 1 site: 200 rejected flows",
            "closed: outbound host sweep (tcp) spreads over 2 devices at 1 site: 200 rejected flows");
    assertThat(alerts)
        .filteredOn(a -> a.pattern() == Alert.Pattern.SPREAD)
        .allSatisfy(a -> assertThat(a.reasons()).contains("it was first seen on a/cam"));
  }

  @Test
  void sweeps_that_begin_together_or_at_two_sites_are_not_spread() throws Exception {
    TrafficKind sweep = TrafficKind.HOST_SWEEP_OUTBOUND;
    assertThat(
            campaigns(
                Duration.ofHours(1),
                EpisodeWindows.of("a", "cam", 1, 1, OPENED, sweep),
                EpisodeWindows.of("a", "plug", 1, 1, OPENED, sweep),
                EpisodeWindows.of("b", "plug", 2, 2, OPENED, sweep)))
        .extracting(Alert::pattern)
        .isNotEmpty()
        .doesNotContain(Alert.Pattern.SPREAD);
  }

  private static long flows(Alert alert) {
    return alert.participants().stream().mapToLong(p -> p.volume().flows()).sum();
  }

  private static List<Alert> campaigns(Duration within, EpisodeWindow... windows) throws Exception {
    return campaigns(AlertSettings.within(within), windows);
  }

  private static List<Alert> campaigns(AlertSettings settings, EpisodeWindow... windows)
      throws Exception {
    StreamExecutionEnvironment env = environment();
    DataStream<Sighting> sightings =
        stream(env, windows)
            .flatMap(new Scopes(settings))
            .returns(TypeInformation.of(Sighting.class));
    DataStream<SightingPair> pairs =
        sightings
            .filter(Sighting::pairs)
            .keyBy(Sighting::key, Types.STRING)
            .process(new SightingPairs(settings.within()), TypeInformation.of(SightingPair.class));
    return collect(
        pairs
            .keyBy(SightingPair::key, Types.STRING)
            .connect(sightings.keyBy(Sighting::key, Types.STRING))
            .process(
                new CampaignAlerts(settings, Duration.ofMillis(EpisodeWindows.WINDOW)), ALERT));
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
