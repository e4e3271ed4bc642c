package io.mudlark.source.flink;

import io.mudlark.source.datagram.ExportDatagram;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.jspecify.annotations.Nullable;

/** Flink's description of export datagrams, whose serializer is written by hand. */
public final class ExportDatagramType extends TypeInformation<ExportDatagram> {
  private static final long serialVersionUID = 1L;

  public static final ExportDatagramType INSTANCE = new ExportDatagramType();

  private ExportDatagramType() {}

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
  public Class<ExportDatagram> getTypeClass() {
    return ExportDatagram.class;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public TypeSerializer<ExportDatagram> createSerializer(SerializerConfig config) {
    return ExportDatagramSerializer.INSTANCE;
  }

  @Override
  public String toString() {
    return "ExportDatagram";
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ExportDatagramType;
  }

  @Override
  public int hashCode() {
    return ExportDatagramType.class.hashCode();
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof ExportDatagramType;
  }
}
