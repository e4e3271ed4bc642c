package io.mudlark.source.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.FlowRecord;
import io.mudlark.ledger.Tally;
import io.mudlark.source.datagram.ExportDatagram;
import io.mudlark.source.session.ReceiveWindow;
import io.mudlark.source.testing.Exports;
import io.mudlark.source.testing.SessionOutput;
import io.mudlark.stream.Observation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class DecodeOperatorTest {
  private static final int MAX_PARALLELISM = 128;
  private static final DecodeOptions OPTIONS = DecodeOptions.of(ReceiveWindow.LIVE);
  private static final ExportKey KEY = new ExportKey();

  /** A decoder at some parallelism: one harness a subtask. */
  private static final class Decoders implements AutoCloseable {
    private final List<KeyedOneInputStreamOperatorTestHarness<String, ExportDatagram, Observation>>
        subtasks = new ArrayList<>();

    Decoders(int parallelism, OperatorSubtaskState state, DecodeOptions options) throws Exception {
      for (int i = 0; i < parallelism; i++) {
        var harness =
            new KeyedOneInputStreamOperatorTestHarness<>(
                new DecodeOperator(options), KEY, Types.STRING, MAX_PARALLELISM, parallelism, i);
        harness.setup(io.mudlark.flow.flink.ModelTypes.OBSERVATION.createSerializer(null));
        if (state != null) {
          harness.initializeState(
              AbstractStreamOperatorTestHarness.repartitionOperatorState(
                  state, MAX_PARALLELISM, MAX_PARALLELISM, parallelism, i));
        }
        harness.open();
        subtasks.add(harness);
      }
    }

    void give(ExportDatagram datagram) throws Exception {
      int group =
          KeyGroupRangeAssignment.assignKeyToParallelOperator(
              KEY.getKey(datagram), MAX_PARALLELISM, subtasks.size());
      subtasks.get(group).processElement(datagram, datagram.receiveMillis());
    }

    void watermark(long millis) throws Exception {
      for (var subtask : subtasks) {
        subtask.processWatermark(new Watermark(millis));
      }
    }

    OperatorSubtaskState save() throws Exception {
      List<OperatorSubtaskState> states = new ArrayList<>();
      for (var subtask : subtasks) {
        states.add(subtask.snapshot(1, 1));
      }
      return AbstractStreamOperatorTestHarness.repackageState(
          states.toArray(new OperatorSubtaskState[0]));
    }

    Stream<Observation> output() {
      return subtasks.stream().flatMap(s -> s.extractOutputValues().stream());
    }

    List<FlowRecord> flows() {
      return output()
          .filter(o -> o.kind() == Observation.Kind.FLOW)
          .map(Observation::flow)
          .toList();
    }

    List<Tally> tallies() {
      return output()
          .filter(o -> o.kind() == Observation.Kind.TALLY)
          .map(Observation::tally)
          .toList();
    }

    int keys() {
      return subtasks.stream().mapToInt(s -> s.numKeyedStateEntries()).sum();
    }

    @Override
    public void close() throws Exception {
      for (var subtask : subtasks) {
        subtask.close();
      }
    }
  }

  private static long at(int second) {
    return Exports.START_NANOS + second * Exports.SECOND;
  }

  private static long sum(List<Tally> tallies, String fate) {
    return SessionOutput.sum(tallies, Tally.Book.EXPORTS, fate);
  }

  @Test
  void a_datagram_becomes_flows_with_their_ends_as_event_times() throws Exception {
    Exports exporter = new Exports(7);
    try (Decoders decoders = new Decoders(1, null, OPTIONS)) {
      decoders.give(Exports.received("192.0.2.1", at(0), exporter.templates()));
      decoders.give(Exports.received("192.0.2.1", at(9), exporter.message(3, at(2))));
      assertThat(decoders.flows()).extracting(FlowRecord::endNanos).containsOnly(at(2)).hasSize(3);
      assertThat(decoders.subtasks.get(0).extractOutputStreamRecords())
          .allMatch(record -> record.getTimestamp() == at(2) / 1_000_000);
    }
  }

  @Test
  void the_ledger_is_told_when_event_time_has_passed_the_interval() throws Exception {
    Exports exporter = new Exports(7);
    try (Decoders decoders = new Decoders(1, null, OPTIONS)) {
      decoders.give(Exports.received("192.0.2.1", at(0), exporter.templates()));
      decoders.give(Exports.received("192.0.2.1", at(3), exporter.message(3, at(2))));
      decoders.watermark(at(9) / 1_000_000);
      assertThat(decoders.tallies()).isEmpty();
      decoders.watermark(at(10) / 1_000_000);
      assertThat(sum(decoders.tallies(), "udp:192.0.2.1/7 flows")).isEqualTo(3);
      decoders.watermark(Long.MAX_VALUE);
      assertThat(sum(decoders.tallies(), "udp:192.0.2.1/7 flows")).isEqualTo(3);
      assertThat(decoders.output().filter(o -> o.kind() == Observation.Kind.END))
          .containsExactly(Observation.end("lab", at(2)));
    }
  }

  @Test
  void no_record_is_undecodable_after_a_restart_at_another_parallelism() throws Exception {
    Map<String, Exports> exporters = new TreeMap<>();
    List<FlowRecord> flows = new ArrayList<>();
    List<Tally> tallies = new ArrayList<>();
    OperatorSubtaskState state = null;
    int[] parallelism = {1, 4, 2};
    for (int phase = 0; phase < parallelism.length; phase++) {
      try (Decoders decoders = new Decoders(parallelism[phase], state, OPTIONS)) {
        for (int e = 0; e < 20; e++) {
          String address = "192.0.2." + e;
          Exports exporter = exporters.get(address);
          if (exporter == null) {
            exporter = new Exports(e);
            exporters.put(address, exporter);
            decoders.give(Exports.received(address, at(0), exporter.templates()));
          }
          byte[] message = exporter.message(4, at(phase));
          decoders.give(Exports.received(address, at(phase), message));
        }
        if (phase < 2) {
          state = decoders.save();
        } else {
          decoders.watermark(Long.MAX_VALUE);
        }
        flows.addAll(decoders.flows());
        tallies.addAll(decoders.tallies());
      }
    }
    assertThat(flows).hasSize(3 * 20 * 4);
    for (int e = 0; e < 20; e++) {
      String account = "udp:192.0.2." + e + "/" + e;
      assertThat(sum(tallies, account + " exported")).isEqualTo(12);
      assertThat(sum(tallies, account + " received")).isEqualTo(12);
      assertThat(sum(tallies, account + " sets-parked")).isZero();
      assertThat(sum(tallies, account + " flows")).isEqualTo(12);
    }
  }

  @Test
  void what_came_after_the_last_checkpoint_is_as_if_it_never_came() throws Exception {
    Exports exporter = new Exports(7);
    byte[] templates = exporter.templates();
    byte[] before = exporter.message(4, at(1));
    byte[] after = exporter.message(4, at(2));
    OperatorSubtaskState state;
    try (Decoders decoders = new Decoders(1, null, OPTIONS)) {
      decoders.give(Exports.received("192.0.2.1", at(0), templates));
      decoders.give(Exports.received("192.0.2.1", at(1), before));
      state = decoders.save();
      decoders.give(Exports.received("192.0.2.1", at(2), after));
      decoders.watermark(at(200) / 1_000_000);
      assertThat(sum(decoders.tallies(), "udp:192.0.2.1/7 exported")).isEqualTo(8);
    }
    try (Decoders decoders = new Decoders(1, state, OPTIONS)) {
      decoders.give(Exports.received("192.0.2.1", at(2), after));
      decoders.watermark(Long.MAX_VALUE);
      assertThat(sum(decoders.tallies(), "udp:192.0.2.1/7 exported")).isEqualTo(8);
      assertThat(sum(decoders.tallies(), "udp:192.0.2.1/7 repeated")).isZero();
    }
  }

  @Test
  void a_silent_exporter_is_forgotten_after_its_life() throws Exception {
    Exports exporter = new Exports(7);
    DecodeOptions hourly = OPTIONS.withSessionLife(Duration.ofHours(1));
    try (Decoders decoders = new Decoders(1, null, hourly)) {
      decoders.give(Exports.received("192.0.2.1", at(0), exporter.templates()));
      decoders.give(Exports.received("192.0.2.1", at(600), exporter.message(4, at(600))));
      decoders.save();
      assertThat(decoders.keys()).isEqualTo(1);
      decoders.watermark(at(3700) / 1_000_000);
      decoders.save();
      assertThat(decoders.keys()).as("ten minutes of its hour are left").isEqualTo(1);
      decoders.watermark(at(4300) / 1_000_000);
      decoders.save();
      assertThat(decoders.keys()).isZero();
      assertThat(sum(decoders.tallies(), "udp:192.0.2.1/7 flows")).isEqualTo(4);
    }
  }

  @Test
  void state_that_was_not_written_for_its_time_to_live_is_gone() throws Exception {
    DecodeOptions brief =
        new DecodeOptions(
            OPTIONS.decoding(),
            OPTIONS.window(),
            OPTIONS.udpTemplateLife(),
            OPTIONS.tellEvery(),
            OPTIONS.sessionLife(),
            false,
            Duration.ofDays(1));
    Exports exporter = new Exports(7);
    byte[] templates = exporter.templates();
    OperatorSubtaskState state;
    try (Decoders decoders = new Decoders(1, null, brief)) {
      decoders.subtasks.get(0).setStateTtlProcessingTime(0);
      decoders.give(Exports.received("192.0.2.1", at(0), templates));
      state = decoders.save();
    }
    for (int days = 0; days < 3; days += 2) {
      try (Decoders decoders = new Decoders(1, state, brief)) {
        decoders.subtasks.get(0).setStateTtlProcessingTime(Duration.ofDays(days).toMillis());
        decoders.give(Exports.received("192.0.2.1", at(1), exporter.message(2, at(1))));
        assertThat(decoders.flows()).hasSize(days == 0 ? 2 : 0);
      }
    }
  }

  @Test
  void sessions_beyond_the_limit_are_refused_and_counted() throws Exception {
    DecodeOptions two =
        OPTIONS.withDecoding(
            () -> {
              var standard = io.mudlark.ipfix.decode.DecodeSettings.standard();
              return standard.withLimits(standard.limits().withDomains(2, 10_000));
            });
    try (Decoders decoders = new Decoders(1, null, two)) {
      for (int i = 1; i <= 5; i++) {
        decoders.give(Exports.received("192.0.2." + i, at(0), new Exports(i).templates()));
      }
      assertThat(sum(decoders.tallies(), "messages-of-refused-sessions")).isEqualTo(3);
    }
  }

  @Test
  void templates_of_a_connection_end_with_it_and_so_does_its_state() throws Exception {
    Exports exporter = new Exports(7);
    String session = "tcp:192.0.2.1:40000";
    byte[] flows = exporter.message(3, at(2));
    try (Decoders decoders = new Decoders(1, null, OPTIONS)) {
      decoders.give(new ExportDatagram("lab", session, at(1), exporter.templates()));
      decoders.give(new ExportDatagram("lab", session, at(3), flows));
      decoders.save();
      assertThat(decoders.keys()).isPositive();
      decoders.give(ExportDatagram.end("lab", session, at(4), 7));
      assertThat(decoders.keys()).isZero();
      assertThat(sum(decoders.tallies(), "tcp:192.0.2.1/7 flows")).isEqualTo(3);
      decoders.watermark(at(20) / 1_000_000);
      assertThat(decoders.keys()).isZero();
      // the same port again is another session: it has no templates yet
      decoders.give(new ExportDatagram("lab", session, at(25), flows));
      decoders.give(ExportDatagram.end("lab", session, at(26), 7));
      assertThat(decoders.flows()).hasSize(3);
      assertThat(sum(decoders.tallies(), "tcp:192.0.2.1/7 sets-undecodable")).isEqualTo(1);
      assertThat(sum(decoders.tallies(), "tcp:192.0.2.1/7 sets-waiting")).isZero();
    }
  }

  @Test
  void thousands_of_connections_one_after_the_other_need_the_room_of_one() throws Exception {
    try (Decoders decoders = new Decoders(1, null, OPTIONS)) {
      for (int i = 0; i < 5_000; i++) {
        String session = "tcp:192.0.2.1:" + (1024 + i);
        decoders.give(new ExportDatagram("lab", session, at(i), new Exports(7).templates()));
        decoders.give(ExportDatagram.end("lab", session, at(i), 7));
      }
      assertThat(sum(decoders.tallies(), "messages-of-refused-sessions")).isZero();
      assertThat(sum(decoders.tallies(), "tcp:192.0.2.1/7 messages")).isEqualTo(5_000);
    }
  }
}
