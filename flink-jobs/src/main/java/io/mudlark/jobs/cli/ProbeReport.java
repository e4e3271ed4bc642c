package io.mudlark.jobs.cli;

import io.mudlark.jobs.probe.ProbeSession;
import io.mudlark.probe.live.LiveAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the probe says when it ends: every count that is not zero. */
final class ProbeReport {
  private ProbeReport() {}

  static void end(ProbeSession session, @Nullable LiveAccount live, boolean quiet) {
    if (live != null && live.dropped() + live.droppedByInterface() > 0) {
      Terminal.problem(
          String.format(
              Locale.ROOT,
              "the kernel dropped %,d packets and the interface %,d: exchanges are missing"
                  + " (a larger --buffer or a --filter helps)",
              live.dropped(),
              live.droppedByInterface()));
    }
    if (quiet) {
      return;
    }
    Terminal.say(
        String.format(
            Locale.ROOT, "%,d packets, %,d records", session.packets(), session.records()));
    List<String> lines = new ArrayList<>();
    session.account((word, count) -> lines.add(line(word, count)));
    if (live != null) {
      lines.add(line("kernel-received", live.received()));
      lines.add(line("kernel-dropped", live.dropped()));
      lines.add(line("interface-dropped", live.droppedByInterface()));
    }
    lines.forEach(Terminal::say);
  }

  private static String line(String word, long count) {
    return String.format(Locale.ROOT, "  %-40s %,14d", word, count);
  }
}
