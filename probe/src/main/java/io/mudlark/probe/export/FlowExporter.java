package io.mudlark.probe.export;

import io.mudlark.flow.FlowRecord;
import java.io.Closeable;
import java.util.function.ObjLongConsumer;

/** Sends flow records in one format of messages. */
public interface FlowExporter extends Closeable {
  /**
   * Takes a record; it may be sent later, together with others.
   *
   * @param nowNanos when it is exported, nanoseconds since the Unix epoch
   */
  void export(FlowRecord flow, long nowNanos);

  /** Sends what has waited long enough. */
  void tick(long nowNanos);

  /** Sends everything that waits. */
  void flush(long nowNanos);

  /** Passes on what is worth counting, by its stable lower-case word; zeros too. */
  void notes(ObjLongConsumer<String> sink);
}
