package io.mudlark.mud.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.NameBinding;
import io.mudlark.flow.flink.ModelTypes;
import io.mudlark.flow.flink.ObservationBatch;
import io.mudlark.flow.flink.ObservationPacker;
import io.mudlark.mrt.Outcome;
import io.mudlark.mrt.Reason;
import io.mudlark.mud.match.HostsFile;
import io.mudlark.mud.match.NameTiming;
import io.mudlark.mud.testing.Flows;
import io.mudlark.mud.testing.Judging;
import io.mudlark.mud.testing.MudText;
import io.mudlark.site.Device;
import io.mudlark.site.DeviceId;
import io.mudlark.site.Role;
import io.mudlark.stream.DeviceObservation;
import io.mudlark.stream.JudgedObservation;
import io.mudlark.stream.JudgedTurn;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

class EnforcementFunctionTest {
  private static final String URL = "https://maker.example/camera";
  private static final String ADDRESS = "192.168.1.10";
  private static final DeviceId CAMERA = new DeviceId("site", "camera");
  private static final DeviceId TOASTER = new DeviceId("site", "toaster");
  private static final String TO_CLOUD =
      "{\"ipv4\":{\"dst-dnsname\":\"cloud.example\"},\"tcp\":{\"destination-port\":443}}";

  private static EnforcementConfig config(NameTiming timing) {
    return new EnforcementConfig(
        List.of(Judging.SITE),
        List.of(
            new WatchedDevice(device(CAMERA, ADDRESS), URL, MudText.camera().from(TO_CLOUD).json()),
            WatchedDevice.unprofiled(device(TOASTER, "192.168.1.11"))),
        HostsFile.EMPTY,
        timing);
  }

  private static Device device(DeviceId id, String address) {
    return new Device(id, null, List.of(IpAddress.parse(address)), null);
  }

  private static final class Harness implements AutoCloseable {
    private final KeyedTwoInputStreamOperatorTestHarness<
            DeviceId, ObservationBatch, ProfileChange, JudgedTurn>
        flink;
    private final ObservationPacker packer = new ObservationPacker();

    Harness() throws Exception {
      this(null, NameTiming.DEFAULT);
    }

    Harness(OperatorSubtaskState state, NameTiming timing) throws Exception {
      flink =
          new KeyedTwoInputStreamOperatorTestHarness<>(
              new EnforcementOperator(config(timing)),
              ObservationBatch::device,
              ProfileChange::device,
              ModelTypes.DEVICE_ID,
              128,
              1,
              0);
      if (state != null) {
        flink.initializeState(state);
      }
      flink.open();
    }

    Harness take(List<DeviceObservation> observations) throws Exception {
      for (DeviceObservation observation : observations) {
        ObservationBatch batch = new ObservationBatch(observation.device());
        packer.add(observation, batch);
        take(batch);
      }
      return this;
    }

    Harness take(ObservationBatch batch) throws Exception {
      flink.processElement1(new StreamRecord<>(batch));
      return this;
    }

    Harness take(DeviceObservation... observations) throws Exception {
      return take(List.of(observations));
    }

    Harness update(String json, long nanos) throws Exception {
      ProfileUpdate update = new ProfileUpdate(URL, json, nanos);
      flink.processElement2(new ProfileChange(CAMERA, update), nanos / 1_000_000);
      return this;
    }

    Harness watermark(long nanos) throws Exception {
      flink.processBothWatermarks(new Watermark(nanos / 1_000_000));
      return this;
    }

    List<JudgedObservation> judged() {
      return flink.extractOutputValues().stream()
          .flatMap(turn -> turn.observations().stream())
          .toList();
    }

    List<Outcome> outcomes() {
      return judged().stream().map(one -> one.judged().verdict().outcome()).toList();
    }

    <T> List<T> side(OutputTag<T> tag) {
      ConcurrentLinkedQueue<StreamRecord<T>> records = flink.getSideOutput(tag);
      return records == null ? List.of() : records.stream().map(StreamRecord::getValue).toList();
    }

    @Override
    public void close() throws IOException {
      try {
        flink.close();
      } catch (Exception e) {
        throw new IOException(e);
      }
    }
  }

  private static long at(double seconds) {
    return Flows.START + (long) (seconds * Flows.SECOND);
  }

