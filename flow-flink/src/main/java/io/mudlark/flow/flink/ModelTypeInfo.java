package io.mudlark.flow.flink;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Flink's description of a model type whose serializer is written by hand.
 *
 * @param <T> the type
 */
final class ModelTypeInfo<T> extends TypeInformation<T> {
  private static final long serialVersionUID = 1L;

  private final String codecName;
  private final Class<T> type;

  ModelTypeInfo(Codec<T> codec) {
    this.codecName = codec.name();
    this.type = codec.type();
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
    return type;
  }

  @Override
  public boolean isKeyType() {
    return true;
  }

  @Override
  public TypeSerializer<T> createSerializer(SerializerConfig config) {
    Codec<T> codec = ModelTypes.codec(codecName);
    return new ModelSerializer<>(codec, codec.version());
  }

  @Override
  public String toString() {
    return "Model<" + codecName + ">";
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ModelTypeInfo<?> that && codecName.equals(that.codecName);
  }

  @Override
  public int hashCode() {
    return codecName.hashCode();
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof ModelTypeInfo<?>;
  }
}
