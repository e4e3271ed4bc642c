package io.mudlark.source.flink;

import io.mudlark.source.datagram.DatagramReader;
import io.mudlark.source.datagram.ExportDatagram;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file of recorded exports that is being read, always one message ahead. */
final class OpenReplay implements Closeable {
  /** Its warnings are the one-line problems that a user sees. */
  private static final Logger PROBLEMS = LoggerFactory.getLogger("io.mudlark.problems");

  private final ReplaySplit split;
  private final DatagramReader reader;
  private long emitted;
  private @Nullable ExportDatagram next;

  private OpenReplay(ReplaySplit split, DatagramReader reader) {
    this.split = split;
    this.reader = reader;
  }

  /** Opens a file and goes to the message behind the last one that was emitted. */
  static OpenReplay open(ReplaySplit split, ReaderFactory factory) throws IOException {
    OpenReplay replay = new OpenReplay(split, factory.open(split.site(), Path.of(split.file())));
    replay.fetch();
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
      fetch();
    }
    return taken;
  }

  private void fetch() throws IOException {
    next = reader.next();
    String problem = next == null ? reader.problem() : null;
    if (problem != null) {
      PROBLEMS.warn("{}", problem);
    }
  }

  ReplaySplit toSplit() {
    return new ReplaySplit(split.site(), split.file(), emitted);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
