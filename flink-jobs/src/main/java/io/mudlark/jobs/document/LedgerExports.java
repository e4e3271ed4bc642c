package io.mudlark.jobs.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the exporters of a site sent and what became of it: amounts by exporter and domain.
 *
 * @param exporters amounts by their words, by exporter and domain such as {@code udp:192.0.2.1/7}
 * @param total the amounts of all, and those that belong to no exporter
 */
record LedgerExports(Map<String, Map<String, Long>> exporters, Map<String, Long> total) {
  /** Exporters of a site that a ledger lists. */
  static final int LIMIT = 4_096;

  /** Exporters of a site whose broken equations are listed. */
  private static final int MOST_BROKEN = 100;

  private static final List<Equation> EQUATIONS =
      List.of(
          new Equation("units exported", "exported", List.of("received", "lost", "unresolved")),
          new Equation(
              "messages received",
              "messages",
              List.of(
                  "messages-read", "messages-malformed", "headers-malformed", "not-flow-export")),
          new Equation(
              "records decoded",
              "records-decoded",
              List.of("flows", "not-flows", "quarantined-old", "quarantined-ahead")));

  /**
   * An amount and those that it is the sum of.
   *
   * @param subject what is counted, in words
   * @param whole the word of the sum
   * @param parts words of the summands
   */
  private record Equation(String subject, String whole, List<String> parts) {
    long left(Map<String, Long> amounts) {
      return amounts.getOrDefault(whole, 0L);
    }

    long right(Map<String, Long> amounts) {
      return parts.stream().mapToLong(part -> amounts.getOrDefault(part, 0L)).sum();
    }

    boolean holds(Map<String, Long> amounts) {
      return left(amounts) == right(amounts);
    }

    LedgerCheck check(String site, String whose, Map<String, Long> amounts) {
      String words = subject + whose + " = " + String.join(" + ", parts);
      return new LedgerCheck(site, words, left(amounts), right(amounts));
    }
  }

  /** Sorts the fates of the book of exports, such as {@code udp:192.0.2.1/7 lost}. */
  static LedgerExports of(Map<String, LedgerAmount> fates) {
    Map<String, Map<String, Long>> exporters = new TreeMap<>();
    Map<String, Long> total = new TreeMap<>();
    fates.forEach(
        (fate, amount) -> {
          int space = fate.lastIndexOf(' ');
          String word = fate.substring(space + 1);
          total.merge(word, amount.count(), Long::sum);
          if (space > 0) {
            exporters
                .computeIfAbsent(fate.substring(0, space), exporter -> new TreeMap<>())
                .merge(word, amount.count(), Long::sum);
          }
        });
    return new LedgerExports(exporters, total);
  }

  boolean isEmpty() {
    return total.isEmpty();
  }

  /** The sums of all exporters, and each exporter by itself whose amounts do not add up. */
  List<LedgerCheck> checks(String site) {
    List<LedgerCheck> checks = new ArrayList<>();
    if (isEmpty()) {
      return checks;
    }
    for (Equation equation : EQUATIONS) {
      checks.add(equation.check(site, "", total));
      exporters.entrySet().stream()
          .filter(exporter -> !equation.holds(exporter.getValue()))
          .limit(MOST_BROKEN)
          .map(e -> equation.check(site, " by " + e.getKey(), e.getValue()))
          .forEach(checks::add);
    }
    return checks;
  }

  /** The exporters that are listed, at most {@link #LIMIT}, by name. */
  List<Map.Entry<String, Map<String, Long>>> listed() {
    return exporters.entrySet().stream().limit(LIMIT).toList();
  }

  int leftOut() {
    return Math.max(0, exporters.size() - LIMIT);
  }
}
