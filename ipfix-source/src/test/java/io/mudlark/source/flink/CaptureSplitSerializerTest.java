package io.mudlark.source.flink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaptureSplitSerializerTest {
  private static final CaptureSplit SPLIT =
      new CaptureSplit("ut", List.of("a.pcap", "b.pcap.gz"), 0x0102030405060708L);

  /** What version 1 has always written: count, site, count of files, files, emitted. */
  private static final String VERSION_1 =
      "0000000103757400000002"
          + "07"
          + HexFormat.of().formatHex("a.pcap".getBytes(UTF_8))
          + "0a"
          + HexFormat.of().formatHex("b.pcap.gz".getBytes(UTF_8))
          + "0102030405060708";

  private final CaptureSplitSerializer serializer = new CaptureSplitSerializer();

  @Test
  void the_bytes_of_version_1_never_change() throws IOException {
    assertThat(HexFormat.of().formatHex(serializer.serialize(List.of(SPLIT)))).isEqualTo(VERSION_1);
  }

  @Test
  void what_version_1_wrote_is_read() throws IOException {
    assertThat(serializer.deserialize(1, HexFormat.of().parseHex(VERSION_1)))
        .containsExactly(SPLIT);
    assertThat(CaptureSplitSerializer.ofOne().deserialize(1, HexFormat.of().parseHex(VERSION_1)))
        .isEqualTo(SPLIT);
  }

  @Test
  void no_splits_and_many_splits_are_read_back() throws IOException {
    List<CaptureSplit> many = List.of(SPLIT, new CaptureSplit("tue", List.of(), 0), SPLIT.after(9));
    for (List<CaptureSplit> splits : List.of(List.<CaptureSplit>of(), many)) {
      assertThat(serializer.deserialize(1, serializer.serialize(splits))).isEqualTo(splits);
    }
  }

  @Test
  void a_version_of_the_future_is_refused() {
    assertThatThrownBy(() -> serializer.deserialize(2, new byte[4]))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version 2");
  }
}
