package io.mudlark.flow.flink;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The binary form of one type of the model, with a version that its serializer snapshot remembers.
 *
 * @param <T> the type
 */
public interface Codec<T> {
  /**
   * A stable name: it is written into savepoints. A lower-case word here; the name of its class for
   * a codec of another module, which must be public and have a public constructor without
   * parameters.
   */
  String name();

  Class<T> type();

  /** The version that {@link #write} writes; {@link #read} reads it and every older one. */
  default int version() {
    return 1;
  }

  /** A value that stays as it is when this one is changed: itself, when it cannot be changed. */
  default T copy(T value) {
    return value;
  }

  /** Whether values never change. */
  default boolean isImmutable() {
    return true;
  }

  void write(T value, DataOutputView out) throws IOException;

  /** Reads a value that was written by the given version of this codec. */
  T read(DataInputView in, int version) throws IOException;
}
