package io.mudlark.jobs.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.jobs.document.LedgerDocument;
import io.mudlark.ledger.Tally;
import io.mudlark.ledger.Tally.Book;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenLedgerTest {
  @Test
  void what_is_in_no_window_yet_is_in_flight() {
    List<Tally> told =
        List.of(
            new Tally("a", Book.PACKETS, "metered", 30, 30),
            new Tally("a", Book.FLOWS, "known-devices", 5, 20),
            new Tally("a", Book.VIEWS, "judged", 5, 20),
            new Tally("a", Book.VIEWS, "accepted", 2, 8));
    List<Tally> open = OpenLedger.balanced(told);
    assertThat(open).contains(new Tally("a", Book.VIEWS, "in-flight", 3, 12));
    assertThat(open).contains(new Tally("a", Book.FLOWS, "in-flight", 0, 10));
    assertThat(LedgerDocument.of(told).balances()).isFalse();
    assertThat(LedgerDocument.of(open).balances()).isTrue();
  }

  @Test
  void flows_of_which_the_exporter_was_not_told_yet_were_metered_all_the_same() {
    List<Tally> told = List.of(new Tally("a", Book.FLOWS, "unknown-hosts", 1, 24));
    assertThat(LedgerDocument.of(OpenLedger.balanced(told)).balances()).isTrue();
  }

  @Test
  void a_ledger_from_which_more_came_out_than_went_in_does_not_balance() {
    List<Tally> told =
        List.of(
            new Tally("a", Book.VIEWS, "judged", 1, 4), new Tally("a", Book.VIEWS, "late", 2, 8));
    assertThat(LedgerDocument.of(OpenLedger.balanced(told)).balances()).isFalse();
  }
}
