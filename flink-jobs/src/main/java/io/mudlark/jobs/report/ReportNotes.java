package io.mudlark.jobs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a reader of the report must know about the report itself: what is missing or cut. */
final class ReportNotes {
  private final List<String> missing = new ArrayList<>();
  private final Map<String, Unreadable> unreadable = new TreeMap<>();
  private final List<String> cuts = new ArrayList<>();

  /** Lines of one file that could not be read; the first one as an example. */
  private record Unreadable(long lines, long firstLine, String firstProblem) {}

  void missing(String file) {
    missing.add(file + " is missing");
  }

  void unreadable(String file, long line, String problem) {
    unreadable.merge(
        file,
        new Unreadable(1, line, problem),
        (before, next) -> new Unreadable(before.lines + 1, before.firstLine, before.firstProblem));
  }

  void cut(String what) {
    cuts.add(what);
  }

  /** One sentence each. */
  List<String> sentences() {
    List<String> all = new ArrayList<>(missing);
    unreadable.forEach(
        (file, it) ->
            all.add(
                String.format(
                    Locale.ROOT,
                    "%s: %d %s could not be read and %s left out; line %d: %s",
                    file,
                    it.lines,
                    it.lines == 1 ? "line" : "lines",
                    it.lines == 1 ? "is" : "are",
                    it.firstLine,
                    it.firstProblem)));
    all.addAll(cuts);
    return all;
  }
}
