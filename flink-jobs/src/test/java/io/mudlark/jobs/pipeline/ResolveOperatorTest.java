package io.mudlark.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.Counters;
import io.mudlark.flow.EndReason;
import io.mudlark.flow.ExportOrigin;
import io.mudlark.flow.FlowId;
import io.mudlark.flow.FlowKey;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.Initiation;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.MacAddress;
import io.mudlark.flow.flink.ModelTypes;
import io.mudlark.flow.flink.ObservationBatch;
import io.mudlark.flow.flink.ObservationPacker;
import io.mudlark.ledger.Tally;
import io.mudlark.ledger.Tally.Book;
import io.mudlark.mud.flink.EnforcementConfig;
import io.mudlark.mud.flink.WatchedDevice;
import io.mudlark.mud.match.HostsFile;
import io.mudlark.mud.match.NameTiming;
import io.mudlark.site.Device;
import io.mudlark.site.DeviceId;
import io.mudlark.site.Site;
import io.mudlark.stream.DeviceObservation;
import io.mudlark.stream.Observation;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class ResolveOperatorTest {
  private static final MacAddress PLUG_MAC = MacAddress.parse("00:11:22:33:44:55");
  private static final DeviceId PLUG = new DeviceId("home", "plug");

  @Test
  void recorded_exports_end_at_their_last_flow_and_no_silence_behind_it_passes() throws Exception {
    try (var harness = harness(true)) {
      harness.open();
      give(harness, flow("192.168.1.20", 60_000));
      harness.processWatermark(59_000);
      harness.processWatermark(500_000);
      harness.processWatermark(Watermark.MAX_WATERMARK);
      assertThat(watermarks(harness)).containsExactly(59_000L, 59_999L, Long.MAX_VALUE);
      List<DeviceObservation> views = views(harness);
      assertThat(views).hasSize(2);
      assertThat(views.get(1)).isEqualTo(DeviceObservation.end(PLUG, 60_000_000_000L));
    }
  }

  @Test
  void event_time_of_live_exports_goes_on_through_silence() throws Exception {
    try (var harness = harness(false)) {
      harness.open();
      harness.processWatermark(1_000);
      give(harness, flow("192.168.1.20", 60_000));
      harness.processWatermark(500_000);
      assertThat(watermarks(harness)).containsExactly(1_000L, 500_000L);
    }
  }

  @Test
  void the_ledger_is_told_every_minute_of_what_is_new_and_of_nothing_twice() throws Exception {
    OperatorSubtaskState state;
    try (var harness = harness(false)) {
      harness.open();
      give(harness, flow("192.168.1.20", 60_000));
      give(harness, flow("192.168.1.77", 60_000));
      harness.processWatermark(120_000);
      assertThat(tallies(harness))
          .contains(
              new Tally("home", Book.FLOWS, "known-devices", 1, 3),
              new Tally("home", Book.FLOWS, "unknown-hosts", 1, 3),
              new Tally("home", Book.HOSTS, "192.168.1.77", 1, 3),
              new Tally("home", Book.VIEWS, "judged", 1, 3));
      int told = tallies(harness).size();
      harness.processWatermark(240_000);
      assertThat(tallies(harness)).hasSize(told);
      give(harness, flow("192.168.1.20", 250_000));
      state = harness.snapshot(1, 1);
    }
    try (var harness = harness(false)) {
      harness.initializeState(state);
      harness.open();
      harness.processWatermark(Watermark.MAX_WATERMARK);
      assertThat(tallies(harness))
          .containsExactlyInAnyOrder(
              new Tally("home", Book.FLOWS, "known-devices", 1, 3),
              new Tally("home", Book.VIEWS, "judged", 1, 3));
      assertThat(views(harness)).containsExactly(DeviceObservation.end(PLUG, 250_000_000_000L));
    }
  }

  @Test
  void flows_of_a_device_go_on_together_with_the_watermark_or_before_a_checkpoint()
      throws Exception {
    try (var harness = harness(false)) {
      harness.open();
      give(harness, flow("192.168.1.20", 60_000));
      give(harness, flow("192.168.1.20", 60_001));
      assertThat(harness.extractOutputValues()).isEmpty();
      harness.processWatermark(1_000);
      assertThat(harness.extractOutputValues()).hasSize(1);
      give(harness, flow("192.168.1.20", 60_002));
      harness.prepareSnapshotPreBarrier(1);
      assertThat(harness.extractOutputValues()).hasSize(2);
      assertThat(views(harness)).hasSize(3);
    }
  }

  @Test
  void many_flows_do_not_wait_for_a_watermark() throws Exception {
    try (var harness = harness(false)) {
      harness.open();
      for (int i = 0; i < 8_192; i++) {
        assertThat(harness.extractOutputValues()).isEmpty();
        give(harness, flow("192.168.1.20", 60_000 + i));
      }
      assertThat(views(harness)).hasSize(8_192);
    }
  }

  @Test
  void the_end_of_one_exporter_is_not_the_end_of_its_site() throws Exception {
    try (var harness = harness(true)) {
      harness.open();
      harness.processElement(new StreamRecord<>(Observation.end("home", 5)));
      assertThat(harness.extractOutputValues()).isEmpty();
    }
  }

  private static void give(
      OneInputStreamOperatorTestHarness<Observation, ObservationBatch> harness, FlowRecord flow)
      throws Exception {
    harness.processElement(new StreamRecord<>(Observation.of(flow)));
  }

  private static List<DeviceObservation> views(
      OneInputStreamOperatorTestHarness<Observation, ObservationBatch> harness) {
    ObservationPacker packer = new ObservationPacker();
    List<DeviceObservation> views = new ArrayList<>();
    for (ObservationBatch batch : harness.extractOutputValues()) {
      for (int at = 0; at < batch.length(); at = batch.after(at)) {
        views.add(packer.read(batch, at));
      }
    }
    return views;
  }

  private static List<Tally> tallies(
      OneInputStreamOperatorTestHarness<Observation, ObservationBatch> harness) {
    var records = harness.getSideOutput(DeviceResolution.TALLIES);
    List<Tally> tallies = new ArrayList<>();
    if (records != null) {
      records.forEach(record -> tallies.add(record.getValue()));
    }
    return tallies;
  }

  private static List<Long> watermarks(
      OneInputStreamOperatorTestHarness<Observation, ObservationBatch> harness) {
    List<Long> marks = new ArrayList<>();
    for (Object element : harness.getOutput()) {
      if (element instanceof Watermark mark) {
        marks.add(mark.getTimestamp());
      }
    }
    return marks;
  }

  private static OneInputStreamOperatorTestHarness<Observation, ObservationBatch> harness(
      boolean bounded) throws Exception {
    Device plug = new Device(PLUG, PLUG_MAC, List.of(IpAddress.parse("192.168.1.20")), null);
    EnforcementConfig config =
        new EnforcementConfig(
            List.of(Site.named("home")),
            List.of(WatchedDevice.unprofiled(plug)),
            HostsFile.EMPTY,
            NameTiming.DEFAULT);
    Intake intake = new Exports(bounded);
    var harness =
        new OneInputStreamOperatorTestHarness<>(
            new ResolveOperator(new DeviceResolution(config, intake), intake));
    harness.setup(
        ModelTypes.OBSERVATION_BATCH.createSerializer(
            harness.getExecutionConfig().getSerializerConfig()));
    return harness;
  }

  private static FlowRecord flow(String host, long endMillis) {
    FlowKey key =
        new FlowKey(
            FlowKey.NO_VLAN, IpAddress.parse(host), IpAddress.parse("8.8.8.8"), 17, 4_000, 53);
    long end = endMillis * 1_000_000;
    return new FlowRecord(
        FlowId.of("home", key, end, 0),
        "home",
        key,
        null,
        null,
        end - 5,
        end,
        new Counters(3, 300, 0, end - 5, end),
        Counters.NONE,
        Initiation.FIRST_PACKET,
        EndReason.IDLE_TIMEOUT,
        new ExportOrigin("udp:192.0.2.1", 0, 1),
        null);
  }

  /** Exports that nobody opens. */
  private record Exports(boolean isBounded) implements Intake {
    @Override
    public List<DataStream<Observation>> open(StreamExecutionEnvironment env) {
      throw new IllegalStateException("not opened here");
    }

    @Override
    public List<Lease> leases() {
      return List.of();
    }

    @Override
    public boolean tellsEnds() {
      return false;
    }
  }
}
