package io.mudlark.source.flink;

import io.mudlark.source.datagram.DatagramReader;
import io.mudlark.source.datagram.ExportDatagram;
import io.mudlark.source.datagram.RecordedExports;
import io.mudlark.source.datagram.UnreadableExports;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of recorded exports that is being read, always one message ahead.
 *
 * <p>Behind the last message of a file that could not be read, or not to its end, comes the mark of
 * a fault; it is one of those that are counted for the next restore.
 */
final class OpenReplay implements Closeable {
  /** Its warnings are the one-line problems that a user sees. */
  private static final Logger PROBLEMS = LoggerFactory.getLogger("io.mudlark.problems");

  private final ReplaySplit split;
  private final @Nullable DatagramReader reader;
  private long emitted;
  private long timeNanos;
  private boolean atEnd;
  private @Nullable ExportDatagram next;

  private OpenReplay(ReplaySplit split, Set<Integer> ports) throws IOException {
    this.split = split;
    DatagramReader opened = null;
    try {
      opened = RecordedExports.open(split.site(), Path.of(split.file()), ports);
    } catch (UnreadableExports e) {
      fault(String.valueOf(e.getMessage()));
    }
    this.reader = opened;
    fetch();
  }

  /** Opens a file and goes to the message behind the last one that was emitted. */
  static OpenReplay open(ReplaySplit split, Set<Integer> ports) throws IOException {
    OpenReplay replay = new OpenReplay(split, ports);
    while (replay.next != null && replay.emitted < split.emitted()) {
      replay.take();
    }
    return replay;
  }

  /** The message that {@link #take} will give, or null at the end. */
  @Nullable ExportDatagram peek() {
    return next;
  }

  /** Gives the next message, and reads the one behind it. */
  @Nullable ExportDatagram take() throws IOException {
    ExportDatagram taken = next;
    if (taken != null) {
      emitted++;
      next = null;
      timeNanos = taken.receiveNanos();
      fetch();
    }
    return taken;
  }

  private void fetch() throws IOException {
    if (reader == null || atEnd) {
      return;
    }
    next = reader.next();
    atEnd = next == null;
    String problem = atEnd ? reader.problem() : null;
    if (problem != null) {
      fault(problem);
    }
  }

  private void fault(String problem) {
    PROBLEMS.warn("{}", problem);
    next = ExportDatagram.fault(split.site(), Path.of(split.file()), timeNanos);
  }

  ReplaySplit toSplit() {
    return new ReplaySplit(split.site(), split.file(), emitted);
  }

  @Override
  public void close() throws IOException {
    if (reader != null) {
      reader.close();
    }
  }
}
