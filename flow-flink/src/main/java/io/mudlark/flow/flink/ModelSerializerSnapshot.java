package io.mudlark.flow.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What a savepoint remembers of a {@link ModelSerializer}: which codec, and which version of it
 * wrote the state.
 *
 * @param <T> the type
 */
public final class ModelSerializerSnapshot<T> implements TypeSerializerSnapshot<T> {
  private static final int FORMAT = 1;

  private String codecName = "";
  private int codecVersion;

  /** For Flink, which fills it by {@link #readSnapshot}. */
  public ModelSerializerSnapshot() {}

  ModelSerializerSnapshot(String codecName, int codecVersion) {
    this.codecName = codecName;
    this.codecVersion = codecVersion;
  }

  @Override
  public int getCurrentVersion() {
    return FORMAT;
  }

  @Override
  public void writeSnapshot(DataOutputView out) throws IOException {
    out.writeUTF(codecName);
    out.writeInt(codecVersion);
  }

  @Override
  public void readSnapshot(int readVersion, DataInputView in, ClassLoader classLoader)
      throws IOException {
    codecName = in.readUTF();
    codecVersion = in.readInt();
  }

  @Override
  public TypeSerializer<T> restoreSerializer() {
    return new ModelSerializer<>(ModelTypes.<T>codec(codecName), codecVersion);
  }

  @Override
  public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
      TypeSerializerSnapshot<T> oldSnapshot) {
    if (!(oldSnapshot instanceof ModelSerializerSnapshot<T> old)
        || !old.codecName.equals(codecName)
        || old.codecVersion > codecVersion) {
      return TypeSerializerSchemaCompatibility.incompatible();
    }
    return old.codecVersion == codecVersion
        ? TypeSerializerSchemaCompatibility.compatibleAsIs()
        : TypeSerializerSchemaCompatibility.compatibleAfterMigration();
  }
}
