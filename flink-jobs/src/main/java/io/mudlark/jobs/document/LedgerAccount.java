package io.mudlark.jobs.document;

import io.mudlark.ledger.Tally;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The tallies of one site, or of all, added up by book and fate. */
final class LedgerAccount {
  static final String READ = "read";
  static final String METERED = "metered";
  static final String KNOWN_DEVICES = "known-devices";
  static final String UNKNOWN_HOSTS = "unknown-hosts";
  static final String JUDGED = "judged";

  /** What can become of a view; the ledger shows each, also when it is zero. */
  private static final List<String> VIEW_FATES =
      List.of("accepted", "rejected", "unresolved", "unprofiled", "late");

  /** What can become of an exchange inside a flow. */
  private static final List<String> EXCHANGE_FATES =
      List.of("accepted", "rejected", "unprofiled", "unjudged");

  private final Map<Tally.Book, TreeMap<String, LedgerAmount>> books =
      new EnumMap<>(Tally.Book.class);

  void add(Tally tally) {
    books
        .computeIfAbsent(tally.book(), book -> new TreeMap<>())
        .merge(tally.fate(), new LedgerAmount(tally.count(), tally.packets()), LedgerAmount::plus);
  }

  /** The fates of a book in the order of their names. */
  Map<String, LedgerAmount> fates(Tally.Book book) {
    Map<String, LedgerAmount> fates = books.get(book);
    return fates == null ? Map.of() : Collections.unmodifiableMap(fates);
  }

  LedgerAmount amount(Tally.Book book, String fate) {
    return fates(book).getOrDefault(fate, LedgerAmount.NONE);
  }

  LedgerAmount sum(Tally.Book book) {
    return fates(book).values().stream().reduce(LedgerAmount.NONE, LedgerAmount::plus);
  }

  /** What became of the packets; a tally named {@code read} is a check on them, no fate. */
  Map<String, LedgerAmount> packetFates() {
    Map<String, LedgerAmount> fates = new TreeMap<>(fates(Tally.Book.PACKETS));
    fates.remove(READ);
    return fates;
  }

  long packetsByFate() {
    return packetFates().values().stream().mapToLong(LedgerAmount::count).sum();
  }

  /** What a tally named {@code read} says, or without one the sum of all fates. */
  long packetsRead() {
    LedgerAmount read = fates(Tally.Book.PACKETS).get(READ);
    return read == null ? packetsByFate() : read.count();
  }

  long packetsMetered() {
    return amount(Tally.Book.PACKETS, METERED).count();
  }

  /** What became of the judged views: the usual fates first, then any other by name. */
  Map<String, LedgerAmount> viewFates() {
    Map<String, LedgerAmount> fates = new LinkedHashMap<>();
    for (String fate : VIEW_FATES) {
      fates.put(fate, amount(Tally.Book.VIEWS, fate));
    }
    fates(Tally.Book.VIEWS)
        .forEach(
            (fate, amount) -> {
              if (!fate.equals(JUDGED)) {
                fates.put(fate, amount);
              }
            });
    return fates;
  }

  /** What became of the judged exchanges inside flows. */
  LedgerAmount exchangesByFate() {
    return EXCHANGE_FATES.stream()
        .map(fate -> amount(Tally.Book.EXCHANGES, fate))
        .reduce(LedgerAmount.NONE, LedgerAmount::plus);
  }
}