  private static DeviceObservation flow(DeviceId device, double start, double end) {
    FlowRecord flow = Flows.tcp(ADDRESS, "203.0.113.5", 443).at(at(start), at(end)).build();
    return DeviceObservation.flow(device, Role.SOURCE, flow);
  }

  private static DeviceObservation answer(double time) {
    return answer(time, "cloud.example", "203.0.113.5");
  }

  private static DeviceObservation answer(double time, String name, String address) {
    return DeviceObservation.binding(
        CAMERA,
        new NameBinding(
            "site",
            at(time),
            null,
            IpAddress.parse(ADDRESS),
            name,
            List.of(IpAddress.parse(address)),
            60));
  }

  @Test
  void judges_nothing_before_the_watermark_has_passed_it() throws Exception {
    try (Harness harness = new Harness()) {
      harness.take(answer(0), flow(CAMERA, 1, 2)).watermark(at(1.999));
      assertThat(harness.judged()).isEmpty();
      harness.watermark(at(2));
      assertThat(harness.outcomes()).containsExactly(Outcome.ACCEPTED);
    }
  }

  @Test
  void judges_by_the_names_known_at_the_start_of_the_flow() throws Exception {
    try (Harness harness = new Harness()) {
      harness.take(flow(CAMERA, 1, 5), answer(2), flow(CAMERA, 3, 6)).watermark(at(10));
      assertThat(harness.outcomes()).containsExactly(Outcome.REJECTED, Outcome.ACCEPTED);
      assertThat(harness.judged().get(0).judged().verdict().fromDevice().reason())
          .isEqualTo(Reason.NAME_UNRESOLVED);
    }
  }

