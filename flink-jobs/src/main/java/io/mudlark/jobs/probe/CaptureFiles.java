package io.mudlark.jobs.probe;

import io.mudlark.probe.capture.CaptureReader;
import io.mudlark.probe.capture.CapturedPacket;
import io.mudlark.probe.capture.InputProblem;
import io.mudlark.probe.capture.UnreadableCapture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Captures that are read one after the other, as they were given. */
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
      try (CaptureReader reader = CaptureReader.open(file)) {
        while (reader.next()) {
          long nanos = reader.packet().timeNanos();
          clockNanos = nanos == CapturedPacket.NO_TIME ? clockNanos : Math.max(clockNanos, nanos);
          session.accept(reader.packet());
          session.tick();
        }
        InputProblem problem = reader.problem();
        if (problem != null) {
          tell(problem.toString());
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
