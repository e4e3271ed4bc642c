package io.mudlark.jobs.probe;

import io.mudlark.probe.capture.UnreadableCapture;
import io.mudlark.probe.point.OrderedCapture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Captures that are read one after the other, as they were given, each in order of time. */
public final class CaptureFiles {
  private final List<Path> files;
  private final Consumer<String> told;
  private long clockNanos;
  private int problems;

  /**
   * @param problems takes one line for each file that cannot be read, or not to its end
   */
  public CaptureFiles(List<Path> files, Consumer<String> problems) {
    this.files = List.copyOf(files);
    this.told = problems;
  }

  /** Reads all packets, and ends the session. */
  public void read(ProbeSession session) throws IOException {
    for (Path file : files) {
      try (OrderedCapture ordered =
          OrderedCapture.open(file, problem -> tell(problem.toString()))) {
        session.passOver(ordered.withoutTime());
        while (ordered.next()) {
          clockNanos = Math.max(clockNanos, ordered.packet().timeNanos());
          session.accept(ordered.packet());
          session.tick();
        }
      } catch (UnreadableCapture e) {
        tell(String.valueOf(e.getMessage()));
      }
    }
    session.finish();
  }

  private void tell(String line) {
    problems++;
    told.accept(line);
  }

  /** The latest time of a packet so far, nanoseconds since the Unix epoch: the export time. */
  public long clockNanos() {
    return clockNanos;
  }

  /** Files that could not be read, or not to their end. */
  public int problems() {
    return problems;
  }
}
