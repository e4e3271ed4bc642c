package io.mudlark.jobs.cli;

import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.probe.ProbeProtocol;
import io.mudlark.jobs.probe.ProbeSession;
import io.mudlark.probe.live.LiveAccount;
import io.mudlark.probe.live.LiveCapture;
import io.mudlark.probe.live.LiveCaptureException;
import io.mudlark.probe.live.LiveInterface;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the probe says when it ends: every count that is not zero. */
final class ProbeReport {
  private ProbeReport() {}

  /** Says so when captures held no packet, or nothing of what was looked for. */
  static void nothing(ProbeSession session, Map<ProbeProtocol, Set<Integer>> ports) {
    if (session.packets() == 0) {
      Terminal.problem("there was no packet to read");
    } else if (session.records() == 0) {
      List<String> looked = new ArrayList<>();
      for (ProbeProtocol protocol : new TreeSet<>(ports.keySet())) {
        String name = protocol.name().toLowerCase(Locale.ROOT);
        looked.add(name + " (" + new TreeSet<>(ports.getOrDefault(protocol, Set.of())) + ")");
      }
      Terminal.problem(
          String.format(
              Locale.ROOT,
              "no exchange of %s in %,d packets; --ports names other ports of servers",
              String.join(", ", looked).replaceAll("[\\[\\]]", ""),
              session.packets()));
    }
  }

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
    if (session.lost() > 0) {
      Terminal.problem(
          String.format(Locale.ROOT, "%,d messages did not reach the collector", session.lost()));
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

  /** Lists the interfaces that can be captured from. */
  static int interfaces() throws ConfigException {
    try {
      for (LiveInterface each : LiveCapture.interfaces()) {
        String addresses = String.join(" ", each.addresses());
        Terminal.say(
            String.format(Locale.ROOT, "%-16s %s  %s", each.name(), addresses, each.description())
                .stripTrailing());
      }
      return ExitCodes.OK;
    } catch (LiveCaptureException e) {
      throw new ConfigException(String.valueOf(e.getMessage()), e);
    }
  }

  private static String line(String word, long count) {
    return String.format(Locale.ROOT, "  %-40s %,14d", word, count);
  }
}
