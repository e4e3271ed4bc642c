package io.mudlark.probe.meter;

import static io.mudlark.probe.testing.PacketBuilder.packet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudlark.flow.Counters;
import io.mudlark.flow.EndReason;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.Initiation;
import io.mudlark.flow.MacAddress;
import io.mudlark.flow.TcpFlags;
import io.mudlark.probe.capture.LinkType;
import io.mudlark.probe.packet.Dissector;
import io.mudlark.probe.packet.Fate;
import io.mudlark.probe.packet.PacketView;
import io.mudlark.probe.testing.Captures;
import io.mudlark.probe.testing.PacketBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlowMeterTest {
  private static final String CLIENT = "10.0.0.9";
  private static final String SERVER = "10.0.0.1";
  private static final int SYN = TcpFlags.SYN;
  private static final int ACK = TcpFlags.ACK;
  private static final int FIN = TcpFlags.FIN;
  private static final int RST = TcpFlags.RST;

  private final List<FlowRecord> flows = new ArrayList<>();
  private final Dissector dissector = new Dissector();
  private final PacketView view = new PacketView();
  private FlowMeter meter = new FlowMeter("lab", MeterConfig.DEFAULT, flows::add);

  private void see(double second, PacketBuilder packet) {
    byte[] frame = packet.frame();
    long nanos = Math.round(second * 1e9);
    Fate fate =
        dissector.dissect(
            Captures.show(LinkType.ETHERNET, frame, frame.length, frame.length, nanos), view);
    assertThat(fate).isEqualTo(Fate.METERED);
    meter.accept(view);
  }

  private void toServer(double second, int flags, int sequence) {
    see(second, packet().from(CLIENT).to(SERVER).tcp(50000, 1883, flags, sequence));
  }

  private void toClient(double second, int flags, int sequence) {
    see(second, packet().from(SERVER).to(CLIENT).tcp(1883, 50000, flags, sequence));
  }

  private FlowRecord onlyFlow() {
    meter.flush();
    assertThat(flows).hasSize(1);
    return flows.get(0);
  }

  @Test
  void puts_both_directions_of_a_connection_into_one_record() {
    toServer(1, SYN, 10);
    toClient(2, SYN | ACK, 20);
    toServer(3, ACK, 11);
    FlowRecord flow = onlyFlow();
    assertThat(flow.key().source()).hasToString(CLIENT);
    assertThat(flow.key().sourcePort()).isEqualTo(50000);
    assertThat(flow.key().destinationPort()).isEqualTo(1883);
    assertThat(flow.forward())
        .isEqualTo(new Counters(2, 80, SYN | ACK, 1_000_000_000L, 3_000_000_000L));
    assertThat(flow.reverse())
        .isEqualTo(new Counters(1, 40, SYN | ACK, 2_000_000_000L, 2_000_000_000L));
    assertThat(flow.startNanos()).isEqualTo(1_000_000_000L);
    assertThat(flow.endNanos()).isEqualTo(3_000_000_000L);
    assertThat(flow.initiation()).isEqualTo(Initiation.SYN);
    assertThat(flow.endReason()).isEqualTo(EndReason.FORCED_END);
    assertThat(flow.observationPoint()).isEqualTo("lab");
  }

  @Test
  void takes_the_receiver_of_a_syn_ack_as_the_initiator() {
    toClient(1, SYN | ACK, 20);
    toServer(2, ACK, 11);
    FlowRecord flow = onlyFlow();
    assertThat(flow.key().source()).hasToString(CLIENT);
    assertThat(flow.initiation()).isEqualTo(Initiation.SYN_ACK);
    assertThat(flow.forward().packets()).isEqualTo(1);
  }

  @Test
  void does_not_know_the_initiator_of_a_connection_whose_handshake_it_missed() {
    toClient(1, ACK, 20);
    toServer(2, ACK, 11);
    FlowRecord flow = onlyFlow();
    assertThat(flow.key().source()).hasToString(SERVER);
    assertThat(flow.initiation()).isEqualTo(Initiation.UNKNOWN);
  }

  @Test
  void the_sender_of_the_first_packet_is_the_source_when_it_is_not_tcp() {
    see(1, packet().from(SERVER).to(CLIENT).udpPorts(53, 40000));
    see(2, packet().from(CLIENT).to(SERVER).udpPorts(40000, 53));
    FlowRecord flow = onlyFlow();
    assertThat(flow.key().source()).hasToString(SERVER);
    assertThat(flow.key().sourcePort()).isEqualTo(53);
    assertThat(flow.initiation()).isEqualTo(Initiation.FIRST_PACKET);
  }

  @Test
  void keeps_the_macs_of_both_ends() {
    see(1, packet().macs("02:00:00:00:00:0a", "02:00:00:00:00:0b").udpPorts(1, 2));
    FlowRecord flow = onlyFlow();
    assertThat(flow.sourceMac()).isEqualTo(MacAddress.parse("02:00:00:00:00:0a"));
    assertThat(flow.destinationMac()).isEqualTo(MacAddress.parse("02:00:00:00:00:0b"));
  }

  @Test
  void keeps_the_same_addresses_in_two_vlans_apart() {
    see(1, packet().tags(0x8100, 10).udpPorts(1, 2));
    see(1, packet().tags(0x8100, 20).udpPorts(1, 2));
    meter.flush();
    assertThat(flows).extracting(flow -> flow.key().vlanId()).containsExactlyInAnyOrder(10, 20);
  }

  @Test
  void an_echo_request_and_its_reply_are_one_record_and_other_identifiers_another() {
    see(1, packet().from(CLIENT).to(SERVER).icmp(8, 0, 1));
    see(1, packet().from(CLIENT).to(SERVER).icmp(8, 0, 2));
    see(2, packet().from(SERVER).to(CLIENT).icmp(0, 0, 1));
    meter.flush();
    assertThat(flows).hasSize(2);
    assertThat(flows).allMatch(flow -> flow.key().destinationPort() == 2048);
    assertThat(flows)
        .extracting(flow -> flow.reverse().packets())
        .containsExactlyInAnyOrder(0L, 1L);
    assertThat(flows.get(0).id()).isNotEqualTo(flows.get(1).id());
  }

  @Test
  void icmp_messages_of_different_type_or_direction_are_records_of_their_own() {
    see(1, packet().from(CLIENT).to(SERVER).icmp(3, 3, 0));
    see(1, packet().from(SERVER).to(CLIENT).icmp(3, 3, 0));
    see(1, packet().from(CLIENT).to(SERVER).icmp(3, 1, 0));
    meter.flush();
    assertThat(flows)
        .extracting(flow -> flow.key().destinationPort())
        .containsExactlyInAnyOrder(771, 771, 769);
  }

  @Test
  void closes_a_record_when_a_packet_is_more_than_the_idle_timeout_later() {
    see(0, packet().udpPorts(1, 2));
    see(60, packet().udpPorts(1, 2));
    assertThat(flows).isEmpty();
    see(120.001, packet().udpPorts(3, 4));
    assertThat(flows).hasSize(1);
    assertThat(flows.get(0).packets()).isEqualTo(2);
    assertThat(flows.get(0).endReason()).isEqualTo(EndReason.IDLE_TIMEOUT);
  }

  @Test
  void closes_a_record_before_it_spans_the_active_timeout() {
    for (int second = 0; second < 300; second += 10) {
      see(second, packet().udpPorts(1, 2));
    }
    see(299.999, packet().udpPorts(1, 2));
    assertThat(flows).isEmpty();
    see(300, packet().udpPorts(1, 2));
    assertThat(flows).hasSize(1);
    assertThat(flows.get(0).packets()).isEqualTo(31);
    assertThat(flows.get(0).endReason()).isEqualTo(EndReason.ACTIVE_TIMEOUT);
    meter.flush();
    assertThat(flows.get(1).startNanos()).isEqualTo(300_000_000_000L);
    assertThat(flows.get(1).packets()).isEqualTo(1);
  }

  @Test
  void remembers_who_opened_a_connection_that_was_silent() {
    toServer(0, SYN, 10);
    toClient(1, SYN | ACK, 20);
    toClient(100, ACK, 21);
    meter.flush();
    assertThat(flows).hasSize(2);
    assertThat(flows.get(1).key().source()).hasToString(CLIENT);
    assertThat(flows.get(1).initiation()).isEqualTo(Initiation.SYN);
    assertThat(flows.get(1).forward().packets()).isZero();
    assertThat(flows.get(1).reverse().packets()).isEqualTo(1);
    assertThat(flows.get(1).startNanos()).isEqualTo(100_000_000_000L);
  }

  @Test
  void forgets_who_opened_a_connection_after_an_hour_of_silence() {
    toServer(0, SYN, 10);
    toClient(1, SYN | ACK, 20);
    toClient(3602, ACK, 21);
    meter.flush();
    assertThat(flows.get(1).initiation()).isEqualTo(Initiation.UNKNOWN);
    assertThat(flows.get(1).key().source()).hasToString(SERVER);
  }

  @Test
  void a_new_syn_after_a_reset_opens_a_new_record() {
    toServer(1, SYN, 10);
    toClient(1.1, RST | ACK, 0);
    toServer(2, SYN, 11);
    assertThat(flows).hasSize(1);
    assertThat(flows.get(0).endReason()).isEqualTo(EndReason.END_DETECTED);
    assertThat(flows.get(0).packets()).isEqualTo(2);
    meter.flush();
    assertThat(flows).hasSize(2);
    assertThat(flows.get(1).packets()).isEqualTo(1);
  }

  @Test
  void a_repeated_syn_after_a_reset_is_the_same_record() {
    toServer(1, SYN, 10);
    toClient(1.1, RST | ACK, 0);
    toServer(2, SYN, 10);
    assertThat(onlyFlow().packets()).isEqualTo(3);
  }

  @Test
  void a_connection_is_over_only_when_both_sides_have_finished() {
    toServer(1, SYN, 10);
    toServer(2, FIN | ACK, 11);
    toServer(3, SYN, 99);
    assertThat(flows).isEmpty();
    toClient(4, FIN | ACK, 20);
    toServer(5, SYN, 100);
    assertThat(flows).hasSize(1);
  }

  @Test
  void two_connections_that_start_at_the_same_instant_have_different_ids() {
    toServer(1, SYN, 10);
    toServer(1, RST, 11);
    toServer(1, SYN, 12);
    meter.flush();
    assertThat(flows).hasSize(2);
    assertThat(flows.get(0).key()).isEqualTo(flows.get(1).key());
    assertThat(flows.get(0).startNanos()).isEqualTo(flows.get(1).startNanos());
    assertThat(flows.get(0).id()).isNotEqualTo(flows.get(1).id());
  }

  @Test
  void gives_up_the_least_recently_used_record_when_full_and_counts_it() {
    meter = new FlowMeter("lab", withRoomFor(2), flows::add);
    see(1, packet().udpPorts(1, 9));
    see(2, packet().udpPorts(2, 9));
    see(3, packet().udpPorts(1, 9));
    see(4, packet().udpPorts(3, 9));
    assertThat(flows).hasSize(1);
    assertThat(flows.get(0).key().sourcePort()).isEqualTo(2);
    assertThat(flows.get(0).endReason()).isEqualTo(EndReason.LACK_OF_RESOURCES);
    assertThat(meter.evicted()).isEqualTo(1);
  }

  @Test
  void forgets_silent_connections_before_it_gives_up_open_records() {
    meter = new FlowMeter("lab", withRoomFor(2), flows::add);
    toServer(0, SYN, 10);
    see(100, packet().udpPorts(1, 9));
    see(101, packet().udpPorts(2, 9));
    assertThat(meter.forgotten()).isEqualTo(1);
    assertThat(meter.evicted()).isZero();
  }

  @Test
  void stays_small_when_every_packet_is_a_flow_of_its_own() {
    meter = new FlowMeter("lab", withRoomFor(1000), flows::add);
    for (int i = 0; i < 50_000; i++) {
      see(i / 1e4, packet().udpPorts(i % 65_536, i / 65_536 + 1));
    }
    assertThat(meter.evicted()).isEqualTo(49_000);
    meter.flush();
    assertThat(flows).hasSize(50_000);
    assertThat(flows.stream().map(FlowRecord::id).distinct().count()).isEqualTo(50_000);
  }

  @Test
  void a_packet_from_the_past_is_counted_at_the_present() {
    see(10, packet().udpPorts(1, 2));
    see(5, packet().udpPorts(1, 2));
    assertThat(onlyFlow().endNanos()).isEqualTo(10_000_000_000L);
    assertThat(meter.lateTimes()).isEqualTo(1);
  }

  @Test
  void flushes_by_end_and_then_by_id() {
    see(3, packet().udpPorts(1, 2));
    for (int port = 10; port < 30; port++) {
      see(4, packet().udpPorts(port, 2));
    }
    see(5, packet().udpPorts(1, 2));
    meter.flush();
    assertThat(flows).hasSize(21);
    assertThat(flows.get(20).key().sourcePort()).isEqualTo(1);
    assertThat(flows.subList(0, 20)).isSortedAccordingTo((a, b) -> a.id().compareTo(b.id()));
  }

  @Test
  void the_window_bounds_the_active_timeout() {
    assertThat(MeterConfig.forWindow(Duration.ofSeconds(10)).activeTimeout())
        .isEqualTo(Duration.ofSeconds(10));
    assertThat(MeterConfig.forWindow(Duration.ofHours(1)).activeTimeout())
        .isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void refuses_settings_that_make_no_sense() {
    Duration second = Duration.ofSeconds(1);
    assertThatThrownBy(() -> new MeterConfig(Duration.ZERO, second, second, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("active timeout");
    assertThatThrownBy(() -> new MeterConfig(second, second.negated(), second, 1))
        .hasMessageContaining("idle timeout");
    assertThatThrownBy(() -> new MeterConfig(second, second, second, 0))
        .hasMessageContaining("room");
  }

  private static MeterConfig withRoomFor(int flows) {
    MeterConfig config = MeterConfig.DEFAULT;
    return new MeterConfig(
        config.activeTimeout(), config.idleTimeout(), config.connectionMemory(), flows);
  }
}