  @Test
  void gives_the_same_whatever_the_order_of_arrival() throws Exception {
    List<DeviceObservation> observations = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      observations.add(flow(CAMERA, i * 0.0004, 0.5 + i * 0.0003));
      observations.add(flow(TOASTER, i, i + 1));
    }
    observations.add(answer(0.006));
    observations.add(DeviceObservation.end(CAMERA, at(45)));
    List<JudgedObservation> expected;
    try (Harness harness = new Harness()) {
      expected = harness.take(observations).watermark(at(60)).judged();
    }
    assertThat(expected).hasSize(81);
    assertThat(expected.stream().filter(one -> !one.isEnd() && one.judged().isRejected()))
        .hasSize(15);
    for (int seed = 0; seed < 5; seed++) {
      Collections.shuffle(observations, new Random(seed));
      try (Harness harness = new Harness()) {
        List<JudgedObservation> again = harness.take(observations).watermark(at(60)).judged();
        assertThat(of(again, CAMERA)).isEqualTo(of(expected, CAMERA));
        assertThat(of(again, TOASTER)).isEqualTo(of(expected, TOASTER));
      }
    }
  }

  private static List<JudgedObservation> of(List<JudgedObservation> all, DeviceId device) {
    return all.stream().filter(one -> one.device().equals(device)).toList();
  }

  @Test
  void goes_on_from_a_snapshot_with_names_waiting_flows_and_profile_versions() throws Exception {
    OperatorSubtaskState snapshot;
    try (Harness harness = new Harness()) {
      harness
          .take(answer(0), flow(CAMERA, 1, 2), flow(CAMERA, 100, 101))
          .update(MudText.camera().json(), at(50))
          .watermark(at(1));
      snapshot = harness.flink.snapshot(1, 1);
    }
    try (Harness restored = new Harness(snapshot, NameTiming.DEFAULT)) {
      restored.watermark(at(200));
      assertThat(restored.outcomes()).containsExactly(Outcome.ACCEPTED, Outcome.REJECTED);
    }
  }

  @Test
  void puts_late_observations_aside_and_never_judges_them() throws Exception {
    try (Harness harness = new Harness()) {
      DeviceObservation late = flow(CAMERA, 1, 2);
      harness.watermark(at(2)).take(late).watermark(at(3));
      assertThat(harness.judged()).isEmpty();
      assertThat(harness.side(EnforcementFunction.LATE)).containsExactly(late);
    }
  }

  @Test
  void changes_the_profile_for_flows_that_start_from_its_time_on() throws Exception {
    try (Harness harness = new Harness()) {
      harness
          .update(MudText.camera().json(), at(10))
          .take(answer(0), flow(CAMERA, 9.999, 20), flow(CAMERA, 10, 21))
          .watermark(at(30));
      assertThat(harness.outcomes()).containsExactly(Outcome.ACCEPTED, Outcome.REJECTED);
    }
  }

  @Test
  void calls_a_device_without_a_profile_unprofiled() throws Exception {
    try (Harness harness = new Harness()) {
      harness.take(flow(TOASTER, 1, 2)).watermark(at(3));
      assertThat(harness.outcomes()).containsExactly(Outcome.UNPROFILED);
    }
  }

  @Test
  void passes_the_end_mark_on_after_the_flows() throws Exception {
    try (Harness harness = new Harness()) {
      harness.take(DeviceObservation.end(CAMERA, at(2)), flow(CAMERA, 1, 2)).watermark(at(3));
      assertThat(harness.judged()).hasSize(2);
      assertThat(harness.judged().get(1)).isEqualTo(JudgedObservation.end(CAMERA, at(2)));
    }
  }

  @Test
  void keeps_a_long_connection_accepted_by_renewing_its_name() throws Exception {
    NameTiming brief = new NameTiming(Duration.ofSeconds(60), Duration.ofSeconds(30), 100);
    try (Harness harness = new Harness(null, brief)) {
      harness.take(answer(0));
      for (int i = 0; i < 20; i++) {
        harness.take(flow(CAMERA, 1 + i * 30, 30 + i * 30));
      }
      harness.take(flow(CAMERA, 900, 901)).watermark(at(1_000));
      assertThat(harness.outcomes().subList(0, 20)).containsOnly(Outcome.ACCEPTED);
      assertThat(harness.outcomes().get(20)).isEqualTo(Outcome.REJECTED);
    }
  }

  @Test
  void reports_names_that_were_forgotten_for_want_of_room() throws Exception {
    NameTiming small = new NameTiming(Duration.ofHours(1), Duration.ofMinutes(1), 8);
    try (Harness harness = new Harness(null, small)) {
      for (int i = 0; i < 9; i++) {
        harness.take(answer(i, "host" + i + ".example", "203.0.113." + i));
      }
      harness.watermark(at(30));
      assertThat(harness.side(EnforcementFunction.PROBLEMS))
          .containsExactly(
              new EnforcementProblem(
                  "site",
                  "names-forgotten-early",
                  2,
                  "site/camera: names: 2 addresses forgotten early, the table is full"));
    }
  }

  @Test
  void sets_one_timer_for_all_that_waits_in_order_of_time() throws Exception {
    try (Harness harness = new Harness()) {
      for (int i = 1; i <= 50; i++) {
        harness.take(flow(TOASTER, 1, 1 + i));
      }
      assertThat(harness.flink.numEventTimeTimers()).isEqualTo(1);
      harness.watermark(at(20));
      assertThat(harness.judged()).hasSize(19);
      assertThat(harness.flink.numEventTimeTimers()).isEqualTo(1);
      harness.watermark(at(60));
      assertThat(harness.judged()).hasSize(50);
    }
  }

  @Test
  void judges_more_milliseconds_than_fit_in_one_turn_in_their_order() throws Exception {
    int count = 2 * EnforcementFunction.MAX_PER_TURN + 1;
    OperatorSubtaskState snapshot;
    List<DeviceObservation> flows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      flows.add(flow(TOASTER, 1, 2 + i / 1_000.0));
    }
    List<DeviceObservation> shuffled = new ArrayList<>(flows);
    Collections.shuffle(shuffled, new Random(7));
    try (Harness harness = new Harness()) {
      harness.take(shuffled);
      snapshot = harness.flink.snapshot(1, 1);
    }
    try (Harness restored = new Harness(snapshot, NameTiming.DEFAULT)) {
      restored.watermark(at(100));
      assertThat(restored.judged().stream().map(JudgedObservation::timeNanos))
          .containsExactlyElementsOf(flows.stream().map(DeviceObservation::timeNanos).toList());
      assertThat(restored.flink.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void leaves_no_state_behind_when_all_is_judged() throws Exception {
    try (Harness harness = new Harness()) {
      harness.take(flow(CAMERA, 1, 2), flow(TOASTER, 1, 2)).watermark(at(3));
      assertThat(harness.flink.numEventTimeTimers()).isZero();
      AbstractStreamOperator<?> operator = (AbstractStreamOperator<?>) harness.flink.getOperator();
      HeapKeyedStateBackend<?> state = (HeapKeyedStateBackend<?>) operator.getKeyedStateBackend();
      assertThat(state.numKeyValueStateEntries()).isZero();
    }
  }

  @Test
  void puts_aside_what_exceeds_the_limit_of_half_a_second() throws Exception {
    try (Harness harness = new Harness()) {
      ObservationBatch many = batch(flow(TOASTER, 1, 2));
      while (many.count() < EnforcementFunction.MAX_PER_STEP) {
        many.addAll(many, 0, many.length(), many.count());
      }
      harness.take(many);
      DeviceObservation beyond = flow(TOASTER, 1.5, 2);
      harness.take(batch(beyond)).take(flow(TOASTER, 1.5, 2.6));
      assertThat(harness.side(EnforcementFunction.OVERFLOW)).containsExactly(beyond);
    }
  }

  @Test
  void takes_a_batch_apart_by_time_and_lets_none_of_it_in_that_is_late() throws Exception {
    DeviceObservation late = flow(TOASTER, 1, 2);
    DeviceObservation next = flow(TOASTER, 1, 2.1);
    DeviceObservation later = flow(TOASTER, 1, 2.2);
    DeviceObservation last = flow(TOASTER, 1, 7);
    try (Harness harness = new Harness()) {
      harness.watermark(at(2)).take(batch(last, late, later, next, late));
      assertThat(harness.side(EnforcementFunction.LATE)).containsExactly(late, late);
      harness.watermark(at(2.1));
      assertThat(harness.judged().stream().map(JudgedObservation::timeNanos))
          .containsExactly(next.timeNanos());
      harness.watermark(at(10));
      assertThat(harness.judged().stream().map(JudgedObservation::timeNanos))
          .containsExactly(next.timeNanos(), later.timeNanos(), last.timeNanos());
      assertThat(harness.flink.numEventTimeTimers()).isZero();
    }
  }

  private static ObservationBatch batch(DeviceObservation... observations) {
    ObservationBatch batch = new ObservationBatch(observations[0].device());
    ObservationPacker packer = new ObservationPacker();
    for (DeviceObservation observation : observations) {
      packer.add(observation, batch);
    }
    return batch;
  }

  @Test
  void forgets_the_oldest_version_beyond_the_limit() throws Exception {
    try (Harness harness = new Harness()) {
      for (int i = 0; i <= EnforcementFunction.MAX_VERSIONS; i++) {
        harness.update(MudText.camera().json(), at(10 + i));
      }
      // what starts before the oldest version that is kept is judged by the first profile
      harness.take(answer(0), flow(CAMERA, 10.5, 80), flow(CAMERA, 11, 81)).watermark(at(90));
      assertThat(harness.outcomes()).containsExactly(Outcome.ACCEPTED, Outcome.REJECTED);
    }
  }

  @Test
  void changes_to_a_version_for_other_devices_of_the_worker_too() throws Exception {
    try (Harness harness = new Harness()) {
      ProfileUpdate update = new ProfileUpdate(URL, MudText.camera().json(), at(0));
      harness.flink.processElement2(new ProfileChange(TOASTER, update), at(0) / 1_000_000);
      harness.flink.processElement2(new ProfileChange(CAMERA, update), at(0) / 1_000_000);
      harness.take(answer(0), flow(CAMERA, 1, 2), flow(TOASTER, 1, 2)).watermark(at(3));
      assertThat(harness.outcomes())
          .containsExactlyInAnyOrder(Outcome.REJECTED, Outcome.UNPROFILED);
    }
  }

  @Test
  void a_worker_restored_from_another_one_knows_the_versions_that_that_one_was_sent()
      throws Exception {
    OperatorSubtaskState sent;
    OperatorSubtaskState notSent;
    try (Harness harness = new Harness()) {
      sent = harness.update(MudText.camera().json(), at(0)).flink.snapshot(1, 1);
    }
    try (Harness harness = new Harness()) {
      notSent = harness.flink.snapshot(1, 1);
    }
    OperatorSubtaskState both = AbstractStreamOperatorTestHarness.repackageState(sent, notSent);
    for (int subtask = 0; subtask < 2; subtask++) {
      OperatorSubtaskState one =
          AbstractStreamOperatorTestHarness.repartitionOperatorState(both, 128, 2, 2, subtask);
      try (Harness restored = new Harness(one, NameTiming.DEFAULT)) {
        restored.take(answer(0), flow(CAMERA, 1, 2)).watermark(at(3));
        assertThat(restored.outcomes()).containsExactly(Outcome.REJECTED);
      }
    }
  }
}
