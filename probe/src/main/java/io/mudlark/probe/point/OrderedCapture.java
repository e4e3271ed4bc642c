package io.mudlark.probe.point;

import io.mudlark.probe.capture.CapturedPacket;
import io.mudlark.probe.capture.InputProblem;
import io.mudlark.probe.capture.UnreadableCapture;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The packets of one capture file in the order of their times, which need not be the file's: a
 * meter that is told the past after the present would give flows wrong times.
 */
public final class OrderedCapture implements Closeable {
  private final CaptureSummary summary;
  private final CaptureCursor cursor;
  private final Consumer<InputProblem> problems;

  private OrderedCapture(
      CaptureSummary summary, CaptureCursor cursor, Consumer<InputProblem> problems) {
    this.summary = summary;
    this.cursor = cursor;
    this.problems = problems;
  }

  /**
   * Looks through the file once and opens it again.
   *
   * @param problems takes what is wrong with the file, now or when it is closed
   * @throws UnreadableCapture when no packet of it can be read, or there are too many to be sorted
   */
  public static OrderedCapture open(Path path, Consumer<InputProblem> problems) throws IOException {
    CaptureSummary summary = CaptureSummary.of(path, problems);
    if (!summary.isOrdered() && summary.timed() > CaptureSelection.MAX_SORTED) {
      throw new UnreadableCapture(
          new InputProblem(path.toString(), -1, "is out of time order and too large to be sorted"));
    }
    return new OrderedCapture(summary, CaptureCursor.open(summary, 0), problems);
  }

  /** Moves {@link #packet} to the next packet that has a time; false when there is none. */
  public boolean next() {
    return cursor.next();
  }

  /** The one packet view of this capture. */
  public CapturedPacket packet() {
    return cursor.packet();
  }

  /** Packets that have no time, which are not shown. */
  public long withoutTime() {
    return summary.packets() - summary.timed();
  }

  @Override
  public void close() throws IOException {
    if (cursor.left() > 0) {
      problems.accept(cursor.shortfall());
    }
    cursor.close();
  }
}
