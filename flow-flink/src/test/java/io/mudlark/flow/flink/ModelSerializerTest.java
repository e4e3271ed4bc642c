package io.mudlark.flow.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudlark.flow.FlowRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModelSerializerTest {
  private static final Path GOLDEN = Path.of("src/test/resources/state");

  static Stream<Map.Entry<String, Object>> samples() {
    return Samples.all().entrySet().stream();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void the_bytes_of_version_1_never_change(Map.Entry<String, Object> sample) throws IOException {
    Path file = GOLDEN.resolve(sample.getKey() + ".v1.hex");
    String written = HexFormat.of().formatHex(write(sample.getKey(), sample.getValue()));
    if ("write".equals(System.getProperty("golden"))) {
      Files.writeString(file, written + "\n");
    }
    assertThat(written).isEqualTo(Files.readString(file).trim());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void every_golden_file_is_read_back_as_the_value(Map.Entry<String, Object> sample)
      throws IOException {
    String text = Files.readString(GOLDEN.resolve(sample.getKey() + ".v1.hex")).trim();
    DataInputStream bytes =
        new DataInputStream(new ByteArrayInputStream(HexFormat.of().parseHex(text)));
    Object read = serializer(sample.getKey()).deserialize(new DataInputViewStreamWrapper(bytes));
    assertThat(read).isEqualTo(sample.getValue());
    assertThat(bytes.available()).isZero();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void a_serializer_comes_back_from_its_snapshot(Map.Entry<String, Object> sample)
      throws IOException {
    TypeSerializer<Object> serializer = serializer(sample.getKey());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TypeSerializerSnapshot.writeVersionedSnapshot(
        new DataOutputViewStreamWrapper(new DataOutputStream(bytes)),
        serializer.snapshotConfiguration());
    TypeSerializerSnapshot<Object> restored =
        TypeSerializerSnapshot.readVersionedSnapshot(
            new DataInputViewStreamWrapper(new ByteArrayInputStream(bytes.toByteArray())),
            getClass().getClassLoader());
    assertThat(restored.restoreSerializer()).isEqualTo(serializer);
    assertThat(
            serializer
                .snapshotConfiguration()
                .resolveSchemaCompatibility(restored)
                .isCompatibleAsIs())
        .isTrue();
  }

  @Test
  void state_of_a_newer_version_or_of_another_type_is_refused() {
    ModelSerializerSnapshot<FlowRecord> now = new ModelSerializerSnapshot<>("flow-record", 1);
    assertThat(
            now.resolveSchemaCompatibility(new ModelSerializerSnapshot<>("flow-record", 2))
                .isIncompatible())
        .isTrue();
    assertThat(
            now.resolveSchemaCompatibility(new ModelSerializerSnapshot<>("tally", 1))
                .isIncompatible())
        .isTrue();
    assertThat(
            new ModelSerializerSnapshot<FlowRecord>("flow-record", 2)
                .resolveSchemaCompatibility(now)
                .isCompatibleAfterMigration())
        .isTrue();
  }

  @Test
  void a_state_without_an_end_cannot_be_described() {
    assertThatThrownBy(() -> KeyedStates.value("x", ModelTypes.TALLY, Duration.ZERO))
        .hasMessageContaining("time to live");
    assertThat(
            KeyedStates.map("x", ModelTypes.DEVICE_ID, ModelTypes.TALLY, Duration.ofDays(1))
                .getTtlConfig()
                .isEnabled())
        .isTrue();
  }

  private static byte[] write(String name, Object value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    serializer(name).serialize(value, new DataOutputViewStreamWrapper(bytes));
    return bytes.toByteArray();
  }

  private static TypeSerializer<Object> serializer(String sample) {
    int dot = sample.indexOf('.');
    Codec<Object> codec = ModelTypes.codec(dot < 0 ? sample : sample.substring(0, dot));
    TypeInformation<Object> info = new ModelTypeInfo<>(codec);
    return info.createSerializer(new SerializerConfigImpl());
  }
}
