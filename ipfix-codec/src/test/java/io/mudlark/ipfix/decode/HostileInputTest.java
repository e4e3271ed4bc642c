package io.mudlark.ipfix.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.ipfix.golden.Decoded;
import io.mudlark.ipfix.ledger.DecodeFate;
import io.mudlark.ipfix.template.TemplateLimits;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.junit.jupiter.api.Test;

/** Cases that other collectors fell over, rebuilt from their descriptions, and every limit. */
class HostileInputTest {
  private Decoded decoded = Decoded.standard();

  private Decoded with(DecodeLimits limits) {
    decoded = new Decoded(new MessageDecoder(Decoded.SETTINGS.withLimits(limits)));
    return decoded;
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

  /** pmacct#934: a field longer than its type allows, copied into a buffer of the type's size. */
  @Test
  void field_lengths_come_from_the_template_and_not_from_the_type() {
    Bytes sets =
        Bytes.of()
            .set(0, template(256, 8, 400, 56, 300, 1, 200))
            .set(256, Bytes.of().raw(new byte[900]));
    accept(Bytes.netflow9(0, 2, sets));
    assertThat(decoded.rows).hasSize(1);
    assertThat(decoded.rows.get(0).fields().get("sourceIPv4Address").toString()).hasSize(802);
    assertThat(decoded.flows).isEmpty();
  }

  /** netflow_parser#28: a template whose records have no length made the parser loop for ever. */
  @Test
  void a_template_of_records_without_length_is_refused() {
    accept(Bytes.netflow9(0, 1, Bytes.of().set(0, template(256, 8, 0, 12, 0))));
    accept(Bytes.netflow9(1, 1, Bytes.of().set(256, Bytes.of().u32(0, 0, 0))));
    assertThat(count(DecodeFate.TEMPLATES_REFUSED)).isEqualTo(1);
    assertThat(decoded.rows).isEmpty();
  }

  /** netflow_parser#56: padding behind the records of a set was read as one more record. */
  @Test
  void padding_is_not_a_record() {
    Bytes sets =
        Bytes.of().set(2, template(256, 7, 2, 4, 1)).set(256, Bytes.of().u16(80).u8(6, 0, 0));
    accept(Bytes.ipfix(0, sets));
    assertThat(decoded.rows).hasSize(1);
    assertThat(count(DecodeFate.RECORDS_DECODED)).isEqualTo(1);
  }

  /** netflow_parser#299: a field of no length, and an element twice in one template. */
  @Test
  void fields_without_length_and_repeated_fields_stand_side_by_side() {
    Bytes sets = Bytes.of().set(0, template(256, 8, 4, 8, 4, 7, 0)).set(256, Bytes.of().u32(1, 2));
    accept(Bytes.netflow9(0, 2, sets));
    assertThat(decoded.rows.get(0).fields().toString())
        .isEqualTo("{sourceIPv4Address=Repeated[values=[0.0.0.1, 0.0.0.2]], sourceTransportPort=}");
  }

  /** goflow2#76: NetFlow v9 has no variable lengths, yet exporters send them. */
  @Test
  void variable_lengths_are_read_in_netflow_v9_too() {
    Bytes sets =
        Bytes.of()
            .set(0, template(256, 82, 65535, 7, 2))
            .set(256, Bytes.of().u8(2, 'o', 'k').u16(80));
    accept(Bytes.netflow9(0, 2, sets));
    assertThat(decoded.rows.get(0).fields()).containsEntry("interfaceName", "ok");
  }

  /** goflow2#168: one set without a template made the rest of the datagram vanish. */
  @Test
  void a_missing_template_costs_its_own_set_only() {
    Bytes sets =
        Bytes.of()
            .set(999, Bytes.of().u32(1))
            .set(0, template(256, 7, 2))
            .set(256, Bytes.of().u16(80));
    accept(Bytes.netflow9(0, 3, sets));
    assertThat(decoded.rows).hasSize(1);
  }

  @Test
  void records_of_a_redefinition_beyond_the_limit_are_not_read_by_the_old_template() {
    with(DecodeLimits.DEFAULT.withTemplates(new TemplateLimits(10, 100, 65_535, 4, 64, 0)));
    accept(Bytes.ipfix(0, Bytes.of().set(2, template(256, 8, 4, 12, 4))));
    accept(Bytes.ipfix(0, Bytes.of().set(2, template(256, 2, 4, 1, 4, 8, 4, 12, 4, 4, 4))));
    accept(Bytes.ipfix(0, Bytes.of().set(256, Bytes.of().u32(1, 1500, 2, 3, 17))));
    assertThat(decoded.rows).isEmpty();
    assertThat(count(DecodeFate.TEMPLATES_OVER_LIMIT)).isEqualTo(1);
    assertThat(count(DecodeFate.SETS_PARKED)).isEqualTo(1);
  }

  /** ipfixcol2#87: the count in the header of NetFlow v9 is often wrong. */
  @Test
  void a_wrong_count_in_the_header_is_counted_and_not_believed() {
    Bytes sets = Bytes.of().set(0, template(256, 7, 2)).set(256, Bytes.of().u16(80, 81));
    accept(Bytes.netflow9(0, 60_000, sets));
    assertThat(decoded.rows).hasSize(2);
    assertThat(count(DecodeFate.COUNT_WRONG)).isEqualTo(1);
  }

  /** Each type record had all templates of the domain compiled anew: half a minute a datagram. */
  @Test
  void learning_elements_costs_no_more_than_what_is_read_with_them() {
    for (int id = 1000; id < 1064; id++) {
      Bytes fields = Bytes.of().u16(id, 1020);
      for (int i = 1; i <= 1020; i++) {
        fields.u16(0x8000 | i, 4).u32(4242L + id);
      }
      accept(Bytes.ipfix(0, Bytes.of().set(2, fields)));
    }
    Bytes types = Bytes.of().u16(300, 4, 2).u16(346, 4, 303, 2, 339, 1, 341, 1);
    Bytes used = Bytes.of().u16(301, 1).u16(0x8001, 1).u32(50_000);
    accept(Bytes.ipfix(0, Bytes.of().set(3, types).set(2, used)));
    Bytes sets = Bytes.of();
    for (int id = 1; id <= 3000; id++) {
      sets.set(300, Bytes.of().u32(60_000).u16(id).u8(1, 'x')).set(301, Bytes.of().u8(1));
    }
    assertThat(cpuSeconds(() -> accept(Bytes.ipfix(0, sets)))).isLessThan(5);
    assertThat(count(DecodeFate.ELEMENTS_LEARNED)).isEqualTo(3000);
  }

  /**
   * Whether the rest of a template set is padding was asked of all its octets for each template.
   */
  @Test
  void zeros_in_a_template_set_are_looked_at_once() {
    byte[] zeros = new byte[65_500];
    zeros[zeros.length - 1] = 1;
    byte[] message = Bytes.ipfix(0, Bytes.of().set(2, Bytes.of().raw(zeros)));
    Runnable often =
        () -> {
          for (int i = 0; i < 20; i++) {
            accept(message);
          }
        };
    assertThat(cpuSeconds(often)).isLessThan(4);
    assertThat(count(DecodeFate.TEMPLATES_REFUSED)).isEqualTo(20 * 16_374);
  }

  /** Of this thread alone: other tests may keep the machine busy. */
  private static double cpuSeconds(Runnable work) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadCpuTime();
    work.run();
    return (threads.getCurrentThreadCpuTime() - before) / 1e9;
  }

