package io.mudlark.flow.flink;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Flink's description of a record that cannot change, down to its last list: written and migrated
 * field by field as Flink does with any record, but never copied.
 *
 * <p>Flink copies what it finds in a heap state while a checkpoint of that state is being written,
 * since a function might change it in place.
 *
 * @param <T> the type
 */
final class ImmutableTypeInfo<T> extends TypeInformation<T> {
  private static final long serialVersionUID = 1L;

  private final TypeInformation<T> fields;

  ImmutableTypeInfo(TypeInformation<T> fields) {
    this.fields = fields;
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public Class<T> getTypeClass() {
    return fields.getTypeClass();
  }

  @Override
  public boolean isKeyType() {
    return fields.isKeyType();
  }

  @Override
  public TypeSerializer<T> createSerializer(SerializerConfig config) {
    return new ImmutableSerializer<>(fields.createSerializer(config));
  }

  @Override
  public String toString() {
    return "Immutable<" + fields + ">";
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ImmutableTypeInfo<?> that && fields.equals(that.fields);
  }

  @Override
  public int hashCode() {
    return fields.hashCode() * 31 + 1;
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof ImmutableTypeInfo<?>;
  }
}
