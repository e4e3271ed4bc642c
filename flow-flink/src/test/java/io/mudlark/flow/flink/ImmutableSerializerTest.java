package io.mudlark.flow.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;
import org.junit.jupiter.api.Test;

class ImmutableSerializerTest {
  /** A record that nobody can change. */
  public record Point(long x, double y, String name) {}

  private static final Point POINT = new Point(7, 0.5, "seven");

  private static <T> TypeSerializer<T> serializer(TypeInformation<T> type) {
    SerializerConfigImpl config = new SerializerConfigImpl();
    config.setGenericTypes(false);
    return type.createSerializer(config);
  }

  private static byte[] bytes(TypeSerializer<Point> serializer) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(POINT, out);
    return out.getCopyOfBuffer();
  }

  @Test
  void writes_what_flink_writes_and_hands_out_the_value_as_its_copy() throws IOException {
    TypeSerializer<Point> immutable = serializer(ModelTypes.immutable(Point.class));
    assertThat(bytes(immutable)).isEqualTo(bytes(serializer(TypeInformation.of(Point.class))));
    assertThat(immutable.copy(POINT)).isSameAs(POINT);
    assertThat(immutable.isImmutableType()).isTrue();
    assertThat(immutable.duplicate()).isEqualTo(immutable);
    assertThat(immutable.deserialize(new DataInputDeserializer(bytes(immutable)))).isEqualTo(POINT);
  }

  @Test
  void comes_back_from_its_snapshot_and_is_compatible_with_itself() throws IOException {
    TypeSerializer<Point> immutable = serializer(ModelTypes.immutable(Point.class));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TypeSerializerSnapshot.writeVersionedSnapshot(
        new DataOutputViewStreamWrapper(out), immutable.snapshotConfiguration());
    TypeSerializerSnapshot<Point> restored =
        TypeSerializerSnapshot.readVersionedSnapshot(
            new DataInputViewStreamWrapper(new ByteArrayInputStream(out.toByteArray())),
            getClass().getClassLoader());
    assertThat(
            restored.restoreSerializer().deserialize(new DataInputDeserializer(bytes(immutable))))
        .isEqualTo(POINT);
    assertThat(
            immutable
                .snapshotConfiguration()
                .resolveSchemaCompatibility(restored)
                .isCompatibleAsIs())
        .isTrue();
  }

  @Test
  void a_codec_that_is_not_there_is_named() {
    assertThatThrownBy(() -> ModelTypes.codec("no.such.Codec"))
        .hasMessage("no codec is named 'no.such.Codec'");
    assertThatThrownBy(() -> ModelTypes.codec("java.lang.String"))
        .hasMessage("no codec is named 'java.lang.String'");
  }
}