  @Test
  void a_message_longer_than_its_datagram_is_malformed() {
    accept(Bytes.of().u16(10, 100).u32(1, 2, 3).octets());
    assertThat(decoded.decoder.malformedHeaders()).isEqualTo(1);
    assertThat(decoded.problems)
        .containsExactly(
            "exporter e, message at 0, offset 2: message length 100 of a datagram of 16");
  }

  @Test
  void octets_behind_a_message_are_counted() {
    byte[] message = Bytes.ipfix(0, Bytes.of().set(2, template(256, 7, 2)));
    accept(Bytes.of().raw(message).raw(new byte[500]).octets());
    assertThat(count(DecodeFate.TRAILING_OCTETS)).isEqualTo(500);
  }

  @Test
  void a_set_longer_than_its_message_keeps_what_came_before() {
    Bytes sets =
        Bytes.of().set(2, template(256, 7, 2)).set(256, Bytes.of().u16(80)).u16(256, 500).u16(1);
    accept(Bytes.ipfix(0, sets));
    assertThat(decoded.rows).hasSize(1);
    assertThat(count(DecodeFate.MESSAGES_MALFORMED)).isEqualTo(1);
    assertThat(decoded.problems).hasSize(1);
  }

  @Test
  void a_set_of_length_zero_ends_the_message() {
    accept(Bytes.ipfix(0, Bytes.of().u16(256, 0).u32(1, 2)));
    assertThat(count(DecodeFate.MESSAGES_MALFORMED)).isEqualTo(1);
  }

