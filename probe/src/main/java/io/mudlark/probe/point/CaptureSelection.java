package io.mudlark.probe.point;

import io.mudlark.probe.capture.CaptureReader;
import io.mudlark.probe.capture.CapturedPacket;
import io.mudlark.probe.capture.InputProblem;
import io.mudlark.probe.capture.UnreadableCapture;
import io.mudlark.probe.packet.Counts;
import io.mudlark.probe.packet.Fate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Looks through the captures of an observation point and decides which are read and in which order,
 * by their content alone: neither their names nor the order in which they are named matter.
 */
final class CaptureSelection {
  /** Unordered captures with more packets than this are refused: their index would not fit. */
  static final long MAX_SORTED = 50_000_000;

  private static final Comparator<CaptureSummary> BY_TIME =
      Comparator.comparingLong(CaptureSummary::firstNanos)
          .thenComparingLong(CaptureSummary::lastNanos)
          .thenComparingLong(CaptureSummary::length)
          .thenComparingLong(CaptureSummary::packets);

  private final Consumer<InputProblem> problems;
  private final long maxSorted;
  private final Map<CaptureSummary, String> digests = new HashMap<>();
  private final List<CaptureSummary> chosen = new ArrayList<>();
  private final Counts<Fate> setAside = new Counts<>(Fate.class);
  private long setAsideOctets;
  private long packets;
  private long octets;
  private long backwards;
  private long problemCount;
  private int unreadableFiles;
  private int duplicateFiles;
  private int overlappingFiles;

  CaptureSelection(List<Path> files, long maxSorted, Consumer<InputProblem> problems) {
    this.problems = problems;
    this.maxSorted = maxSorted;
    for (CaptureSummary summary : distinct(summaries(files))) {
      choose(summary);
    }
    countOverlaps();
  }

  private void report(InputProblem problem) {
    problemCount++;
    problems.accept(problem);
  }

  private List<CaptureSummary> summaries(List<Path> files) {
    List<CaptureSummary> summaries = new ArrayList<>();
    for (Path file : files) {
      try {
        CaptureSummary summary = CaptureSummary.of(file, this::report);
        packets += summary.packets();
        octets += summary.octets();
        summaries.add(summary);
      } catch (UnreadableCapture e) {
        unreadableFiles++;
        report(e.problem());
      }
    }
    return summaries;
  }

  /** In order of time, then content; of files with the same content only one. */
  private List<CaptureSummary> distinct(List<CaptureSummary> summaries) {
    List<CaptureSummary> sorted = new ArrayList<>(summaries);
    sorted.sort(BY_TIME);
    List<CaptureSummary> distinct = new ArrayList<>();
    int start = 0;
    while (start < sorted.size()) {
      int end = start + 1;
      while (end < sorted.size() && BY_TIME.compare(sorted.get(start), sorted.get(end)) == 0) {
        end++;
      }
      distinct.addAll(distinctContent(sorted.subList(start, end)));
      start = end;
    }
    return distinct;
  }

  private List<CaptureSummary> distinctContent(List<CaptureSummary> alike) {
    if (alike.size() == 1) {
      return alike;
    }
    List<CaptureSummary> sorted = new ArrayList<>(alike);
    sorted.sort(Comparator.comparing(this::digest));
    List<CaptureSummary> distinct = new ArrayList<>();
    String previous = "";
    for (CaptureSummary summary : sorted) {
      String digest = digest(summary);
      if (digest.equals(previous)) {
        duplicateFiles++;
        setAside(Fate.DUPLICATE_FILE, summary.packets(), summary.octets());
      } else {
        distinct.add(summary);
      }
      previous = digest;
    }
    return distinct;
  }

  private String digest(CaptureSummary summary) {
    return digests.computeIfAbsent(
        summary,
        file -> {
          try (CaptureReader reader = CaptureReader.open(file.path())) {
            return HexFormat.of().formatHex(reader.digest());
          } catch (IOException e) {
            // Gone since it was summarized: read no more, and then counted as lost.
            return "gone " + file.path();
          }
        });
  }

  private void choose(CaptureSummary summary) {
    if (!summary.isOrdered() && summary.timed() > maxSorted) {
      String message =
          summary.timed() + " packets out of time order, of which " + maxSorted + " can be sorted";
      report(new InputProblem(summary.path().toString(), 0, message));
      setAside(Fate.UNSORTABLE_FILE, summary.packets(), summary.octets());
      return;
    }
    setAside(Fate.WITHOUT_TIME, summary.packets() - summary.timed(), summary.untimedOctets());
    backwards += summary.backwards();
    if (summary.timed() > 0) {
      chosen.add(summary);
    }
  }

  private void setAside(Fate fate, long count, long ofOctets) {
    setAside.add(fate, count);
    setAsideOctets += ofOctets;
  }

  private void countOverlaps() {
    long latest = CapturedPacket.NO_TIME;
    for (CaptureSummary summary : chosen) {
      overlappingFiles += summary.firstNanos() < latest ? 1 : 0;
      latest = Math.max(latest, summary.lastNanos());
    }
  }

  /** The captures to read, each with at least one packet that has a time. */
  List<CaptureSummary> chosen() {
    return chosen;
  }

  /** Packets that are not read at all, by why. */
  Counts<Fate> setAside() {
    return setAside;
  }

  long setAsideOctets() {
    return setAsideOctets;
  }

  /** Packets of all readable files. */
  long packets() {
    return packets;
  }

  /** Captured octets of all readable files. */
  long octets() {
    return octets;
  }

  /** Packets that are earlier than the one before them in their file. */
  long backwards() {
    return backwards;
  }

  long problemCount() {
    return problemCount;
  }

  int unreadableFiles() {
    return unreadableFiles;
  }

  int duplicateFiles() {
    return duplicateFiles;
  }

  /** Files that begin before an earlier one has ended. */
  int overlappingFiles() {
    return overlappingFiles;
  }
}
