package io.mudlark.jobs.cli;

import io.mudlark.jobs.embedded.RunSummary;
import io.mudlark.jobs.sink.ResultFile;
import io.mudlark.ledger.Tally;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;

/** What people read on their terminal: problems on standard error, results on standard output. */
final class Terminal {
  private Terminal() {}

  static void problem(String line) {
    err().println("mudlark: " + plain(line));
  }

  /** The whole stack, for those who asked for it. */
  static void trace(Exception e) {
    e.printStackTrace(err());
  }

  static void say(String line) {
    out().println(plain(line));
  }

  /** Texts come from the network too; a terminal would obey what they tell it. */
  private static String plain(String text) {
    return text.replaceAll("[\\p{Cntrl}\u0080-\u009f&&[^\n\t]]", "\ufffd");
  }

  /** Standard output for many lines; whoever takes it buffers it. */
  static StandardOutput output() {
    return new StandardOutput(out());
  }

  /** A name and its value, one line. */
  static void figure(String name, String value) {
    say(name + ": " + value);
  }

  static void summary(RunSummary summary, Path folder) {
    say(
        String.format(
            Locale.ROOT,
            "%,d packets; %,d views of devices judged, %,d rejected, %,d with names unresolved;"
                + " %,d windows; %,d alerts",
            summary.packets(),
            summary.count(Tally.Book.VIEWS, "judged"),
            summary.count(Tally.Book.VIEWS, "rejected"),
            summary.count(Tally.Book.VIEWS, "unresolved"),
            summary.documents().getOrDefault(ResultFile.CHARACTERIZATIONS, 0L),
            summary.documents().getOrDefault(ResultFile.ALERTS, 0L)));
    say(
        summary.ledgerCloses()
            ? "The ledger closes: every packet is in exactly one count."
            : "The ledger does NOT close: see checks in " + folder.resolve("ledger.json"));
    say("Report: " + summary.report());
  }

  /** What became of what exporters sent. */
  static void exports(RunSummary summary) {
    say(
        String.format(
            Locale.ROOT,
            "Exporters: %,d messages; of %,d units by their own numbers %,d received, %,d lost on"
                + " the way, %,d unresolved; %,d flows, %,d quarantined",
            summary.exports("messages"),
            summary.exports("exported"),
            summary.exports("received"),
            summary.exports("lost"),
            summary.exports("unresolved"),
            summary.exports("flows"),
            summary.exports("quarantined-old") + summary.exports("quarantined-ahead")));
  }

  @SuppressWarnings("SystemOut") // this is the one place that prints
  private static PrintStream out() {
    return System.out;
  }

  private static PrintStream err() {
    return System.err;
  }
}