  @Test
  void a_template_that_claims_more_fields_than_there_are_is_malformed() {
    accept(Bytes.ipfix(0, Bytes.of().set(2, Bytes.of().u16(256, 65535).u16(7, 2))));
    assertThat(count(DecodeFate.MESSAGES_MALFORMED)).isEqualTo(1);
    assertThat(count(DecodeFate.TEMPLATES_NEW)).isZero();
  }

  @Test
  void an_options_template_without_a_scope_is_refused() {
    accept(Bytes.ipfix(0, Bytes.of().set(3, Bytes.of().u16(300, 1, 0).u16(34, 4))));
    assertThat(count(DecodeFate.TEMPLATES_REFUSED)).isEqualTo(1);
  }

  @Test
  void a_variable_length_beyond_the_set_is_a_malformed_record() {
    Bytes sets = Bytes.of().set(2, template(256, 82, 65535)).set(256, Bytes.of().u8(200, 1, 2));
    accept(Bytes.ipfix(0, sets));
    assertThat(decoded.rows).isEmpty();
    assertThat(count(DecodeFate.RECORDS_MALFORMED)).isEqualTo(1);
  }

  @Test
  void a_netflow_v5_datagram_cut_short_gives_the_records_that_are_there() {
    Bytes header = Bytes.of().u16(5, 30).u32(1000, 1_700_000_000L, 0, 0).u16(0, 0);
    accept(header.raw(new byte[48 * 2 + 10]).octets());
    assertThat(decoded.rows).hasSize(2);
    assertThat(count(DecodeFate.MESSAGES_MALFORMED)).isEqualTo(1);
  }

  @Test
  void templates_of_a_domain_are_limited() {
    with(DecodeLimits.DEFAULT.withTemplates(new TemplateLimits(2, 10, 100, 1000, 64, 0)));
    for (int id = 256; id < 260; id++) {
      accept(Bytes.ipfix(0, Bytes.of().set(2, template(id, 7, 2))));
    }
    assertThat(count(DecodeFate.TEMPLATES_NEW)).isEqualTo(2);
    assertThat(count(DecodeFate.TEMPLATES_OVER_LIMIT)).isEqualTo(2);
  }

  @Test
  void fields_and_octets_of_a_template_are_limited() {
    with(DecodeLimits.DEFAULT.withTemplates(new TemplateLimits(9, 2, 100, 1000, 64, 0)));
    accept(Bytes.ipfix(0, Bytes.of().set(2, template(256, 7, 2, 7, 2, 7, 2))));
    accept(Bytes.ipfix(0, Bytes.of().set(2, template(257, 82, 101))));
    assertThat(count(DecodeFate.TEMPLATES_REFUSED)).isEqualTo(2);
  }

  /** A record of one octet with a thousand empty fields would be work without input. */
  @Test
  void fields_without_length_are_limited() {
    with(DecodeLimits.DEFAULT.withTemplates(new TemplateLimits(9, 99, 100, 1000, 2, 0)));
    accept(Bytes.ipfix(0, Bytes.of().set(2, template(256, 7, 2, 82, 0, 82, 0))));
    accept(Bytes.ipfix(0, Bytes.of().set(2, template(257, 7, 2, 82, 0, 82, 0, 82, 0))));
    assertThat(count(DecodeFate.TEMPLATES_NEW)).isEqualTo(1);
    assertThat(count(DecodeFate.TEMPLATES_REFUSED)).isEqualTo(1);
    assertThat(decoded.problems)
        .containsExactly("exporter e, domain 1: template 257 refused: 3 fields of no length");
  }

