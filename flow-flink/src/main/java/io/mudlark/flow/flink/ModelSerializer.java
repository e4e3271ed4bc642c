package io.mudlark.flow.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * A Flink serializer for a type with a codec, reading one version of its codec and writing the
 * newest.
 *
 * @param <T> the type
 */
final class ModelSerializer<T> extends TypeSerializer<T> {
  private static final long serialVersionUID = 1L;

  private final String codecName;
  private final int readVersion;
  private transient @Nullable Codec<T> codec;

  ModelSerializer(Codec<T> codec, int readVersion) {
    this.codecName = codec.name();
    this.readVersion = readVersion;
    this.codec = codec;
  }

  Codec<T> codec() {
    Codec<T> known = codec;
    if (known == null) {
      known = ModelTypes.codec(codecName);
      codec = known;
    }
    return known;
  }

  @Override
  public boolean isImmutableType() {
    return codec().isImmutable();
  }

  /** Codecs remember texts: each thread has its own. */
  @Override
  public TypeSerializer<T> duplicate() {
    return new ModelSerializer<>(ModelTypes.codec(codecName), readVersion);
  }

  /**
   * There is no empty value of these types; Flink only asks for object reuse, which is not used.
   */
  @Override
  @SuppressWarnings("NullAway") // Flink's contract allows null here
  public T createInstance() {
    return null;
  }

  @Override
  public T copy(T from) {
    return codec().copy(from);
  }

  @Override
  public T copy(T from, T reuse) {
    return codec().copy(from);
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(T value, DataOutputView target) throws IOException {
    codec().write(value, target);
  }

  @Override
  public T deserialize(DataInputView source) throws IOException {
    return codec().read(source, readVersion);
  }

  @Override
  public T deserialize(T reuse, DataInputView source) throws IOException {
    return codec().read(source, readVersion);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    codec().write(codec().read(source, readVersion), target);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ModelSerializer<?> that
        && codecName.equals(that.codecName)
        && readVersion == that.readVersion;
  }

  @Override
  public int hashCode() {
    return codecName.hashCode() * 31 + readVersion;
  }

  @Override
  public TypeSerializerSnapshot<T> snapshotConfiguration() {
    return new ModelSerializerSnapshot<>(codecName, codec().version());
  }
}
