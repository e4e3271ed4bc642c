package io.mudlark.probe.point;

import io.mudlark.probe.capture.CaptureReader;
import io.mudlark.probe.capture.CapturedPacket;
import io.mudlark.probe.capture.InputProblem;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The packets of one capture that have a time, in order of time. */
final class CaptureCursor implements Closeable {
  private final Path path;
  private final CaptureReader reader;
  private final @Nullable PacketOrder order;
  private final int rank;
  private int shown;
  private long left;

  private CaptureCursor(
      CaptureSummary summary, CaptureReader reader, @Nullable PacketOrder order, int rank) {
    this.path = summary.path();
    this.left = summary.timed();
    this.reader = reader;
    this.order = order;
    this.rank = rank;
  }

  /** Opens a capture that was summarized before; {@code rank} decides between equal times. */
  static CaptureCursor open(CaptureSummary summary, int rank) throws IOException {
    CaptureReader reader = CaptureReader.open(summary.path());
    if (summary.isOrdered()) {
      return new CaptureCursor(summary, reader, null, rank);
    }
    PacketOrder order = PacketOrder.of(reader, Math.toIntExact(summary.timed()));
    return new CaptureCursor(summary, reader, order, rank);
  }

  /** Moves on to the next packet that has a time. */
  boolean next() {
    if (left == 0) {
      return false;
    }
    if (order != null) {
      if (shown == order.size()) {
        return false;
      }
      order.show(shown++, reader);
      left--;
      return true;
    }
    while (reader.next()) {
      if (reader.packet().timeNanos() != CapturedPacket.NO_TIME) {
        left--;
        return true;
      }
    }
    return false;
  }

  Path path() {
    return path;
  }

  CapturedPacket packet() {
    return reader.packet();
  }

  /** Packets that were promised by the summary and not shown yet. */
  long left() {
    return left;
  }

  /** What to say of packets that were promised and are not there any more. */
  InputProblem shortfall() {
    String message = left + " packets less than at first sight: the file has changed";
    return new InputProblem(path.toString(), 0, message);
  }

  /** Whether this cursor's packet comes before the other's. */
  int compareTo(CaptureCursor other) {
    int byTime = Long.compare(packet().timeNanos(), other.packet().timeNanos());
    return byTime != 0 ? byTime : Integer.compare(rank, other.rank);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