  /** Whoever describes an element anew in every message would have all templates compiled anew. */
  @Test
  void the_first_description_of_an_element_stays() {
    Bytes types = Bytes.of().u16(300, 4, 2).u16(346, 4, 303, 2, 339, 1, 341, 65535);
    Bytes first = Bytes.of().u32(4242).u16(0x8005).u8(3).u8(1, 'x');
    Bytes second = Bytes.of().u32(4242).u16(0x8005).u8(3).u8(1, 'y');
    Bytes open = Bytes.of().u16(256, 1).u16(0x8005, 4, 0, 4242);
    Bytes sets =
        Bytes.of()
            .set(3, types)
            .set(300, first)
            .set(300, second)
            .set(2, open)
            .set(256, Bytes.of().u32(7));
    accept(Bytes.ipfix(0, sets));
    assertThat(count(DecodeFate.ELEMENTS_LEARNED)).isEqualTo(1);
    assertThat(decoded.rows.get(2).fields()).containsOnlyKeys("x");
  }

  @Test
  void fields_of_all_templates_together_are_limited() {
    with(DecodeLimits.DEFAULT.withTemplates(new TemplateLimits(9, 9, 100, 3, 64, 0)));
    accept(Bytes.ipfix(0, Bytes.of().set(2, template(256, 7, 2, 7, 2))));
    accept(Bytes.ipfix(0, Bytes.of().set(2, template(257, 7, 2, 7, 2))));
    assertThat(count(DecodeFate.TEMPLATES_OVER_LIMIT)).isEqualTo(1);
  }

  @Test
  void domains_and_the_memory_of_their_templates_are_limited() {
    with(DecodeLimits.DEFAULT.withDomains(2, 3));
    byte[] message = Bytes.ipfix(0, Bytes.of().set(2, template(256, 7, 2, 7, 2)));
    decoded.accept("a", 0, message).accept("b", 0, message).accept("c", 0, message);
    assertThat(decoded.decoder.domainsRefused()).isEqualTo(1);
    assertThat(count(DecodeFate.TEMPLATES_NEW)).isEqualTo(1);
    assertThat(count(DecodeFate.TEMPLATES_OVER_LIMIT)).isEqualTo(1);
  }

  @Test
  void a_template_that_is_not_repeated_in_its_lifetime_is_forgotten() {
    with(DecodeLimits.DEFAULT.withTemplates(TemplateLimits.DEFAULT.withLifetimeNanos(1000)));
    decoded.accept("e", 0, Bytes.ipfix(0, Bytes.of().set(2, template(256, 7, 2))));
    decoded.accept("e", 900, Bytes.ipfix(0, Bytes.of().set(256, Bytes.of().u16(80))));
    decoded.accept("e", 1100, Bytes.ipfix(1, Bytes.of().set(256, Bytes.of().u16(80))));
    assertThat(decoded.rows).hasSize(1);
    assertThat(count(DecodeFate.SETS_PARKED)).isEqualTo(1);
  }

  @Test
  void data_that_waits_for_a_template_is_limited_in_number_octets_and_age() {
    with(DecodeLimits.DEFAULT.withParking(new DecodeLimits.Parking(2, 100, 1000)));
    for (int i = 0; i < 3; i++) {
      decoded.accept("e", i, Bytes.ipfix(i, Bytes.of().set(256, Bytes.of().u16(80))));
    }
    assertThat(count(DecodeFate.SETS_UNDECODABLE)).isEqualTo(1);
    decoded.accept("e", 3, Bytes.ipfix(3, Bytes.of().set(256, Bytes.of().raw(new byte[99]))));
    assertThat(count(DecodeFate.SETS_UNDECODABLE)).isEqualTo(3);
    decoded.accept("e", 3, Bytes.ipfix(3, Bytes.of().set(256, Bytes.of().raw(new byte[101]))));
    assertThat(count(DecodeFate.SETS_UNDECODABLE)).isEqualTo(4);
    decoded.accept("e", 5000, Bytes.ipfix(4, Bytes.of().set(2, template(256, 7, 2))));
    assertThat(count(DecodeFate.SETS_UNDECODABLE)).isEqualTo(5);
    assertThat(decoded.rows).isEmpty();
  }

  @Test
  void nothing_at_all_is_no_flow_export() {
    accept(new byte[0]);
    accept(new byte[] {0});
    assertThat(decoded.decoder.notFlowExport()).isEqualTo(2);
  }
}
