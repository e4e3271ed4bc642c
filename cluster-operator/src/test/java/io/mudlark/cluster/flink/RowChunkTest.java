package io.mudlark.cluster.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudlark.cluster.feature.FlowRow;
import io.mudlark.cluster.testing.Rows;
import io.mudlark.flow.flink.ModelTypes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;
import org.junit.jupiter.api.Test;

class RowChunkTest {
  private static final Path GOLDEN = Path.of("src/test/resources/state/row-chunk.v1.hex");

  private static RowChunk chunk(int size) {
    RowChunk chunk = new RowChunk();
    for (int i = 0; i < size; i++) {
      chunk.add(row(i));
    }
    return chunk;
  }

  private static FlowRow row(int i) {
    return i % 3 == 0
        ? Rows.lookup("9.9.9.9", 50_000 + i, Rows.T0)
        : Rows.scanProbe("2001:db8::9", 1 + i, Rows.T0 + i, i % 2 == 0);
  }

  private static TypeSerializer<RowChunk> serializer() {
    return ModelTypes.of(new RowChunkCodec()).createSerializer(new SerializerConfigImpl());
  }

  private static byte[] bytes(RowChunk chunk) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer().serialize(chunk, out);
    return out.getCopyOfBuffer();
  }

  @Test
  void a_copy_takes_further_flows_without_a_trace_in_the_original() {
    TypeSerializer<RowChunk> serializer = serializer();
    for (int size = 0; size < RowChunk.MAX; size++) {
      RowChunk original = chunk(size);
      RowChunk copy = serializer.copy(original);
      copy.add(row(1000));
      assertThat(original).isEqualTo(chunk(size));
      assertThat(copy.size()).isEqualTo(size + 1);
      assertThat(copy.rows().subList(0, size)).isEqualTo(original.rows());
      assertThat(copy.rows().get(size)).isEqualTo(row(1000));
    }
  }

  @Test
  void holds_no_more_than_its_limit() {
    RowChunk full = chunk(RowChunk.MAX);
    assertThatThrownBy(() -> full.add(row(1))).hasMessage("a chunk holds 64 flows at most");
  }

  @Test
  void the_bytes_of_version_1_never_change() throws IOException {
    String written = HexFormat.of().formatHex(bytes(chunk(5)));
    if ("write".equals(System.getProperty("golden"))) {
      Files.createDirectories(GOLDEN.getParent());
      Files.writeString(GOLDEN, written + "\n");
    }
    String golden = Files.readString(GOLDEN).trim();
    assertThat(written).isEqualTo(golden);
    DataInputDeserializer in = new DataInputDeserializer(HexFormat.of().parseHex(golden));
    assertThat(serializer().deserialize(in)).isEqualTo(chunk(5));
    assertThat(in.available()).isZero();
  }

  @Test
  void comes_back_by_the_serializer_that_a_savepoint_names() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TypeSerializerSnapshot.writeVersionedSnapshot(
        new DataOutputViewStreamWrapper(out), serializer().snapshotConfiguration());
    TypeSerializerSnapshot<RowChunk> snapshot =
        TypeSerializerSnapshot.readVersionedSnapshot(
            new DataInputViewStreamWrapper(new ByteArrayInputStream(out.toByteArray())),
            getClass().getClassLoader());
    RowChunk full = chunk(RowChunk.MAX);
    assertThat(snapshot.restoreSerializer().deserialize(new DataInputDeserializer(bytes(full))))
        .isEqualTo(full);
  }

  @Test
  void a_length_that_no_chunk_has_is_refused_before_it_takes_room() {
    byte[] endless = HexFormat.of().parseHex("ffffffff07");
    assertThatThrownBy(() -> serializer().deserialize(new DataInputDeserializer(endless)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("larger than any that is written");
  }
}
