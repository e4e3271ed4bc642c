package io.mudlark.source.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudlark.source.datagram.ExportDatagram;
import io.mudlark.source.session.SessionKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class ExportDatagramSerializerTest {
  private static final ExportDatagram DATAGRAM =
      new ExportDatagram("lab", "udp:192.0.2.1", 0x0102030405060708L, new byte[] {0, 10, 1}, 9);

  /** What version 1 has always written: version, site, exporter, time, drops, length, message. */
  private static final String VERSION_1 =
      "01046c61620e7564703a3139322e302e322e3101020304050607080000000000000009" + "00000003000a01";

  /** What version 2 has always written: the same, and before the length whether it is an end. */
  private static final String VERSION_2 =
      "02046c61620e7564703a3139322e302e322e3101020304050607080000000000000009" + "0000000003000a01";

  private static ExportDatagram read(String hex) throws IOException {
    return ExportDatagramSerializer.INSTANCE.deserialize(
        new DataInputDeserializer(HexFormat.of().parseHex(hex)));
  }

  @Test
  void the_bytes_of_version_2_never_change() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    ExportDatagramSerializer.INSTANCE.serialize(DATAGRAM, out);
    assertThat(HexFormat.of().formatHex(out.getCopyOfBuffer())).isEqualTo(VERSION_2);
  }

  @Test
  void the_end_of_a_session_comes_through() throws IOException {
    ExportDatagram end = ExportDatagram.end("lab", "tcp:192.0.2.1:40000", 5, 7);
    DataOutputSerializer out = new DataOutputSerializer(64);
    ExportDatagramSerializer.INSTANCE.serialize(end, out);
    ExportDatagram read = read(HexFormat.of().formatHex(out.getCopyOfBuffer()));
    assertThat(read).usingRecursiveComparison().isEqualTo(end);
    assertThat(SessionKey.of(read).domain()).isEqualTo(7);
  }

  @Test
  void the_mark_of_a_fault_comes_through() throws IOException {
    ExportDatagram fault = ExportDatagram.fault("lab", Path.of("a/b.ipfix"), 5);
    DataOutputSerializer out = new DataOutputSerializer(64);
    ExportDatagramSerializer.INSTANCE.serialize(fault, out);
    ExportDatagram read = read(HexFormat.of().formatHex(out.getCopyOfBuffer()));
    assertThat(read).usingRecursiveComparison().isEqualTo(fault);
    assertThat(read.exporter()).isEqualTo("file:b.ipfix");
    assertThat(SessionKey.of(read).domain()).isEqualTo(SessionKey.NO_DOMAIN);
  }

  @Test
  void what_versions_1_and_2_wrote_is_read() throws IOException {
    assertThat(read(VERSION_1)).usingRecursiveComparison().isEqualTo(DATAGRAM);
    assertThat(read(VERSION_2)).usingRecursiveComparison().isEqualTo(DATAGRAM);
  }

  @Test
  void another_version_and_an_impossible_length_are_refused() {
    assertThatThrownBy(() -> read("03" + VERSION_1.substring(2)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version 3");
    assertThatThrownBy(() -> read(VERSION_1.replace("00000003000a01", "7fffffff")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("octets");
    assertThatThrownBy(() -> read(VERSION_2.replace("0000000003000a01", "0400000003000a01")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("kind 4");
  }

  @Test
  void splits_of_recorded_exports_keep_their_bytes() throws IOException {
    ReplaySplit split = new ReplaySplit("ut", "a.ipfix", 0x0102030405060708L);
    String hex = "0000000103757408612e69706669780102030405060708";
    ReplaySplitSerializer serializer = new ReplaySplitSerializer();
    assertThat(HexFormat.of().formatHex(serializer.serialize(List.of(split)))).isEqualTo(hex);
    assertThat(serializer.deserialize(1, HexFormat.of().parseHex(hex))).containsExactly(split);
    var one = ReplaySplitSerializer.ofOne();
    assertThat(one.deserialize(1, one.serialize(split))).isEqualTo(split);
    assertThatThrownBy(() -> serializer.deserialize(2, new byte[4]))
        .hasMessageContaining("version 2");
  }
}
