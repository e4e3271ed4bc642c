package io.mudlark.mudscope.monitor;

import io.mudlark.mudscope.evolution.DecimalText;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The report as text, in the form of the original; all times in UTC. */
final class ReportText {
  private static final DateTimeFormatter DATE = pattern("uuuu-MM-dd");
  private static final DateTimeFormatter CLOCK = pattern("HH:mm:ss");
  private static final DateTimeFormatter HEADING = pattern("uuuu-MM-dd-HH-mm");
  private static final String STARS = "*~*~*~*~*~*~*~*";
  private static final List<String> TABLE =
      List.of("Device ID", "Signature transitions window", "Signature time window", "MRT Feed");

  private final StringBuilder text = new StringBuilder();

  private ReportText() {}

  /**
   * The whole report.
   *
   * @param anomalies of all feeds, feed by feed
   * @param matches those that are alike
   * @param made when
   * @param compat the original's form to the letter; else open anomalies are called so
   */
  static String of(
      List<FeedAnomaly> anomalies, List<AnomalyMatch> matches, Instant made, boolean compat) {
    ReportText report = new ReportText();
    report.anomalies(anomalies, compat);
    report
        .text
        .append("\n\n >>>>>>>>>>>> Report for MRT feeds of the ")
        .append(HEADING.format(LocalDateTime.ofInstant(made, ZoneOffset.UTC)))
        .append(" <<<<<<<<<<<<");
    for (int i = 0; i < matches.size(); i++) {
      report.match(i, matches.get(i));
    }
    if (matches.isEmpty()) {
      report.text.append("\n\n\tNo matching signatures were found\n");
    }
    return report.text.toString();
  }

  private void anomalies(List<FeedAnomaly> anomalies, boolean compat) {
    text.append("\n\n").append(STARS);
    text.append(" Anomalies recorded for each MRT feed submitted ").append(STARS).append("\n\n");
    Map<String, List<FeedAnomaly>> byFeed =
        anomalies.stream()
            .collect(
                Collectors.groupingBy(FeedAnomaly::feed, LinkedHashMap::new, Collectors.toList()));
    byFeed.forEach(
        (feed, found) -> {
          text.append(feed).append(" :\n");
          found.forEach(anomaly -> line(anomaly, compat));
          text.append('\n');
        });
  }

  private void line(FeedAnomaly anomaly, boolean compat) {
    LocalDateTime end = time(anomaly.endSeconds());
    text.append("\t between: ").append(clock(time(anomaly.startSeconds())));
    text.append(" and ").append(clock(end));
    text.append(" on the ").append(DATE.format(end));
    text.append(" \t --- \t time windows [ ").append(anomaly.firstRow());
    text.append(" , ").append(anomaly.lastRow()).append(" ]");
    text.append(anomaly.open() && !compat ? " (open: the feed ends first)\n" : "\n");
  }

  private void match(int number, AnomalyMatch match) {
    text.append("\n\n\n\n[ ").append(number).append(" ]");
    text.append(table(List.of(row(match.first()), row(match.second()))));
    text.append("\nMax features correlation : ").append(DecimalText.of(match.score().max()));
    text.append(" \t --- \t Avg features correlation : ");
    text.append(DecimalText.of(match.score().average()));
    text.append(" \t --- \t Combined score : ");
    text.append(DecimalText.of(match.score().combined())).append('\n');
    text.append("Correlation penalty multiplyer for clusters difference: ");
    double penalty = match.score().penalty();
    text.append(penalty == 1 ? "1" : DecimalText.of(penalty)).append('\n');
    text.append("\n\tCorrelation values for signature features:\n\t");
    text.append(
        match.correlations().entrySet().stream()
            .map(entry -> "'" + entry.getKey() + "': " + DecimalText.of(entry.getValue()))
            .collect(Collectors.joining(", ", "{", "}")));
  }

  private static List<String> row(FeedAnomaly anomaly) {
    return List.of(
        anomaly.deviceId(),
        "[" + anomaly.firstRow() + " - " + anomaly.lastRow() + "]",
        stamp(time(anomaly.startSeconds())) + " - " + stamp(time(anomaly.endSeconds())),
        anomaly.feed());
  }

  /** Columns apart by two blanks and at least two wider than their titles, ruled by dashes. */
  private static String table(List<List<String>> rows) {
    int[] widths = new int[TABLE.size()];
    for (int column = 0; column < widths.length; column++) {
      widths[column] = TABLE.get(column).length() + 2;
      for (List<String> row : rows) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    List<String> rules = new ArrayList<>();
    for (int width : widths) {
      rules.add("-".repeat(width));
    }
    List<List<String>> all = new ArrayList<>(List.of(TABLE, rules));
    all.addAll(rows);
    return all.stream().map(row -> padded(row, widths)).collect(Collectors.joining("\n"));
  }

  private static String padded(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = row.get(column);
      line.append(column == 0 ? "" : "  ").append(cell);
      line.append(" ".repeat(widths[column] - cell.length()));
    }
    return line.toString().stripTrailing();
  }

  /** Date and time of day as {@code 2021-11-18 14:11:32}. */
  static String stamp(LocalDateTime time) {
    return DATE.format(time) + " " + clock(time);
  }

  /** A time in seconds since the Unix epoch, to the microsecond. */
  static LocalDateTime time(double seconds) {
    long micros = Math.round(seconds * 1e6);
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L),
        (int) Math.floorMod(micros, 1_000_000L) * 1000,
        ZoneOffset.UTC);
  }

  /** Whole seconds, and microseconds where there are any. */
  private static String clock(LocalDateTime time) {
    int micros = time.get(ChronoField.MICRO_OF_SECOND);
    String fraction = micros == 0 ? "" : String.format(Locale.ROOT, ".%06d", micros);
    return CLOCK.format(time) + fraction;
  }

  private static DateTimeFormatter pattern(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
  }
}
