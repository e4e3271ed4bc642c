package io.mudlark.jobs.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mudlark.ledger.Tally;
import io.mudlark.ledger.Tally.Book;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerDocumentTest {
  private static List<Tally> balanced() {
    return new ArrayList<>(
        List.of(
            new Tally("ut", Book.PACKETS, "metered", 100, 100),
            new Tally("ut", Book.PACKETS, "arp", 7, 7),
            new Tally("ut", Book.FLOWS, "known-devices", 10, 80),
            new Tally("ut", Book.FLOWS, "unknown-hosts", 4, 20),
            new Tally("ut", Book.VIEWS, "judged", 12, 90),
            new Tally("ut", Book.VIEWS, "accepted", 4, 30),
            new Tally("ut", Book.VIEWS, "accepted", 1, 10),
            new Tally("ut", Book.VIEWS, "rejected", 7, 50),
            new Tally("ut", Book.HOSTS, "02:00:00:00:00:01 10.0.0.1", 1, 5),
            new Tally("ut", Book.HOSTS, "02:00:00:00:00:02 10.0.0.2", 3, 15),
            new Tally("ut", Book.NOTES, "dns-bindings", 9, 0),
            new Tally("tue", Book.PACKETS, "arp", 1, 1)));
  }

  @Test
  void a_ledger_is_written_as_in_the_golden_file() {
    assertThat(LedgerDocument.of(balanced()).json()).isEqualTo(Golden.read("ledger.json"));
  }

  @Test
  void the_order_of_tallies_makes_no_difference() {
    List<Tally> reversed = balanced();
    Collections.reverse(reversed);
    assertThat(LedgerDocument.of(reversed).json()).isEqualTo(LedgerDocument.of(balanced()).json());
  }

  @Test
  void a_lost_flow_breaks_the_equation_of_packets_and_a_lost_view_that_of_views() {
    assertThat(LedgerDocument.of(balanced()).balances()).isTrue();
    List<Tally> without = balanced();
    without.remove(3);
    without.remove(5);
    LedgerDocument ledger = LedgerDocument.of(without);
    assertThat(ledger.balances()).isFalse();
    assertThat(ledger.checks())
        .filteredOn(check -> check.site().equals("ut") && !check.holds())
        .extracting(LedgerCheck::left, LedgerCheck::right)
        .containsExactly(tuple(100L, 80L), tuple(12L, 11L), tuple(90L, 80L));
  }

  @Test
  void a_tally_of_what_was_read_is_held_against_the_fates() {
    List<Tally> tallies = balanced();
    tallies.add(new Tally("ut", Book.PACKETS, "read", 108, 108));
    assertThat(LedgerDocument.of(tallies).checks())
        .contains(new LedgerCheck("ut", "packets read = sum of packets by fate", 108, 107));
  }

  @Test
  void a_fate_nobody_foresaw_is_shown_and_counts() {
    List<Tally> tallies = balanced();
    tallies.add(new Tally("ut", Book.VIEWS, "evaporated", 1, 1));
    LedgerDocument ledger = LedgerDocument.of(tallies);
    assertThat(ledger.balances()).isFalse();
    assertThat(ledger.json()).contains("evaporated");
  }

  @Test
  void an_exchange_that_was_judged_and_ended_nowhere_breaks_its_equation() throws Exception {
    List<Tally> tallies = balanced();
    tallies.add(new Tally("ut", Book.EXCHANGES, "judged", 5, 20));
    tallies.add(new Tally("ut", Book.EXCHANGES, "accepted", 4, 16));
    tallies.add(new Tally("ut", Book.EXCHANGES, "unknown-hosts", 3, 9));
    LedgerDocument ledger = LedgerDocument.of(tallies);
    assertThat(ledger.balances()).isFalse();
    assertThat(ledger.checks())
        .filteredOn(check -> check.site().equals("ut") && !check.holds())
        .extracting(LedgerCheck::left, LedgerCheck::right)
        .containsExactly(tuple(5L, 4L));
    tallies.add(new Tally("ut", Book.EXCHANGES, "rejected", 1, 4));
    assertThat(LedgerDocument.of(tallies).balances()).isTrue();
    JsonNode total = new ObjectMapper().readTree(LedgerDocument.of(tallies).json()).at("/totals");
    assertThat(total.at("/exchanges").toString())
        .isEqualTo("{\"accepted\":4,\"judged\":5,\"rejected\":1,\"unknown-hosts\":3}");
  }

  private static List<Tally> exports(String site, String exporter, long lost) {
    List<Tally> tallies = new ArrayList<>();
    Object[][] amounts = {
      {"exported", 10L},
      {"received", 7L},
      {"lost", lost},
      {"unresolved", 1L},
      {"messages", 6L},
      {"messages-read", 3L},
      {"messages-malformed", 1L},
      {"headers-malformed", 1L},
      {"not-flow-export", 1L},
      {"records-decoded", 8L},
      {"flows", 4L},
      {"not-flows", 2L},
      {"quarantined-old", 1L},
      {"quarantined-ahead", 1L}
    };
    for (Object[] amount : amounts) {
      tallies.add(new Tally(site, Book.EXPORTS, exporter + " " + amount[0], (long) amount[1], 0));
    }
    return tallies;
  }

  @Test
  void what_an_exporter_sent_is_held_against_what_came_and_what_became_of_it() throws Exception {
    List<Tally> tallies = balanced();
    tallies.addAll(exports("ut", "udp:192.0.2.1/7", 2));
    tallies.addAll(exports("ut", "udp:[2001:db8::1]/0", 2));
    tallies.add(new Tally("ut", Book.EXPORTS, "messages-of-refused-sessions", 5, 0));
    LedgerDocument ledger = LedgerDocument.of(tallies);
    assertThat(ledger.balances()).isTrue();
    assertThat(ledger.checks())
        .contains(
            new LedgerCheck("ut", "units exported = received + lost + unresolved", 20, 20),
            new LedgerCheck(
                "*",
                "messages received = messages-read + messages-malformed + headers-malformed"
                    + " + not-flow-export",
                12,
                12));
    JsonNode document = new ObjectMapper().readTree(ledger.json());
    assertThat(document.at("/totals/exports/lost").asLong()).isEqualTo(4);
    assertThat(document.at("/totals/exports/messages-of-refused-sessions").asLong()).isEqualTo(5);
    assertThat(document.at("/sites/1/exporters/0/exporter").asText()).isEqualTo("udp:192.0.2.1/7");
    assertThat(document.at("/sites/1/exporters/0/received").asLong()).isEqualTo(7);
    assertThat(document.at("/sites/0").has("exporters")).isFalse();
  }

  @Test
  void errors_of_two_exporters_do_not_cancel_each_other() {
    List<Tally> tallies = balanced();
    tallies.addAll(exports("ut", "udp:192.0.2.1/7", 1));
    tallies.addAll(exports("ut", "udp:192.0.2.2/7", 3));
    LedgerDocument ledger = LedgerDocument.of(tallies);
    assertThat(ledger.balances()).isFalse();
    assertThat(ledger.checks())
        .filteredOn(check -> check.site().equals("ut") && !check.holds())
        .extracting(LedgerCheck::equation, LedgerCheck::left, LedgerCheck::right)
        .containsExactly(
            tuple("units exported by udp:192.0.2.1/7 = received + lost + unresolved", 10L, 9L),
            tuple("units exported by udp:192.0.2.2/7 = received + lost + unresolved", 10L, 11L));
  }

  @Test
  void hosts_beyond_the_limit_are_left_out_and_counted() throws Exception {
    List<Tally> tallies = new ArrayList<>();
    for (int i = 0; i < LedgerHosts.LIMIT + 3; i++) {
      tallies.add(new Tally("ut", Book.HOSTS, "host " + i, i == 5 ? 9 : 1, 2));
    }
    JsonNode site = new ObjectMapper().readTree(LedgerDocument.of(tallies).json()).at("/sites/0");
    assertThat(site.get("hosts")).hasSize(LedgerHosts.LIMIT);
    assertThat(site.at("/hosts/0/host").asText()).isEqualTo("host 5");
    assertThat(site.at("/hostsLeftOut").toString())
        .isEqualTo("{\"hosts\":3,\"flows\":3,\"packets\":6}");
  }

  @Test
  void nothing_at_all_balances() {
    assertThat(LedgerDocument.of(List.of()).balances()).isTrue();
  }
}
