package io.mudlark.source.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.NameBinding;
import io.mudlark.ipfix.decode.DecodeSettings;
import io.mudlark.ipfix.record.FlowAssembler;
import io.mudlark.ipfix.template.TemplateBudget;
import io.mudlark.source.testing.DnsExports;
import io.mudlark.source.testing.DnsExports.Answer;
import io.mudlark.source.testing.Exports;
import io.mudlark.source.testing.SessionOutput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToldNamesTest {
  private static final SessionKey KEY = new SessionKey("lab", "udp:192.0.2.1", 7);
  private static final SessionSettings SETTINGS =
      SessionSettings.of(
          DecodeSettings.standard(),
          new ReceiveWindow(Duration.ofMinutes(5), Duration.ofMinutes(1)));
  private static final long NOW = Exports.START_NANOS;
  private static final IpAddress DEVICE = IpAddress.parse("10.0.0.1");
  private static final IpAddress CLOUD = IpAddress.parse("198.51.100.7");
  private static final IpAddress CLOUD_V6 = IpAddress.parse("2001:db8::7");

  private final SessionOutput out = new SessionOutput();

  private ExportSession session(boolean fromTls) {
    return new ExportSession(
        KEY,
        SETTINGS.withNamesFromTls(fromTls),
        new TemplateBudget(100_000),
        new FlowAssembler("lab"));
  }

  private void give(ExportSession session, byte[] message, long watermarkMillis) {
    session.accept(Exports.received("192.0.2.1", NOW, message), watermarkMillis, out);
    session.tell(out);
  }

  private static byte[] answer(int sourcePort, int destinationPort, Answer... answers) {
    return DnsExports.yaf(
        NOW - 2 * Exports.SECOND, NOW, new int[] {sourcePort, destinationPort}, List.of(answers));
  }

  @Test
  void an_answer_in_the_lists_of_yaf_is_a_binding_of_the_asker() {
    give(
        session(false),
        answer(
            5000,
            53,
            Answer.address("Cloud.Example.", 300, CLOUD),
            Answer.address("cloud.example", 60, CLOUD_V6)),
        Long.MIN_VALUE);
    assertThat(out.problems()).isEmpty();
    assertThat(out.bindings())
        .containsExactly(
            new NameBinding(
                "lab",
                NOW - 2 * Exports.SECOND,
                null,
                DEVICE,
                "cloud.example",
                List.of(CLOUD, CLOUD_V6),
                60));
    assertThat(out.flows()).hasSize(1);
    assertThat(out.amount("udp:192.0.2.1/7 names")).isEqualTo(1);
  }

  @Test
  void the_asker_of_a_flow_from_the_resolver_is_its_destination() {
    give(session(false), answer(53, 5000, Answer.address("a.example", 5, CLOUD)), Long.MIN_VALUE);
    assertThat(out.bindings()).extracting(NameBinding::asker).containsExactly(DnsExports.RESOLVER);
  }

  @Test
  void an_alias_has_the_addresses_behind_it_and_the_least_life() {
    give(
        session(false),
        answer(
            5000,
            53,
            Answer.alias("www.example", 30, "edge.example"),
            Answer.alias("edge.example", 20, "host.example"),
            Answer.address("host.example", 300, CLOUD)),
        Long.MIN_VALUE);
    assertThat(out.bindings())
        .extracting(NameBinding::name, NameBinding::ttlSeconds)
        .containsExactly(
            tuple("www.example", 20L), tuple("edge.example", 20L), tuple("host.example", 300L));
    assertThat(out.bindings()).extracting(NameBinding::addresses).containsOnly(List.of(CLOUD));
  }

  @Test
  void questions_other_sections_and_circles_of_aliases_bind_nothing() {
    give(
        session(false),
        answer(
            5000,
            53,
            Answer.address("asked.example", 9, CLOUD).question(),
            Answer.address("extra.example", 9, CLOUD).section(3),
            Answer.alias("a.example", 9, "b.example"),
            Answer.alias("b.example", 9, "a.example")),
        Long.MIN_VALUE);
    assertThat(out.bindings()).isEmpty();
    assertThat(out.flows()).hasSize(1);
  }

  @Test
  void the_lists_of_other_conversations_are_not_looked_into() {
    give(session(false), answer(5000, 54, Answer.address("a.example", 5, CLOUD)), Long.MIN_VALUE);
    assertThat(out.bindings()).isEmpty();
    assertThat(out.flows()).hasSize(1);
  }

  @Test
  void resource_records_beyond_the_limit_are_counted() {
    List<Answer> many = new ArrayList<>();
    for (int i = 0; i < 260; i++) {
      many.add(Answer.address("h" + i + ".example", 60, CLOUD));
    }
    give(session(false), answer(5000, 53, many.toArray(new Answer[0])), Long.MIN_VALUE);
    assertThat(out.bindings()).hasSize(256);
    assertThat(out.amount("udp:192.0.2.1/7 names-over-limit")).isEqualTo(4);
  }

  @Test
  void addresses_and_aliases_beyond_their_limits_are_counted() {
    List<Answer> many = new ArrayList<>();
    for (int i = 0; i < 67; i++) {
      many.add(Answer.address("many.example", 60, IpAddress.parse("198.51.100." + i)));
    }
    for (int i = 0; i < 9; i++) {
      many.add(Answer.alias("a" + i + ".example", 60, "a" + (i + 1) + ".example"));
    }
    many.add(Answer.address("a9.example", 60, CLOUD));
    give(session(false), answer(5000, 53, many.toArray(new Answer[0])), Long.MIN_VALUE);
    assertThat(out.bindings())
        .extracting(NameBinding::name)
        .hasSize(10)
        .doesNotContain("a0.example");
    assertThat(out.bindings().get(0).addresses()).hasSize(64);
    assertThat(out.amount("udp:192.0.2.1/7 names-over-limit")).isEqualTo(3 + 1);
  }

  @Test
  void a_binding_begins_no_earlier_than_flows_are_still_judged() {
    long start = NOW - 3_600 * Exports.SECOND;
    byte[] message =
        DnsExports.yaf(
            start, NOW, new int[] {5000, 53}, List.of(Answer.address("a.example", 5, CLOUD)));
    give(session(false), message, Long.MIN_VALUE);
    assertThat(out.bindings())
        .extracting(NameBinding::timeNanos)
        .containsExactly(NOW - 300 * Exports.SECOND + 1_000_000);
    out.bindings().clear();
    give(session(false), message, NOW / 1_000_000 - 1);
    assertThat(out.bindings()).isEmpty();
    assertThat(out.amount("udp:192.0.2.1/7 names-late")).isEqualTo(1);
  }

  @Test
  void gigamon_tells_name_life_and_address_side_by_side() {
    byte[] message =
        DnsExports.gigamon(
            NOW, List.of("a.example", "b.example"), List.of(40L, 50L), List.of(CLOUD, DEVICE));
    give(session(false), message, Long.MIN_VALUE);
    assertThat(out.bindings())
        .extracting(NameBinding::name, NameBinding::ttlSeconds, NameBinding::addresses)
        .containsExactly(
            tuple("a.example", 40L, List.of(CLOUD)), tuple("b.example", 50L, List.of(DEVICE)));
  }

  @Test
  void what_a_tls_client_asks_for_is_a_name_only_when_it_is_believed() {
    byte[] message = DnsExports.tls(NOW, "Broker.Example");
    give(session(false), message, Long.MIN_VALUE);
    assertThat(out.bindings()).isEmpty();
    give(session(true), message, Long.MIN_VALUE);
    assertThat(out.bindings())
        .containsExactly(
            new NameBinding(
                "lab",
                NOW - Exports.SECOND,
                null,
                DEVICE,
                "broker.example",
                List.of(DnsExports.RESOLVER),
                0));
  }
}
