package io.mudlark.jobs.assemble;

import static io.mudlark.jobs.assemble.Uniflows.flow;
import static io.mudlark.jobs.assemble.Uniflows.key;
import static io.mudlark.jobs.assemble.Uniflows.tcp;
import static io.mudlark.jobs.assemble.Uniflows.udp;
import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.Initiation;
import io.mudlark.flow.IpProtocol;
import io.mudlark.flow.TcpFlags;
import java.util.List;
import org.junit.jupiter.api.Test;

class UniflowPairingTest {
  private static final String CAMERA = "192.168.1.20";
  private static final String CLOUD = "198.51.100.7";
  private static final long LATER = 10_000_000;

  private final UniflowPairing pairing = new UniflowPairing(30_000);

  @Test
  void two_directions_become_one_record_with_both_counters() {
    FlowRecord up = tcp(CAMERA, 40_000, CLOUD, 443, 1_000, 5_000);
    FlowRecord down = tcp(CLOUD, 443, CAMERA, 40_000, 1_020, 5_040);
    FlowRecord biflow = only(up, down);
    assertThat(biflow.key()).isEqualTo(up.key());
    assertThat(biflow.forward()).isEqualTo(up.forward());
    assertThat(biflow.reverse()).isEqualTo(down.forward());
    assertThat(biflow.startNanos()).isEqualTo(1_000_000_000L);
    assertThat(biflow.endNanos()).isEqualTo(5_040_000_000L);
    assertThat(biflow.initiation()).isEqualTo(Initiation.SYN);
    assertThat(biflow.packets()).isEqualTo(6);
  }

  @Test
  void two_uniflows_of_one_end_with_itself_are_each_other_s_direction() {
    FlowRecord one = udp(CAMERA, 5_000, CAMERA, 5_000, 1_000, 5_000);
    FlowRecord other = udp(CAMERA, 5_000, CAMERA, 5_000, 1_020, 5_040);
    assertThat(only(one, other).packets()).isEqualTo(6);
  }

  @Test
  void who_sent_the_bare_syn_began_even_if_its_clock_says_otherwise() {
    FlowRecord up =
        flow(
            key(IpProtocol.TCP, CAMERA, 443, CLOUD, 50_000),
            2_000,
            2_000,
            TcpFlags.SYN,
            Initiation.SYN,
            "udp:a");
    FlowRecord down = tcp(CLOUD, 50_000, CAMERA, 443, 1_000, 2_000);
    assertThat(only(up, down).key()).isEqualTo(up.key());
    assertThat(only(up, down).initiation()).isEqualTo(Initiation.SYN);
  }

  @Test
  void directions_that_began_together_are_told_apart_by_the_service_port() {
    FlowRecord up = tcp(CAMERA, 40_000, CLOUD, 443, 1_000, 5_000);
    FlowRecord down = tcp(CLOUD, 443, CAMERA, 40_000, 1_000, 5_000);
    assertThat(only(up, down).key()).isEqualTo(up.key());
    assertThat(only(up, down).initiation()).isEqualTo(Initiation.UNKNOWN);
    FlowRecord high = udp(CAMERA, 5_683, CLOUD, 40_000, 1_000, 1_000);
    FlowRecord asker = udp(CLOUD, 40_000, CAMERA, 5_683, 1_000, 1_000);
    assertThat(only(high, asker).key()).isEqualTo(asker.key());
  }

  @Test
  void an_answer_after_the_question_is_over_belongs_to_it() {
    FlowRecord question = udp(CAMERA, 40_000, CLOUD, 53, 1_000, 1_000);
    FlowRecord answer = udp(CLOUD, 53, CAMERA, 40_000, 1_025, 1_025);
    assertThat(only(question, answer).key()).isEqualTo(question.key());
  }

