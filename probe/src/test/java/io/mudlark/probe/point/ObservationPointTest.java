package io.mudlark.probe.point;

import static io.mudlark.probe.testing.PacketBuilder.packet;
import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.TcpFlags;
import io.mudlark.ledger.Tally;
import io.mudlark.probe.capture.InputProblem;
import io.mudlark.probe.meter.MeterConfig;
import io.mudlark.probe.testing.Captures;
import io.mudlark.probe.testing.Captures.Timed;
import io.mudlark.probe.testing.DnsBuilder;
import io.mudlark.probe.testing.Observed;
import io.mudlark.probe.testing.PacketBuilder;
import io.mudlark.probe.testing.PcapngBuilder;
import io.mudlark.stream.Observation;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObservationPointTest {
  private static final long SECOND = 1_000_000_000L;

  @TempDir private Path folder;

  private Path capture(String name, Timed... packets) {
    return Captures.write(folder.resolve(name), List.of(packets));
  }

  private static Timed udp(long second, int port) {
    return new Timed(second * SECOND, packet().udpPorts(port, 9).frame());
  }

  @Test
  void meters_a_flow_across_the_edge_of_two_files() {
    Path first = capture("b.pcap", udp(1, 7), udp(2, 7));
    Path second = capture("a.pcap", udp(3, 7), udp(4, 7));
    Observed observed = Observed.of(second, first);
    assertThat(observed.flows()).hasSize(1);
    assertThat(observed.flows().get(0).packets()).isEqualTo(4);
    assertThat(observed.notes()).isEmpty();
  }

  @Test
  void merges_overlapping_files_by_packet_time_and_notes_it() {
    Path first = capture("a.pcap", udp(1, 1), udp(100, 1), udp(200, 1));
    Path second = capture("b.pcap", udp(50, 1), udp(150, 1));
    Observed observed = Observed.of(first, second);
    assertThat(observed.flows()).hasSize(1);
    assertThat(observed.flows().get(0).packets()).isEqualTo(5);
    assertThat(observed.notes()).containsOnly(Map.entry("files-overlapping", 1L));
  }

  @Test
  void names_the_file_and_the_link_type_that_cannot_be_dissected() throws IOException {
    Path file = capture("air.pcap", udp(1, 1), udp(2, 1));
    byte[] octets = Files.readAllBytes(file);
    octets[23] = 127;
    Files.write(file, octets);
    Observed observed = Observed.of(file);
    assertThat(observed.problems())
        .extracting(InputProblem::toString)
        .containsExactly(
            file
                + ": 2 packets of link type 127 (IEEE 802.11 with radiotap header) cannot be"
                + " dissected");
    assertThat(observed.fates()).isEqualTo(Map.of("unsupported-link-type", 2L));
  }

  @Test
  void skips_a_file_with_the_content_of_another_and_counts_its_packets() throws IOException {
    Path first = capture("a.pcap", udp(1, 1), udp(2, 1));
    Path copy = Files.copy(first, folder.resolve("copy.pcap"));
    Observed observed = Observed.of(first, copy);
    assertThat(observed.flowPackets()).isEqualTo(2);
    assertThat(observed.fates()).isEqualTo(Map.of("metered", 2L, "duplicate-file", 2L));
    assertThat(observed.notes()).isEqualTo(Map.of("files-duplicate", 1L));
    assertThat(observed.packets()).isEqualTo(4);
  }

  @Test
  void files_alike_in_all_but_content_are_both_read() {
    Path first = capture("a.pcap", udp(1, 1), udp(2, 1));
    Path other = capture("b.pcap", udp(1, 2), udp(2, 2));
    Observed observed = Observed.of(first, other);
    assertThat(observed.flowPackets()).isEqualTo(4);
    assertThat(Observed.of(other, first)).isEqualTo(observed);
  }

  @Test
  void sorts_a_file_that_is_out_of_time_order() {
    Observed ordered = Observed.of(capture("a.pcap", udp(1, 1), udp(2, 2), udp(90, 3), udp(91, 4)));
    Observed shuffled =
        Observed.of(capture("b.pcap", udp(90, 3), udp(2, 2), udp(91, 4), udp(1, 1)));
    assertThat(shuffled.flows()).isEqualTo(ordered.flows());
    assertThat(shuffled.notes()).isEqualTo(Map.of("packets-out-of-order", 2L));
  }

  @Test
  void refuses_to_sort_more_than_its_limit_and_counts_the_packets() {
    Path shuffled = capture("a.pcap", udp(3, 1), udp(2, 1), udp(1, 1));
    List<InputProblem> problems = new ArrayList<>();
    CaptureSelection selection = new CaptureSelection(List.of(shuffled), 2, problems::add);
    assertThat(selection.chosen()).isEmpty();
    assertThat(selection.setAside().sum()).isEqualTo(3);
    assertThat(problems).singleElement().asString().contains("3 packets out of time order");
  }

  @Test
  void a_bad_file_is_a_problem_and_a_note_and_no_more() throws IOException {
    Path good = capture("a.pcap", udp(1, 1));
    Path bad = Files.write(folder.resolve("bad.pcap"), new byte[] {1, 2, 3, 4, 5});
    Path absent = folder.resolve("absent.pcap");
    Observed observed = Observed.of(bad, good, absent);
    assertThat(observed.flowPackets()).isEqualTo(1);
    assertThat(observed.problems())
        .extracting(InputProblem::path)
        .containsExactly(bad.toString(), absent.toString());
    assertThat(observed.notes()).isEqualTo(Map.of("files-unreadable", 2L, "input-problems", 2L));
  }

  @Test
  void a_cut_file_gives_its_whole_packets_and_one_problem() throws IOException {
    byte[] whole = Files.readAllBytes(capture("a.pcap", udp(1, 1), udp(2, 1)));
    Path cut = Files.write(folder.resolve("cut.pcap"), Arrays.copyOf(whole, whole.length - 1));
    Observed observed = Observed.of(cut);
    assertThat(observed.fates()).isEqualTo(Map.of("metered", 1L));
    assertThat(observed.problems()).hasSize(1);
  }

  @Test
  void ends_with_tallies_and_the_end_mark_at_the_time_of_the_last_packet() {
    byte[] arp = PacketBuilder.frame(0x0806, new byte[28]);
    Observed observed = Observed.of(capture("a.pcap", udp(1, 1), new Timed(7 * SECOND, arp)));
    List<Observation> all = observed.observations();
    assertThat(all.get(all.size() - 1)).isEqualTo(Observation.end("lab", 7 * SECOND));
    assertThat(all)
        .contains(
            Observation.of(new Tally("lab", Tally.Book.PACKETS, "arp", 1, 1), 7 * SECOND),
            Observation.of(new Tally("lab", Tally.Book.PACKETS, "metered", 1, 1), 7 * SECOND));
  }

  @Test
  void without_any_packet_there_is_no_end_mark() {
    assertThat(Observed.of(capture("empty.pcap")).observations()).isEmpty();
    assertThat(Observed.of(folder.resolve("absent")).observations())
        .allMatch(observation -> observation.kind() == Observation.Kind.TALLY)
        .allMatch(observation -> observation.timeNanos() == 0);
  }

  @Test
  void packets_without_a_time_are_counted_and_the_end_mark_still_comes() throws IOException {
    byte[] file =
        new PcapngBuilder()
            .section(ByteOrder.LITTLE_ENDIAN)
            .describe(1)
            .simple(packet().frame())
            .bytes();
    Observed observed = Observed.of(Files.write(folder.resolve("simple.pcapng"), file));
    assertThat(observed.fates()).isEqualTo(Map.of("without-time", 1L));
    assertThat(observed.observations()).contains(Observation.end("lab", 0));
  }

  @Test
  void other_packets_move_the_clock_of_the_meter_too() {
    byte[] arp = PacketBuilder.frame(0x0806, new byte[28]);
    Path file = capture("a.pcap", udp(1, 1), new Timed(100 * SECOND, arp));
    List<Observation> seen = new ArrayList<>();
    try (ObservationPoint point =
        ObservationPoint.open("lab", List.of(file), MeterConfig.DEFAULT, problem -> {})) {
      assertThat(point.advance(seen::add)).isTrue();
      assertThat(seen).isEmpty();
      assertThat(point.advance(seen::add)).isTrue();
      assertThat(seen).hasSize(1);
      assertThat(point.clockNanos()).isEqualTo(100 * SECOND);
      assertThat(point.packetsRead()).isEqualTo(2);
      assertThat(point.packetsTotal()).isEqualTo(2);
      assertThat(point.octetsRead()).isEqualTo(point.octetsTotal()).isEqualTo(42 + 42);
      assertThat(point.advance(seen::add)).isFalse();
      int size = seen.size();
      assertThat(point.advance(seen::add)).isFalse();
      assertThat(seen).hasSize(size);
    }
  }

  @Test
  void dns_answers_become_bindings_at_their_time() {
    byte[] message =
        new DnsBuilder().question("a.example", 1).address("a.example", 9, "192.0.2.1").message();
    Timed answer = new Timed(5 * SECOND, packet().udpPorts(53, 1234, message).frame());
    Observed observed = Observed.of(capture("a.pcap", answer));
    assertThat(observed.bindings()).hasSize(1);
    assertThat(observed.bindings().get(0).timeNanos()).isEqualTo(5 * SECOND);
    assertThat(observed.notes()).isEqualTo(Map.of("dns-bindings", 1L));
  }

  @Test
  void a_file_that_vanishes_after_the_first_look_is_accounted_for() throws IOException {
    Path early = capture("a.pcap", udp(1, 1));
    Path late = capture("b.pcap", udp(2, 1), udp(3, 1));
    List<InputProblem> problems = new ArrayList<>();
    List<Observation> seen = new ArrayList<>();
    try (ObservationPoint point =
        ObservationPoint.open("lab", List.of(early, late), MeterConfig.DEFAULT, problems::add)) {
      Files.delete(late);
      boolean more = true;
      while (more) {
        more = point.advance(seen::add);
      }
      assertThat(point.packetsRead()).isEqualTo(point.packetsTotal()).isEqualTo(3);
    }
    assertThat(problems).hasSize(1);
    assertThat(seen)
        .contains(Observation.of(new Tally("lab", Tally.Book.PACKETS, "lost-file", 2, 2), SECOND));
  }

  @Test
  void connections_of_one_instant_keep_different_ids() {
    Timed syn = new Timed(SECOND, packet().tcp(1, 2, TcpFlags.SYN, 5).frame());
    Timed reset = new Timed(SECOND, packet().tcp(1, 2, TcpFlags.RST, 6).frame());
    Timed next = new Timed(SECOND, packet().tcp(1, 2, TcpFlags.SYN, 7).frame());
    Observed observed = Observed.of(capture("a.pcap", syn, reset, next));
    assertThat(observed.flows()).extracting(FlowRecord::id).hasSize(2).doesNotHaveDuplicates();
  }
}
