package io.mudlark.jobs.embedded;

import io.mudlark.jobs.sink.ResultFile;
import io.mudlark.ledger.Tally;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a run came to.
 *
 * @param documents how many documents each result file holds
 * @param ledger the summed ledger
 * @param ledgerCloses whether every equation of the ledger holds
 * @param report where the report is
 */
public record RunSummary(
    Map<ResultFile, Long> documents, List<Tally> ledger, boolean ledgerCloses, Path report) {
  public RunSummary {
    documents = Map.copyOf(documents);
    ledger = List.copyOf(ledger);
  }

  /** The sum of a fate over all sites. */
  public long count(Tally.Book book, String fate) {
    return ledger.stream()
        .filter(t -> t.book() == book && t.fate().equals(fate))
        .mapToLong(Tally::count)
        .sum();
  }

  /** What all exporters of all sites have of a word of their ledger, such as {@code lost}. */
  public long exports(String word) {
    return ledger.stream()
        .filter(t -> t.book() == Tally.Book.EXPORTS)
        .filter(t -> t.fate().substring(t.fate().lastIndexOf(' ') + 1).equals(word))
        .mapToLong(Tally::count)
        .sum();
  }

  /** All packets that were read. */
  public long packets() {
    return ledger.stream()
        .filter(t -> t.book() == Tally.Book.PACKETS)
        .mapToLong(Tally::count)
        .sum();
  }
}
