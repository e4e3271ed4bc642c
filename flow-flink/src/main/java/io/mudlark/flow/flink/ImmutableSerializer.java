package io.mudlark.flow.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Writes a value as another serializer does, and hands out the value itself as its copy.
 *
 * @param <T> the type, which cannot change
 */
final class ImmutableSerializer<T> extends TypeSerializer<T> {
  private static final long serialVersionUID = 1L;

  private final TypeSerializer<T> fields;

  ImmutableSerializer(TypeSerializer<T> fields) {
    this.fields = fields;
  }

  TypeSerializer<T> fields() {
    return fields;
  }

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public TypeSerializer<T> duplicate() {
    return new ImmutableSerializer<>(fields.duplicate());
  }

  /** Flink only asks for object reuse, which records cannot have. */
  @Override
  @SuppressWarnings("NullAway") // Flink's contract allows null here
  public T createInstance() {
    return null;
  }

  @Override
  public T copy(T from) {
    return from;
  }

  @Override
  public T copy(T from, T reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(T value, DataOutputView target) throws IOException {
    fields.serialize(value, target);
  }

  @Override
  public T deserialize(DataInputView source) throws IOException {
    return fields.deserialize(source);
  }

  @Override
  public T deserialize(T reuse, DataInputView source) throws IOException {
    return fields.deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    fields.copy(source, target);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ImmutableSerializer<?> that && fields.equals(that.fields);
  }

  @Override
  public int hashCode() {
    return fields.hashCode() * 31 + 1;
  }

  @Override
  public TypeSerializerSnapshot<T> snapshotConfiguration() {
    return new ImmutableSerializerSnapshot<>(this);
  }
}
