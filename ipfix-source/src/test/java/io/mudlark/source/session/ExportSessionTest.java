package io.mudlark.source.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudlark.flow.FlowRecord;
import io.mudlark.ipfix.decode.DecodeSettings;
import io.mudlark.ipfix.record.FlowAssembler;
import io.mudlark.ipfix.template.TemplateBudget;
import io.mudlark.ledger.Tally;
import io.mudlark.source.datagram.ExportDatagram;
import io.mudlark.source.testing.Exports;
import io.mudlark.source.testing.SessionOutput;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExportSessionTest {
  private static final String EXPORTER = "192.0.2.1";
  private static final ReceiveWindow WINDOW =
      new ReceiveWindow(Duration.ofMinutes(5), Duration.ofMinutes(1));
  private static final SessionSettings SETTINGS =
      SessionSettings.of(DecodeSettings.standard(), WINDOW);
  private static final SessionKey KEY = new SessionKey("lab", "udp:" + EXPORTER, 7);

  private final SessionOutput out = new SessionOutput();
  private final Exports exporter = new Exports(7);

  private static ExportSession session() {
    return new ExportSession(KEY, SETTINGS, new TemplateBudget(100_000), new FlowAssembler("lab"));
  }

  private static ExportSession restored(ExportSession session) {
    return ExportSession.restore(
        KEY, SETTINGS, new TemplateBudget(100_000), new FlowAssembler("lab"), session.snapshot());
  }

  private void give(ExportSession session, byte[] message, long nanos) {
    session.accept(Exports.received(EXPORTER, nanos, message), Long.MIN_VALUE, out);
  }

  @Test
  void flows_come_out_with_their_exporter_and_are_accounted_for() {
    ExportSession session = session();
    give(session, exporter.templates(), Exports.START_NANOS);
    give(session, exporter.message(5, Exports.START_NANOS), Exports.START_NANOS);
    session.tell(out);
    assertThat(out.flows()).hasSize(5);
    FlowRecord first = out.flows().get(0);
    assertThat(first.observationPoint()).isEqualTo("lab");
    assertThat(first.endNanos()).isEqualTo(Exports.START_NANOS);
    assertThat(first.packets()).isEqualTo(5);
    assertThat(first.origin().exporter()).isEqualTo("udp:192.0.2.1");
    assertThat(first.origin().domain()).isEqualTo(7);
    assertThat(out.amount("udp:192.0.2.1/7 exported")).isEqualTo(5);
    assertThat(out.amount("udp:192.0.2.1/7 received")).isEqualTo(5);
    assertThat(out.amount("udp:192.0.2.1/7 lost")).isZero();
    assertThat(out.amount("udp:192.0.2.1/7 flows")).isEqualTo(5);
    assertThat(out.amount("udp:192.0.2.1/7 messages")).isEqualTo(2);
    assertThat(out.packets("metered")).isEqualTo(25);
  }

  @Test
  void the_flows_of_a_datagram_that_comes_again_count_once() {
    ExportSession session = session();
    give(session, exporter.templates(), Exports.START_NANOS);
    byte[] message = exporter.message(5, Exports.START_NANOS);
    give(session, message, Exports.START_NANOS);
    session = restored(session);
    give(session, message, Exports.START_NANOS);
    session.tell(out);
    assertThat(out.flows()).hasSize(5);
    assertThat(out.amount("udp:192.0.2.1/7 exported")).isEqualTo(5);
    assertThat(out.amount("udp:192.0.2.1/7 flows")).isEqualTo(5);
    assertThat(out.amount("udp:192.0.2.1/7 records-decoded")).isEqualTo(5);
    assertThat(out.amount("udp:192.0.2.1/7 repeated")).isEqualTo(5);
    assertThat(out.amount("udp:192.0.2.1/7 records-repeated")).isEqualTo(5);
    assertThat(out.packets("metered")).isEqualTo(25);
  }

  @Test
  void a_flow_too_old_or_too_new_for_when_it_was_received_is_quarantined() {
    ExportSession session = session();
    long now = Exports.START_NANOS;
    give(session, exporter.templates(), now);
    give(session, exporter.message(1, now - 300 * Exports.SECOND), now);
    give(session, exporter.message(2, now - 300 * Exports.SECOND - 1_000), now);
    give(session, exporter.message(1, now + 60 * Exports.SECOND), now);
    give(session, exporter.message(3, now + 60 * Exports.SECOND + 1_000), now);
    session.tell(out);
    assertThat(out.flows())
        .extracting(FlowRecord::endNanos)
        .containsExactly(now - 300 * Exports.SECOND, now + 60 * Exports.SECOND);
    assertThat(out.amount("udp:192.0.2.1/7 quarantined-old")).isEqualTo(2);
    assertThat(out.amount("udp:192.0.2.1/7 quarantined-ahead")).isEqualTo(3);
    assertThat(out.packets("quarantined-old")).isEqualTo(10);
    assertThat(out.packets("quarantined-ahead")).isEqualTo(15);
    assertThat(out.packets("metered")).isEqualTo(10);
  }

  @Test
  void a_flow_behind_the_watermark_is_quarantined_whatever_the_window_says() {
    ExportSession session = session();
    give(session, exporter.templates(), Exports.START_NANOS);
    long watermark = Exports.START_NANOS / 1_000_000;
    byte[] late = exporter.message(1, Exports.START_NANOS);
    byte[] timely = exporter.message(1, Exports.START_NANOS + 1_000_000);
    for (byte[] message : new byte[][] {late, timely}) {
      session.accept(Exports.received(EXPORTER, Exports.START_NANOS, message), watermark, out);
    }
    session.tell(out);
    assertThat(out.flows()).hasSize(1);
    assertThat(out.amount("udp:192.0.2.1/7 quarantined-old")).isEqualTo(1);
  }

  @Test
  void what_is_no_flow_export_or_broken_is_counted_and_said_in_a_line() {
    ExportSession session = session();
    give(session, new byte[] {1, 2, 3}, Exports.START_NANOS);
    give(session, new byte[0], Exports.START_NANOS);
    give(session, new byte[] {0, 10, 1, 0}, Exports.START_NANOS);
    session.tell(out);
    assertThat(out.amount("udp:192.0.2.1/7 not-flow-export")).isEqualTo(2);
    assertThat(out.amount("udp:192.0.2.1/7 headers-malformed")).isEqualTo(1);
    assertThat(out.problems())
        .hasSize(3)
        .allMatch(line -> line.startsWith("exporter udp:192.0.2.1"));
  }

  @Test
  void an_amount_is_told_once_also_over_a_restart() {
    ExportSession session = session();
    give(session, exporter.templates(), Exports.START_NANOS);
    give(session, exporter.message(5, Exports.START_NANOS), Exports.START_NANOS);
    session.tell(out);
    session.tell(out);
    ExportSession after = restored(session);
    after.tell(out);
    assertThat(out.amount("udp:192.0.2.1/7 exported")).isEqualTo(5);
    give(after, exporter.message(4, Exports.START_NANOS), Exports.START_NANOS);
    after.tell(out);
    assertThat(out.amount("udp:192.0.2.1/7 exported")).isEqualTo(9);
    assertThat(out.packets("metered")).isEqualTo(45);
  }

  @Test
  void what_was_not_told_before_a_restart_is_told_after_it() {
    ExportSession session = session();
    give(session, exporter.templates(), Exports.START_NANOS);
    give(session, exporter.message(5, Exports.START_NANOS), Exports.START_NANOS);
    restored(session).tell(out);
    assertThat(out.amount("udp:192.0.2.1/7 flows")).isEqualTo(5);
    assertThat(out.packets("metered")).isEqualTo(25);
  }

  @Test
  void a_loss_that_turns_out_to_be_none_is_taken_back() {
    ExportSession session = session();
    give(session, exporter.templates(), Exports.START_NANOS);
    give(session, exporter.message(5, Exports.START_NANOS), Exports.START_NANOS);
    byte[] delayed = exporter.message(5, Exports.START_NANOS);
    give(session, exporter.message(5, Exports.START_NANOS), Exports.START_NANOS);
    session.tell(out);
    assertThat(out.amount("udp:192.0.2.1/7 lost")).isEqualTo(5);
    give(session, delayed, Exports.START_NANOS);
    session.tell(out);
    assertThat(out.amount("udp:192.0.2.1/7 lost")).isZero();
    assertThat(out.amount("udp:192.0.2.1/7 received")).isEqualTo(15);
  }

  @Test
  void templates_over_udp_die_and_those_of_connections_do_not() {
    long twoHours = Exports.START_NANOS + 7200 * Exports.SECOND;
    byte[] templates = exporter.templates();
    byte[] late = exporter.message(1, twoHours);
    ExportSession udp = session();
    give(udp, templates, Exports.START_NANOS);
    give(udp, late, twoHours);
    assertThat(out.flows()).isEmpty();
    ExportSession tcp =
        new ExportSession(
            new SessionKey("lab", "tcp:192.0.2.1:4000", 7),
            SETTINGS,
            new TemplateBudget(1000),
            new FlowAssembler("lab"));
    give(tcp, templates, Exports.START_NANOS);
    give(tcp, late, twoHours);
    assertThat(out.flows()).hasSize(1);
    tcp.tell(out);
    assertThat(out.amount("tcp:192.0.2.1/7 flows")).isEqualTo(1);
  }

  @Test
  void the_ledger_closes_over_loss_disorder_restarts_and_repetition() {
    Random random = new Random(20_261_122);
    for (int round = 0; round < 50; round++) {
      SessionOutput told = new SessionOutput();
      Exports sender = new Exports(7);
      ExportSession session = session();
      long flows = 0;
      byte[] held = null;
      for (int i = 0; i < 60; i++) {
        long now = Exports.START_NANOS + i * Exports.SECOND;
        if (i % 10 == 0) {
          session.accept(Exports.received(EXPORTER, now, sender.templates()), Long.MIN_VALUE, told);
        }
        int count = 1 + random.nextInt(10);
        byte[] message = sender.message(count, now);
        int luck = random.nextInt(20);
        ExportDatagram datagram = Exports.received(EXPORTER, now, message);
        if (luck == 0) {
          continue;
        }
        if (luck == 1 && held == null) {
          held = message;
          flows += count;
          continue;
        }
        session.accept(datagram, Long.MIN_VALUE, told);
        flows += count;
        if (held != null) {
          session.accept(Exports.received(EXPORTER, now, held), Long.MIN_VALUE, told);
          held = null;
        }
        if (luck == 3) {
          session = restored(session);
        }
        if (luck == 4) {
          session.tell(told);
        }
        if (luck == 5 && i > 40) {
          sender.restart();
        }
      }
      session.tell(told);
      String account = "udp:192.0.2.1/7 ";
      assertThat(told.amount(account + "exported"))
          .isEqualTo(
              told.amount(account + "received")
                  + told.amount(account + "lost")
                  + told.amount(account + "unresolved"));
      long delivered = held == null ? flows : told.flows().size();
      assertThat(told.amount(account + "flows"))
          .isEqualTo(told.flows().size())
          .isEqualTo(delivered);
      assertThat(told.amount(account + "records-decoded")).isEqualTo(told.flows().size());
      assertThat(told.packets("metered"))
          .isEqualTo(told.flows().stream().mapToLong(FlowRecord::packets).sum());
    }
  }

  @Test
  void state_of_another_version_or_cut_off_is_refused() {
    byte[] snapshot = session().snapshot();
    byte[] future = snapshot.clone();
    future[0] = 9;
    byte[] cut = java.util.Arrays.copyOf(snapshot, snapshot.length / 2);
    for (byte[] bytes : new byte[][] {future, cut}) {
      assertThatThrownBy(
              () ->
                  ExportSession.restore(
                      KEY, SETTINGS, new TemplateBudget(10), new FlowAssembler("lab"), bytes))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("state");
    }
  }

  @Test
  void kernel_drops_are_an_amount_of_the_ledger() {
    ExportSession session = session();
    session.accept(
        new ExportDatagram("lab", "udp:192.0.2.1", Exports.START_NANOS, exporter.templates(), 42),
        Long.MIN_VALUE,
        out);
    session.tell(out);
    assertThat(out.amount("udp:192.0.2.1/7 kernel-drops")).isEqualTo(42);
    assertThat(out.tallies()).allMatch(t -> t.book() == Tally.Book.EXPORTS);
  }

  @Test
  void problems_are_limited_to_so_many_lines_a_minute() {
    ProblemLimit limit = new ProblemLimit(2);
    assertThat(limit.allows(0)).isTrue();
    assertThat(limit.allows(1)).isTrue();
    assertThat(limit.allows(2)).isFalse();
    assertThat(limit.allows(60_000_000_000L)).isTrue();
    assertThat(limit.takeSuppressed()).isEqualTo(1);
    assertThat(limit.takeSuppressed()).isZero();
  }

  @Test
  void keys_are_read_back_from_their_text() {
    SessionKey key = new SessionKey("my lab", "tcp:[2001:db8::1]:4000", 4_294_967_295L);
    assertThat(SessionKey.parse(key.text())).isEqualTo(key);
    assertThat(key.account()).isEqualTo("tcp:[2001:db8::1]/4294967295");
    ExportDatagram nonsense = new ExportDatagram("lab", "udp:192.0.2.1", 0, new byte[3]);
    assertThat(SessionKey.of(nonsense).account()).isEqualTo("udp:192.0.2.1");
  }
}
