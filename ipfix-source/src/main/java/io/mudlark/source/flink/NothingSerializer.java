package io.mudlark.source.flink;

import java.io.IOException;
import java.util.function.Supplier;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Writes what has nothing to remember as no bytes.
 *
 * @param <T> the type
 */
final class NothingSerializer<T> implements SimpleVersionedSerializer<T> {
  private static final int VERSION = 1;

  private final Supplier<T> value;

  NothingSerializer(Supplier<T> value) {
    this.value = value;
  }

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(T nothing) {
    return new byte[0];
  }

  @Override
  public T deserialize(int version, byte[] serialized) throws IOException {
    if (version != VERSION) {
      throw new IOException("listener state of version " + version + " is not known");
    }
    return value.get();
  }
}
