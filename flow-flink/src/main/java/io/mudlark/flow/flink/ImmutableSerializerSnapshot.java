package io.mudlark.flow.flink;

import org.apache.flink.api.common.typeutils.CompositeTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * What a savepoint remembers of an {@link ImmutableSerializer}: all that it remembers of the
 * serializer within, so that fields may be added.
 *
 * @param <T> the type
 */
public final class ImmutableSerializerSnapshot<T>
    extends CompositeTypeSerializerSnapshot<T, ImmutableSerializer<T>> {
  private static final int FORMAT = 1;

  /** For Flink, which fills it by reading. */
  public ImmutableSerializerSnapshot() {}

  ImmutableSerializerSnapshot(ImmutableSerializer<T> serializer) {
    super(serializer);
  }

  @Override
  protected int getCurrentOuterSnapshotVersion() {
    return FORMAT;
  }

  @Override
  protected TypeSerializer<?>[] getNestedSerializers(ImmutableSerializer<T> outer) {
    return new TypeSerializer<?>[] {outer.fields()};
  }

  @Override
  @SuppressWarnings("unchecked") // there is one within, and it is for the same type
  protected ImmutableSerializer<T> createOuterSerializerWithNestedSerializers(
      TypeSerializer<?>[] nested) {
    return new ImmutableSerializer<>((TypeSerializer<T>) nested[0]);
  }
}
