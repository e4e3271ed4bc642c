package io.mudlark.flow.flink;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The binary form of one type of the model, with a version that its serializer snapshot remembers.
 *
 * @param <T> the type
 */
interface Codec<T> {
  /** A stable lower-case name: it is written into savepoints. */
  String name();

  Class<T> type();

  /** The version that {@link #write} writes; {@link #read} reads it and every older one. */
  default int version() {
    return 1;
  }

  void write(T value, DataOutputView out) throws IOException;

  /** Reads a value that was written by the given version of this codec. */
  T read(DataInputView in, int version) throws IOException;
}
