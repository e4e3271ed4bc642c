package io.mudlark.ipfix.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.Counters;
import io.mudlark.flow.EndReason;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.Initiation;
import io.mudlark.flow.MacAddress;
import io.mudlark.ipfix.golden.Decoded;
import io.mudlark.ipfix.ledger.DecodeFate;
import io.mudlark.ipfix.ledger.LossLedger;
import io.mudlark.ipfix.record.ListValue;
import io.mudlark.ipfix.record.RecordView.Repeated;
import io.mudlark.ipfix.record.SamplingInterval;
import io.mudlark.ipfix.registry.ElementCsv;
import io.mudlark.ipfix.registry.ElementRegistry;
import io.mudlark.ipfix.wire.Protocol;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessageDecoderTest {
  private final Decoded decoded = Decoded.standard();

  private Map<String, Object> only() {
    assertThat(decoded.problems).isEmpty();
    assertThat(decoded.rows).hasSize(1);
    return decoded.rows.get(0).fields();
  }

  private long count(DecodeFate fate) {
    return decoded.decoder.domains().stream().mapToLong(d -> d.ledger().of(fate)).sum();
  }

  private Decoded accept(byte[] message) {
    return decoded.accept("e", 0, message);
  }

  private static Bytes template(int id, int... idsAndLengths) {
    return Bytes.of().u16(id, idsAndLengths.length / 2).u16(idsAndLengths);
  }

  @Test
  void keeps_a_repeated_element_in_its_order() {
    Bytes sets =
        Bytes.of().set(2, template(256, 7, 2, 7, 2, 7, 2)).set(256, Bytes.of().u16(3, 1, 2));
    accept(Bytes.ipfix(0, sets));
    assertThat(only()).containsEntry("sourceTransportPort", new Repeated(List.of(3L, 1L, 2L)));
  }

  @Test
  void reads_variable_lengths_of_one_and_three_octets_and_of_none() {
    Bytes record = Bytes.of().u8(2, 'h', 'i').u8(255).u16(3).u8('a', 'b', 'c').u8(0);
    Bytes sets = Bytes.of().set(2, template(256, 82, 65535, 83, 65535, 94, 65535)).set(256, record);
    accept(Bytes.ipfix(0, sets));
    assertThat(only().values()).containsExactly("hi", "abc", "");
  }

  @Test
  void reads_numbers_of_reduced_size_by_the_length_in_the_template() {
    Bytes record = Bytes.of().u8(7).u8(1, 0, 0).u16(0, 1, 2).u8(0xFF, 0xFE);
    Bytes sets = Bytes.of().set(2, template(256, 1, 1, 2, 3, 85, 6, 434, 2)).set(256, record);
    accept(Bytes.ipfix(0, sets));
    assertThat(only().values()).containsExactly(7L, 65536L, 65538L, -2L);
  }

  @Test
  void reads_all_forms_of_time() {
    long ntp = (1_700_000_000L + 2_208_988_800L) << 32 | 0x8000_0000L;
    Bytes record = Bytes.of().u32(1_700_000_000L).u64(1_700_000_000_123L).u64(ntp).u64(ntp);
    Bytes sets = Bytes.of().set(2, template(256, 150, 4, 152, 8, 154, 8, 156, 8)).set(256, record);
    accept(Bytes.ipfix(0, sets));
    assertThat(only().values())
        .containsExactly(
            Instant.ofEpochSecond(1_700_000_000),
            Instant.ofEpochMilli(1_700_000_000_123L),
            Instant.ofEpochMilli(1_700_000_000_500L),
            Instant.ofEpochMilli(1_700_000_000_500L));
  }

  @Test
  void reads_ntp_times_of_the_era_that_begins_in_2036() {
    Bytes sets = Bytes.of().set(2, template(256, 156, 8)).set(256, Bytes.of().u32(0, 0));
    accept(Bytes.ipfix(0, sets));
    assertThat(only()).containsEntry("flowStartNanoseconds", Instant.parse("2036-02-07T06:28:16Z"));
  }

  @Test
  void counts_back_from_the_header_when_the_uptime_has_wrapped() {
    Bytes sets =
        Bytes.of()
            .set(0, template(256, 8, 4, 12, 4, 22, 4, 21, 4, 1, 4, 2, 4))
            .set(256, Bytes.of().u32(1, 2, 0xFFFF_FFFFL, 50_000, 9, 1));
    accept(Bytes.netflow9(0, 2, sets));
    FlowRecord flow = decoded.flows.get(0).flow();
    // uptime 100,000 ms at export; the flow began 1 ms before the counter wrapped to 0
    assertThat(flow.startNanos()).isEqualTo(1_699_999_899_999_000_000L);
    assertThat(flow.endNanos()).isEqualTo(1_699_999_950_000_000_000L);
  }

  @Test
  void reads_data_that_came_before_its_template() {
    accept(Bytes.ipfix(0, Bytes.of().set(256, Bytes.of().u16(80, 443))));
    assertThat(decoded.rows).isEmpty();
    accept(Bytes.ipfix(2, Bytes.of().set(2, template(256, 7, 2))));
    assertThat(decoded.rows).hasSize(2);
    assertThat(count(DecodeFate.SETS_UNPARKED)).isEqualTo(1);
    assertThat(count(DecodeFate.RECORDS_UNPARKED)).isEqualTo(2);
    var account = decoded.decoder.domains().iterator().next().ledger();
    assertThat(account.account(io.mudlark.ipfix.wire.Protocol.IPFIX).received()).isEqualTo(2);
  }

  @Test
  void goes_on_behind_a_set_without_a_template() {
    Bytes sets =
        Bytes.of()
            .set(300, Bytes.of().u32(1, 2))
            .set(77, Bytes.of().u32(5))
            .set(2, template(256, 7, 2))
            .set(256, Bytes.of().u16(80));
    accept(Bytes.ipfix(0, sets));
    assertThat(only()).containsEntry("sourceTransportPort", 80L);
    assertThat(count(DecodeFate.SETS_PARKED)).isEqualTo(1);
    assertThat(count(DecodeFate.SETS_UNKNOWN)).isEqualTo(1);
  }

  /** An idle exporter repeats its templates (RFC 7011 8.4) under one sequence number. */
  @Test
  void templates_sent_again_are_no_repeated_datagram() {
    byte[] message = Bytes.ipfix(42, Bytes.of().set(2, template(256, 7, 2)));
    for (int i = 0; i < 3; i++) {
      byte[] later = message.clone();
      later[7] += (byte) i;
      accept(later);
    }
    accept(message);
    LossLedger ledger = decoded.decoder.domains().iterator().next().ledger();
    assertThat(ledger.account(Protocol.IPFIX).duplicateMessages()).isEqualTo(1);
  }

  @Test
  void the_records_of_a_repeated_datagram_are_handed_on_once() {
    Bytes data = Bytes.of().set(256, Bytes.of().u16(80, 443));
    byte[] first = Bytes.ipfix(0, Bytes.of().set(2, template(256, 7, 2)).raw(data.octets()));
    byte[] second = Bytes.ipfix(2, data);
    for (byte[] message : new byte[][] {first, second, first, second, first}) {
      accept(message);
    }
    assertThat(decoded.rows).hasSize(4);
    assertThat(count(DecodeFate.RECORDS_DECODED)).isEqualTo(4);
    assertThat(count(DecodeFate.RECORDS_REPEATED)).isEqualTo(6);
    assertThat(count(DecodeFate.MESSAGES_READ)).isEqualTo(5);
    var account = decoded.decoder.domains().iterator().next().ledger().account(Protocol.IPFIX);
    assertThat(account.exported()).isEqualTo(4);
    assertThat(account.duplicateUnits()).isEqualTo(6);
    assertThat(account.duplicateMessages()).isEqualTo(3);
  }

  @Test
  void a_repeated_datagram_waits_for_no_template_a_second_time() {
    byte[] message = Bytes.ipfix(0, Bytes.of().set(256, Bytes.of().u16(80, 443)));
    accept(message);
    accept(message);
    assertThat(count(DecodeFate.SETS_PARKED)).isEqualTo(1);
    accept(Bytes.ipfix(2, Bytes.of().set(2, template(256, 7, 2))));
    assertThat(decoded.rows).hasSize(2);
    accept(message);
    assertThat(decoded.rows).hasSize(2);
    var account = decoded.decoder.domains().iterator().next().ledger().account(Protocol.IPFIX);
    assertThat(account.duplicateMessages()).isEqualTo(2);
    assertThat(account.residual()).isZero();
  }

  /** Over TCP a template may be withdrawn and told again within a second (RFC 7011 8.1). */
  @Test
  void a_template_told_again_after_its_withdrawal_is_known_again() {
    byte[] told = Bytes.ipfix(0, Bytes.of().set(2, template(256, 7, 2)));
    accept(told);
    accept(Bytes.ipfix(0, Bytes.of().set(2, Bytes.of().u16(256, 0))));
    accept(told);
    accept(Bytes.ipfix(0, Bytes.of().set(256, Bytes.of().u16(80))));
    assertThat(only()).containsEntry("sourceTransportPort", 80L);
  }

  @Test
  void a_redefined_template_replaces_the_old_one() {
    accept(Bytes.ipfix(0, Bytes.of().set(2, template(256, 7, 2))));
    accept(Bytes.ipfix(0, Bytes.of().set(2, template(256, 11, 2))));
    accept(Bytes.ipfix(0, Bytes.of().set(256, Bytes.of().u16(80))));
    assertThat(only()).containsOnlyKeys("destinationTransportPort");
    assertThat(count(DecodeFate.TEMPLATES_REDEFINED)).isEqualTo(1);
  }

  /** A router that exports both, or two exporters on one machine: ids start at 256 for each. */
  @Test
  void one_id_may_mean_one_thing_in_netflow_and_another_in_ipfix() {
    accept(Bytes.netflow9(0, 1, Bytes.of().set(0, template(256, 8, 4, 2, 4))));
    accept(Bytes.ipfix(0, Bytes.of().set(2, template(256, 12, 4, 11, 2))));
    accept(Bytes.netflow9(1, 1, Bytes.of().set(256, Bytes.of().u32(1, 7))));
    accept(Bytes.ipfix(0, Bytes.of().set(256, Bytes.of().u32(2).u16(53))));
    assertThat(decoded.rows)
        .extracting(row -> row.fields().toString())
        .containsExactly(
            "{sourceIPv4Address=0.0.0.1, packetDeltaCount=7}",
            "{destinationIPv4Address=0.0.0.2, destinationTransportPort=53}");
    assertThat(count(DecodeFate.TEMPLATES_REDEFINED)).isZero();
  }

  @Test
  void a_withdrawn_template_is_gone_and_so_are_all_on_request() {
    accept(
        Bytes.ipfix(0, Bytes.of().set(2, template(256, 7, 2).raw(template(257, 7, 2).octets()))));
    accept(Bytes.ipfix(0, Bytes.of().set(2, Bytes.of().u16(256, 0))));
    assertThat(decoded.decoder.domains().iterator().next().templates(Protocol.IPFIX).size())
        .isEqualTo(1);
    accept(Bytes.ipfix(0, Bytes.of().set(2, Bytes.of().u16(2, 0))));
    assertThat(decoded.decoder.domains().iterator().next().templates(Protocol.IPFIX).size())
        .isZero();
    assertThat(count(DecodeFate.TEMPLATES_WITHDRAWN)).isEqualTo(2);
  }

  @Test
  void exporters_and_domains_do_not_share_templates() {
    decoded.accept("a", 0, Bytes.ipfix(0, Bytes.of().set(2, template(256, 7, 2))));
    decoded.accept("b", 0, Bytes.ipfix(0, Bytes.of().set(256, Bytes.of().u16(80))));
    assertThat(decoded.rows).isEmpty();
  }

  @Test
  void knows_mission_by_its_template_and_reads_its_unix_times() {
    Bytes template =
        Bytes.of()
            .u16(256, 15)
            .u16(8, 4, 12, 4, 4, 1, 7, 2, 11, 2, 156, 8, 157, 8, 162, 4)
            .u16(0x8001, 2, 0, 9999, 0x8002, 2, 0, 9999, 0x8003, 2, 0, 9999)
            .u16(
                0x8004, 255, 0, 9999, 0x8005, 255, 0, 9999, 0x8006, 255, 0, 9999, 0x8007, 255, 0,
                9999);
    byte[] topic = new byte[255];
    topic[0] = 'q';
    Bytes record =
        Bytes.of()
            .u32(0x7f000001, 0x7f000002)
            .u8(6)
            .u16(51482, 1883)
            .u32(0x6b01f4ef, 0x21459400, 0x6b01f4ef, 0x24737800)
            .u32(12)
            .u16(1, 3, 11)
            .raw(topic)
            .raw(new byte[765]);
    for (int i = 0; i < 10; i++) {
      accept(Bytes.ipfix(0, Bytes.of().set(2, template).set(256, record)));
    }
    // where numbers never move, messages that are alike may be flows that are alike
    assertThat(decoded.flows).hasSize(10);
    var flow = decoded.flows.get(0);
    assertThat(flow.dialect()).isEqualTo("MISSION");
    assertThat(flow.flow().startNanos() / 1_000_000_000L).isEqualTo(0x6b01f4efL);
    assertThat(decoded.rows.get(0).fields()).containsEntry("mqttTopic", "q");
    var account =
        decoded
            .decoder
            .domains()
            .iterator()
            .next()
            .ledger()
            .account(io.mudlark.ipfix.wire.Protocol.IPFIX);
    assertThat(account.lost()).isZero();
    assertThat(account.restarts()).isZero();
    assertThat(account.convention().name()).isEqualTo("CONSTANT");
  }

  @Test
  void assembles_a_biflow_and_turns_it_round_when_the_responder_is_the_source() {
    Bytes template =
        Bytes.of()
            .u16(256, 15)
            .u16(
                8, 4, 12, 4, 4, 1, 7, 2, 11, 2, 152, 8, 153, 8, 1, 8, 2, 8, 6, 2, 239, 1, 56, 6,
                136, 1)
            .u16(0x8001, 4, 0, 29305, 0x8002, 4, 0, 29305);
    Bytes record =
        Bytes.of()
            .u32(0x0a000001, 0x0a000002)
            .u8(6)
            .u16(443, 5000)
            .u64(1_700_000_000_000L)
            .u64(1_700_000_001_000L)
            .u64(1000)
            .u64(10)
            .u16(0x12)
            .u8(2)
            .u16(0, 0, 7)
            .u8(3)
            .u32(200, 4);
    accept(Bytes.ipfix(0, Bytes.of().set(2, template).set(256, record)));
    FlowRecord flow = decoded.flows.get(0).flow();
    assertThat(flow.key().source()).hasToString("10.0.0.2");
    assertThat(flow.key().sourcePort()).isEqualTo(5000);
    assertThat(flow.forward().octets()).isEqualTo(200);
    assertThat(flow.reverse().octets()).isEqualTo(1000);
    assertThat(flow.destinationMac()).isEqualTo(new MacAddress(7));
    assertThat(flow.endReason()).isEqualTo(EndReason.END_DETECTED);
    assertThat(decoded.flows.get(0).biflow()).isTrue();
  }

  @Test
  void a_uniflow_has_no_reverse_and_a_bare_syn_tells_the_initiator() {
    Bytes sets =
        Bytes.of()
            .set(2, template(256, 8, 4, 12, 4, 4, 1, 6, 1, 2, 4, 1, 4, 152, 8, 153, 8, 58, 2))
            .set(256, Bytes.of().u32(1, 2).u8(6, 2).u32(1, 60).u64(1000).u64(1000).u16(12));
    accept(Bytes.ipfix(0, sets));
    FlowRecord flow = decoded.flows.get(0).flow();
    assertThat(flow.reverse()).isEqualTo(Counters.NONE);
    assertThat(flow.initiation()).isEqualTo(Initiation.SYN);
    assertThat(flow.key().vlanId()).isEqualTo(12);
    assertThat(flow.forward()).isEqualTo(new Counters(1, 60, 2, 1_000_000_000L, 1_000_000_000L));
  }

  @Test
  void a_repeated_datagram_gives_the_same_flow_ids_and_the_parts_of_a_long_flow_others() {
    Bytes template = template(256, 8, 4, 12, 4, 4, 1, 2, 4, 1, 4, 152, 8, 153, 8);
    Bytes first = Bytes.of().u32(1, 2).u8(17).u32(1, 60).u64(1000).u64(2000);
    Bytes second = Bytes.of().u32(1, 2).u8(17).u32(1, 60).u64(1000).u64(3000);
    byte[] message =
        Bytes.ipfix(0, Bytes.of().set(2, template).set(256, first.raw(second.octets())));
    accept(message);
    accept(message);
    assertThat(decoded.flows.stream().map(f -> f.flow().id()).distinct()).hasSize(2);
  }

  @Test
  void sampling_is_the_records_own_before_the_selectors_before_the_domains() {
    Bytes options = Bytes.of().u16(300, 2, 1).u16(302, 4, 305, 4);
    Bytes whole = Bytes.of().u16(301, 2, 1).u16(149, 4, 34, 4);
    Bytes flow = template(256, 8, 4, 12, 4, 302, 4, 2, 4);
    Bytes own = template(257, 8, 4, 12, 4, 302, 4, 34, 4, 2, 4);
    Bytes sets =
        Bytes.of()
            .set(3, options)
            .set(3, whole)
            .set(300, Bytes.of().u32(5, 100).u32(6, 0))
            .set(301, Bytes.of().u32(1, 1000))
            .set(2, flow)
            .set(2, own)
            .set(256, Bytes.of().u32(1, 2, 5, 7))
            .set(256, Bytes.of().u32(1, 2, 6, 7))
            .set(257, Bytes.of().u32(1, 2, 5, 10, 7));
    accept(Bytes.ipfix(0, sets));
    assertThat(decoded.flows.stream().map(f -> f.sampling()))
        .containsExactly(
            new SamplingInterval(100, SamplingInterval.Origin.SELECTOR),
            new SamplingInterval(1000, SamplingInterval.Origin.DOMAIN),
            new SamplingInterval(10, SamplingInterval.Origin.RECORD));
    assertThat(decoded.flows.get(0).flow().packets()).isEqualTo(7);
    assertThat(decoded.flows.get(0).scaledPackets()).isEqualTo(700);
    assertThat(decoded.decoder.domains().iterator().next().sampling().zeros()).isEqualTo(1);
  }

  @Test
  void learns_elements_that_an_exporter_describes() {
    Bytes types = Bytes.of().u16(300, 4, 2).u16(346, 4, 303, 2, 339, 1, 341, 65535);
    Bytes type =
        Bytes.of()
            .u32(4242)
            .u16(0x8000 | 5)
            .u8(3)
            .u8(6)
            .raw("dustPm".getBytes(StandardCharsets.UTF_8));
    Bytes template = Bytes.of().u16(256, 1).u16(0x8005, 4, 0, 4242);
    Bytes data = Bytes.of().u32(99);
    accept(Bytes.ipfix(0, Bytes.of().set(2, template).set(256, data)));
    assertThat(decoded.rows.get(0).fields()).containsEntry("unknown.4242.5", "0x00000063");
    accept(Bytes.ipfix(1, Bytes.of().set(3, types).set(300, type).set(256, data)));
    assertThat(decoded.rows.get(2).fields()).containsEntry("dustPm", 99L);
    assertThat(count(DecodeFate.ELEMENTS_LEARNED)).isEqualTo(1);
  }

  @Test
  void a_flow_behind_a_type_record_knows_its_message() {
    Bytes types = Bytes.of().u16(300, 4, 2).u16(346, 4, 303, 2, 339, 1, 341, 65535);
    Bytes type = Bytes.of().u32(4242).u16(0x8000 | 5).u8(3).u8(1, 'x');
    Bytes sets =
        Bytes.of()
            .set(3, types)
            .set(2, template(256, 8, 4, 12, 4))
            .set(300, type)
            .set(256, Bytes.of().u32(1, 2));
    decoded.accept("e", 5, Bytes.ipfix(0, sets));
    assertThat(decoded.flows.get(0).receiveNanos()).isEqualTo(5);
  }

  @Test
  void takes_elements_of_a_users_file() throws IOException {
    String csv =
        "enterprise,id,name,type,semantics,units,reversible\n4242,5,dust,unsigned32,quantity,,no\n";
    ElementRegistry registry =
        Decoded.SETTINGS.registry().with(ElementCsv.read(new StringReader(csv), "mine.csv"));
    Decoded mine = new Decoded(new MessageDecoder(Decoded.SETTINGS.withRegistry(registry)));
    Bytes template = Bytes.of().u16(256, 1).u16(0x8005, 4, 0, 4242);
    mine.accept("e", 0, Bytes.ipfix(0, Bytes.of().set(2, template).set(256, Bytes.of().u32(9))));
    assertThat(mine.rows.get(0).fields()).containsEntry("dust", 9L);
  }

  @Test
  void reads_lists_and_lists_in_lists() {
    Bytes inner = Bytes.of().u8(3).u16(7, 2).u16(80, 443);
    Bytes subTemplate = Bytes.of().u8(255).u16(257).u16(1, 2).u16(3, 4);
    Bytes multi = Bytes.of().u8(255).u16(257, 8).u16(5, 6).u16(258, 5).u8(7);
    Bytes nested = Bytes.of().u8(4).u16(291, 65535).u8(inner.size()).raw(inner.octets());
    Bytes record =
        Bytes.of()
            .u8(inner.size())
            .raw(inner.octets())
            .u8(subTemplate.size())
            .raw(subTemplate.octets())
            .u8(multi.size())
            .raw(multi.octets())
            .u8(nested.size())
            .raw(nested.octets());
    Bytes sets =
        Bytes.of()
            .set(2, template(257, 7, 2, 11, 2))
            .set(2, template(258, 4, 1))
            .set(2, template(256, 291, 65535, 292, 65535, 293, 65535, 291, 65535))
            .set(256, record);
    accept(Bytes.ipfix(0, sets));
    Map<String, Object> fields = only();
    ListValue ports = new ListValue(3, "sourceTransportPort", List.of(80L, 443L), true);
    assertThat(fields.get("basicList"))
        .isEqualTo(
            new Repeated(List.of(ports, new ListValue(4, "basicList", List.of(ports), true))));
    assertThat(fields.get("subTemplateList"))
        .isEqualTo(
            new ListValue(
                255,
                "template 257",
                List.of(
                    Map.of("sourceTransportPort", 1L, "destinationTransportPort", 2L),
                    Map.of("sourceTransportPort", 3L, "destinationTransportPort", 4L)),
                true));
    assertThat(((ListValue) fields.get("subTemplateMultiList")).items()).hasSize(2);
  }

  @Test
  void a_list_of_an_unknown_template_does_not_lose_the_record() {
    Bytes list = Bytes.of().u8(255).u16(999).u16(1, 2);
    Bytes sets =
        Bytes.of()
            .set(2, template(256, 292, 65535, 7, 2))
            .set(256, Bytes.of().u8(list.size()).raw(list.octets()).u16(80));
    accept(Bytes.ipfix(0, sets));
    assertThat(only()).containsEntry("sourceTransportPort", 80L);
    assertThat(((ListValue) only().get("subTemplateList")).complete()).isFalse();
  }

  @Test
  void lists_deeper_than_the_limit_stay_octets() {
    Bytes list = Bytes.of().u8(3).u16(7, 2).u16(80);
    for (int i = 0; i < 6; i++) {
      list = Bytes.of().u8(3).u16(291, 65535).u8(list.size()).raw(list.octets());
    }
    Bytes sets =
        Bytes.of()
            .set(2, template(256, 291, 65535))
            .set(256, Bytes.of().u8(list.size()).raw(list.octets()));
    accept(Bytes.ipfix(0, sets));
    assertThat(only().get("basicList").toString()).contains("0x");
    assertThat(decoded.decoder.domains().iterator().next().lists().tooDeep()).isEqualTo(1);
  }

  @Test
  void a_list_of_elements_of_no_length_ends() {
    Bytes list = Bytes.of().u8(3).u16(7, 0).u16(80);
    Bytes sets =
        Bytes.of()
            .set(2, template(256, 291, 65535))
            .set(256, Bytes.of().u8(list.size()).raw(list.octets()));
    accept(Bytes.ipfix(0, sets));
    assertThat(((ListValue) only().get("basicList")).complete()).isFalse();
  }

  @Test
  void reads_the_same_from_a_buffer_with_an_offset() {
    byte[] message =
        Bytes.ipfix(0, Bytes.of().set(2, template(256, 7, 2)).set(256, Bytes.of().u16(80)));
    ByteBuffer heap = ByteBuffer.allocate(100).position(7);
    heap.put(message).flip().position(7);
    ByteBuffer direct = ByteBuffer.allocateDirect(200);
    direct.put(message).flip();
    decoded.decoder.accept("e", 0, heap, decoded);
    decoded.decoder.accept("f", 0, direct, decoded);
    assertThat(decoded.rows).hasSize(2).allMatch(r -> r.fields().containsValue(80L));
  }

  @Test
  void keeps_what_the_exporter_says_of_its_own_losses() {
    Bytes options = Bytes.of().u16(300, 2, 1).u16(149, 4, 166, 4);
    accept(Bytes.ipfix(0, Bytes.of().set(3, options).set(300, Bytes.of().u32(1, 17))));
    assertThat(decoded.decoder.domains().iterator().next().ledger().exporterStatistics())
        .containsEntry("notSentFlowTotalCount", 17L);
    assertThat(decoded.decoder.domains().iterator().next().ledger().notSentFlows()).isEqualTo(17);
  }
}
