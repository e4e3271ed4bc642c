package io.mudlark.jobs.ipfix;

import io.mudlark.ipfix.decode.DomainDecoder;
import io.mudlark.ipfix.ledger.SequenceAccount;
import io.mudlark.source.datagram.ReceiverAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The ledger of a reading as a table for people. */
public final class StatsTable {
  /** From so many restarts on it is worth asking whether there is one exporter only. */
  private static final long MANY_RESTARTS = 10;

  private static final List<String> HEAD =
      List.of(
          "exporter",
          "domain",
          "protocol",
          "records",
          "flows",
          "packets",
          "octets",
          "exported",
          "lost",
          "unresolved",
          "unit",
          "sequence");

  private StatsTable() {}

  /** Lines: a table with a row for each exporter, domain and protocol, and notes below it. */
  public static List<String> lines(ExportStats stats) {
    List<List<String>> table = new ArrayList<>();
    table.add(HEAD);
    stats.rows().forEach(row -> table.add(cells(row)));
    List<String> lines = new ArrayList<>(aligned(table));
    lines.add("");
    DomainDecoder before = null;
    for (ExportStats.Row row : stats.rows()) {
      if (row.decoder() != before) {
        before = row.decoder();
        notes(before, lines);
      }
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "%,d messages, %,d octets%s",
            stats.reading().datagrams(),
            stats.reading().octets(),
            text(stats.refused(), "; ")));
    stats.sockets().forEach((address, account) -> lines.add(socket(address, account)));
    lines.add(
        stats.balances()
            ? "Every account closes: exported = received + lost + unresolved."
            : "An account does NOT close: exported is not received + lost + unresolved.");
    return lines;
  }

  private static List<String> cells(ExportStats.Row row) {
    SequenceAccount account = row.account();
    boolean known = row.countsLosses();
    return List.of(
        row.decoder().key().exporter(),
        Long.toString(row.decoder().key().domain()),
        RecordLines.word(row.protocol()),
        count(row.sum().flows() + row.sum().others()),
        count(row.sum().flows()),
        scaled(row.sum().packets(), row.sum().scaledPackets()),
        scaled(row.sum().octets(), row.sum().scaledOctets()),
        known ? count(account.exported()) : "?",
        known ? count(account.lost()) : "?",
        count(account.unresolved()),
        row.unit(),
        row.convention());
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String scaled(long raw, long scaled) {
    return raw == scaled ? count(raw) : count(raw) + " (x" + count(scaled / Math.max(1, raw)) + ")";
  }

  private static List<String> aligned(List<List<String>> table) {
    int[] widths = new int[HEAD.size()];
    for (List<String> row : table) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : table) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        boolean left = i == 0 || i == 2 || i > 9;
        String blanks = " ".repeat(widths[i] - row.get(i).length());
        line.append(left ? row.get(i) + blanks : blanks + row.get(i)).append("  ");
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private static void notes(DomainDecoder domain, List<String> lines) {
    String name = domain.key().exporter() + ", domain " + domain.key().domain();
    lines.add(name + text(ExportStats.notes(domain), ": "));
    String says = text(domain.ledger().exporterStatistics(), "");
    if (!says.isEmpty()) {
      lines.add(name + " says of itself: " + says);
    }
    long notSent = domain.ledger().notSentFlows();
    if (notSent > 0) {
      lines.add(
          name + ": the exporter lost " + count(notSent) + " more flows before numbering them");
    }
    String sequences = sequences(domain);
    if (!sequences.isEmpty()) {
      lines.add(name + sequences);
    }
  }

  private static String sequences(DomainDecoder domain) {
    StringBuilder text = new StringBuilder();
    for (var protocol : io.mudlark.ipfix.wire.Protocol.values()) {
      SequenceAccount account = domain.ledger().account(protocol);
      if (account != null) {
        text.append(sequence(account));
      }
    }
    return text.toString();
  }

  private static String sequence(@Nullable SequenceAccount account) {
    if (account == null
        || account.duplicateMessages() + account.reordered() + account.late() + account.restarts()
            == 0) {
      return "";
    }
    String text =
        String.format(
            Locale.ROOT,
            ": %,d messages came twice, %,d out of their place, %,d units too late, %,d restarts",
            account.duplicateMessages(),
            account.reordered(),
            account.late(),
            account.restarts());
    return account.restarts() < MANY_RESTARTS
        ? text
        : text + " (so many look like two exporters behind one address with the same domain)";
  }

  private static String text(Map<String, Long> counts, String before) {
    String text =
        counts.entrySet().stream()
            .filter(entry -> entry.getValue() != 0)
            .map(entry -> count(entry.getValue()) + " " + entry.getKey())
            .collect(Collectors.joining(", "));
    return text.isEmpty() ? "" : before + text;
  }

  private static String socket(String address, ReceiverAccount account) {
    return String.format(
        Locale.ROOT,
        "%s: %,d messages; dropped by the kernel %s; buffer %,d octets of %,d asked;"
            + " %,d connections, %,d refused, %,d idle, %,d broken",
        address,
        account.messages(),
        account.kernelDrops() < 0 ? "unknown" : count(account.kernelDrops()),
        account.bufferGranted(),
        account.bufferAsked(),
        account.connections(),
        account.refused(),
        account.idle(),
        account.broken());
  }
}