  @Test
  void echo_and_reply_are_one_conversation_begun_by_the_request() {
    FlowRecord request =
        flow(
            key(IpProtocol.ICMP, CAMERA, 0, CLOUD, 0x0800),
            1_000,
            2_000,
            0,
            Initiation.FIRST_PACKET,
            "udp:a");
    FlowRecord reply =
        flow(
            key(IpProtocol.ICMP, CLOUD, 0, CAMERA, 0),
            999,
            2_010,
            0,
            Initiation.FIRST_PACKET,
            "udp:a");
    assertThat(UniflowKey.of(request)).isEqualTo(UniflowKey.of(reply));
    assertThat(only(request, reply).key()).isEqualTo(request.key());
  }

  @Test
  void other_icmp_messages_stay_alone() {
    FlowRecord unreachable =
        flow(
            key(IpProtocol.ICMP, CLOUD, 0, CAMERA, 0x0301),
            1_000,
            2_000,
            0,
            Initiation.FIRST_PACKET,
            "udp:a");
    FlowRecord request =
        flow(
            key(IpProtocol.ICMP, CAMERA, 0, CLOUD, 0x0800),
            1_000,
            2_000,
            0,
            Initiation.FIRST_PACKET,
            "udp:a");
    assertThat(pairing.settle(List.of(unreachable, request), LATER).alone()).hasSize(2);
  }

  @Test
  void ends_further_apart_than_allowed_stay_alone() {
    FlowRecord up = udp(CAMERA, 40_000, CLOUD, 443, 0, 1_000);
    FlowRecord down = udp(CLOUD, 443, CAMERA, 40_000, 0, 31_001);
    UniflowPairing.Settled settled = pairing.settle(List.of(up, down), LATER);
    assertThat(settled.biflows()).isEmpty();
    assertThat(settled.alone()).containsExactly(up, down);
  }

  @Test
  void a_flow_without_its_partner_is_held_until_none_can_come() {
    FlowRecord up = udp(CAMERA, 40_000, CLOUD, 443, 0, 1_000);
    assertThat(pairing.settle(List.of(up), 30_999).held()).containsExactly(up);
    assertThat(pairing.settle(List.of(up), 31_000).alone()).containsExactly(up);
  }

  @Test
  void parts_of_a_long_conversation_find_their_own_counterparts() {
    FlowRecord up1 = udp(CAMERA, 40_000, CLOUD, 443, 0, 20_000);
    FlowRecord up2 = udp(CAMERA, 40_000, CLOUD, 443, 20_001, 40_000);
    FlowRecord down1 = udp(CLOUD, 443, CAMERA, 40_000, 5, 20_050);
    FlowRecord down2 = udp(CLOUD, 443, CAMERA, 40_000, 20_060, 39_990);
    List<FlowRecord> biflows = pairing.settle(List.of(down2, up2, down1, up1), LATER).biflows();
    assertThat(biflows).hasSize(2);
    assertThat(biflows.get(0).reverse()).isEqualTo(down1.forward());
    assertThat(biflows.get(1).reverse()).isEqualTo(down2.forward());
    assertThat(biflows.get(0).id()).isNotEqualTo(biflows.get(1).id());
  }

  @Test
  void a_flow_seen_by_two_exporters_is_paired_per_exporter() {
    FlowRecord up = udp(CAMERA, 40_000, CLOUD, 443, 0, 20_000);
    FlowRecord down = udp(CLOUD, 443, CAMERA, 40_000, 0, 20_000);
    List<FlowRecord> all = List.of(up, Uniflows.by(up, "udp:b"), down, Uniflows.by(down, "udp:b"));
    List<FlowRecord> biflows = pairing.settle(all, LATER).biflows();
    assertThat(biflows).hasSize(2);
    assertThat(biflows).allMatch(b -> b.packets() == 6);
  }

  private FlowRecord only(FlowRecord a, FlowRecord b) {
    UniflowPairing.Settled settled = pairing.settle(List.of(a, b), LATER);
    UniflowPairing.Settled reversed = pairing.settle(List.of(b, a), LATER);
    assertThat(settled).isEqualTo(reversed);
    assertThat(settled.alone()).isEmpty();
    assertThat(settled.held()).isEmpty();
    assertThat(settled.biflows()).hasSize(1);
    return settled.biflows().get(0);
  }
}
