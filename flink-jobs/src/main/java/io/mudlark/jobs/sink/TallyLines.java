package io.mudlark.jobs.sink;

import io.mudlark.ledger.Tally;

/** A line of the ledger as text between the job and the document that is made of all of them. */
final class TallyLines {
  private static final String SEPARATOR = "\u0001";

  private TallyLines() {}

  static String key(Tally tally) {
    return tally.site() + SEPARATOR + tally.book() + SEPARATOR + tally.fate();
  }

  static String format(Tally tally) {
    return key(tally) + SEPARATOR + tally.count() + SEPARATOR + tally.packets();
  }

  static Tally parse(String line) {
    String[] parts = line.split(SEPARATOR, -1);
    if (parts.length != 5) {
      throw new IllegalArgumentException("not a line of the ledger: " + line);
    }
    return new Tally(
        parts[0],
        Tally.Book.valueOf(parts[1]),
        parts[2],
        Long.parseLong(parts[3]),
        Long.parseLong(parts[4]));
  }
}
