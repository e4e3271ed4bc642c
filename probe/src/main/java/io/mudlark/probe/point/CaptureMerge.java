package io.mudlark.probe.point;

import io.mudlark.probe.capture.CapturedPacket;
import io.mudlark.probe.capture.InputProblem;
import io.mudlark.probe.capture.UnreadableCapture;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The packets of several captures as one sequence in order of time; of equal times those of the
 * capture that comes first in the list.
 *
 * <p>A capture is opened when its first packet is due and closed after its last one.
 */
final class CaptureMerge implements Closeable {
  private final List<CaptureSummary> captures;
  private final Consumer<InputProblem> problems;
  private final PriorityQueue<CaptureCursor> waiting =
      new PriorityQueue<>(CaptureCursor::compareTo);
  private @Nullable CaptureCursor current;
  private int opened;
  private long lost;
  private long lostFiles;

  CaptureMerge(List<CaptureSummary> captures, Consumer<InputProblem> problems) {
    this.captures = captures;
    this.problems = problems;
  }

  /** The next packet, or null when there is none any more. */
  @Nullable CapturedPacket next() {
    CaptureCursor cursor = current;
    if (cursor != null && !cursor.next()) {
      end(cursor);
      cursor = null;
    }
    if (cursor == null) {
      cursor = waiting.poll();
    }
    cursor = admitDue(cursor);
    CaptureCursor first = waiting.peek();
    if (cursor != null && first != null && first.compareTo(cursor) < 0) {
      waiting.poll();
      waiting.add(cursor);
      cursor = first;
    }
    current = cursor;
    return cursor == null ? null : cursor.packet();
  }

  /** Opens the captures that begin no later than what comes next; at least one if there is none. */
  private @Nullable CaptureCursor admitDue(@Nullable CaptureCursor next) {
    CaptureCursor cursor = next;
    while (opened < captures.size()
        && (cursor == null || captures.get(opened).firstNanos() <= cursor.packet().timeNanos())) {
      CaptureCursor admitted = open(captures.get(opened), opened);
      opened++;
      if (admitted != null && cursor == null) {
        cursor = admitted;
      } else if (admitted != null) {
        waiting.add(admitted);
      }
    }
    return cursor;
  }

  private @Nullable CaptureCursor open(CaptureSummary capture, int rank) {
    try {
      CaptureCursor cursor = CaptureCursor.open(capture, rank);
      if (cursor.next()) {
        return cursor;
      }
      end(cursor);
    } catch (UnreadableCapture e) {
      lose(capture.timed(), e.problem());
    } catch (IOException e) {
      lose(capture.timed(), UnreadableCapture.of(capture.path(), e).problem());
    }
    return null;
  }

  private void end(CaptureCursor cursor) {
    if (cursor.left() > 0) {
      lose(cursor.left(), cursor.shortfall());
    }
    close(cursor);
  }

  private void lose(long packets, InputProblem problem) {
    lost += packets;
    lostFiles++;
    problems.accept(problem);
  }

  private void close(CaptureCursor cursor) {
    try {
      cursor.close();
    } catch (IOException e) {
      problems.accept(UnreadableCapture.of(cursor.path(), e).problem());
    }
  }

  /** Packets of captures that could not be read to the end any more when their turn came. */
  long lost() {
    return lost;
  }

  /** How many captures that concerns. */
  long lostFiles() {
    return lostFiles;
  }

  @Override
  public void close() {
    if (current != null) {
      close(current);
      current = null;
    }
    waiting.forEach(this::close);
    waiting.clear();
    opened = captures.size();
  }
}
