package io.mudlark.ipfix.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudlark.ipfix.golden.Decoded;
import io.mudlark.ipfix.template.TemplateBudget;
import io.mudlark.ipfix.wire.MessageHeader;
import io.mudlark.ipfix.wire.Protocol;
import io.mudlark.ipfix.wire.WireCursor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SnapshotTest {
  private static final DomainKey KEY = new DomainKey("e", 1);
  private static final String GOLDEN = "domain-v2.hex";

  /** A domain that has seen one of everything. */
  private static DomainDecoder eventful() {
    Decoded decoded = Decoded.standard();
    Bytes sampling = Bytes.of().u16(300, 2, 1).u16(302, 4, 305, 4);
    Bytes types = Bytes.of().u16(301, 4, 2).u16(346, 4, 303, 2, 339, 1, 341, 65535);
    Bytes type =
        Bytes.of().u32(4242).u16(0x8005).u8(3).u8(4).raw("dust".getBytes(StandardCharsets.UTF_8));
    Bytes sets =
        Bytes.of()
            .set(3, sampling)
            .set(3, types)
            .set(2, Bytes.of().u16(256, 3).u16(8, 4, 12, 4).u16(0x8005, 4, 0, 4242))
            .set(300, Bytes.of().u32(5, 100))
            .set(301, type)
            .set(256, Bytes.of().u32(1, 2, 3));
    decoded.accept("e", 77, Bytes.ipfix(0, sets));
    decoded.accept("e", 78, Bytes.ipfix(9, Bytes.of().set(999, Bytes.of().u32(1))));
    return decoded.decoder.domain(KEY);
  }

  private static DomainDecoder restored(byte[] snapshot) {
    return DomainDecoder.restore(KEY, Decoded.SETTINGS, new TemplateBudget(1000), snapshot);
  }

  @Test
  void what_is_restored_is_what_was_saved() {
    byte[] snapshot = eventful().snapshot();
    assertThat(restored(snapshot).snapshot()).isEqualTo(snapshot);
  }

  /** Late messages whose data cannot be counted split a gap, and what is left stays unresolved. */
  @Test
  void what_reordering_and_missing_templates_leave_behind_can_be_restored() {
    Decoded decoded = Decoded.standard();
    Bytes template = Bytes.of().u16(256, 2).u16(8, 4, 12, 4);
    decoded.accept("e", 0, Bytes.ipfix(0, Bytes.of().set(2, template)));
    for (int round = 0; round < 12; round++) {
      int start = round * 1001;
      decoded.accept("e", 0, Bytes.ipfix(start, Bytes.of().set(999, Bytes.of().u32(round))));
      decoded.accept("e", 0, halfReadable(start + 1000));
      for (int late = start + 10; late < start + 570; late += 20) {
        decoded.accept("e", 0, halfReadable(late));
      }
    }
    DomainDecoder domain = decoded.decoder.domain(KEY);
    byte[] snapshot = domain.snapshot();
    assertThat(restored(snapshot).snapshot()).isEqualTo(snapshot);
    assertThat(domain.ledger().account(Protocol.IPFIX).residual()).isZero();
  }

  private static byte[] halfReadable(int sequence) {
    Bytes record = Bytes.of().u32(sequence, 1);
    return Bytes.ipfix(sequence, Bytes.of().set(256, record).set(999, Bytes.of().u32(sequence)));
  }

  @Test
  void no_record_is_undecodable_after_a_restart_for_want_of_a_template() throws Exception {
    DomainDecoder domain = restored(eventful().snapshot());
    Decoded sink = Decoded.standard();
    byte[] message = Bytes.ipfix(20, Bytes.of().set(256, Bytes.of().u32(1, 2, 3)));
    WireCursor cursor = WireCursor.over(message);
    domain.decode(MessageHeader.read(cursor), cursor, 100, sink);
    assertThat(sink.rows.get(0).fields()).containsEntry("dust", 3L);
    byte[] late = Bytes.ipfix(21, Bytes.of().set(2, Bytes.of().u16(999, 1).u16(7, 2)));
    cursor = WireCursor.over(late);
    domain.decode(MessageHeader.read(cursor), cursor, 100, sink);
    assertThat(sink.rows).hasSize(3);
    assertThat(domain.ledger().account(Protocol.IPFIX).residual()).isZero();
  }

  @Test
  void writes_and_reads_the_bytes_of_version_2() throws IOException {
    if ("write".equals(System.getProperty("golden"))) {
      Path file = Path.of("src/test/resources/io/mudlark/ipfix/decode", GOLDEN);
      Files.createDirectories(file.getParent());
      Files.writeString(file, HexFormat.of().formatHex(eventful().snapshot()) + "\n");
    }
    byte[] golden = golden(GOLDEN);
    assertThat(eventful().snapshot()).isEqualTo(golden);
    assertThat(restored(golden).templates(Protocol.IPFIX).size()).isEqualTo(3);
    assertThat(restored(golden).templates(Protocol.NETFLOW9).size()).isZero();
    assertThat(restored(golden).parkedSets()).isEqualTo(1);
  }

  /** It had one table, and did not say by which protocol a template had come. */
  @Test
  void reads_the_bytes_of_version_1() throws IOException {
    DomainDecoder domain = restored(golden("domain-v1.hex"));
    assertThat(domain.templates(Protocol.IPFIX).size()).isEqualTo(3);
    assertThat(domain.templates(Protocol.NETFLOW9).size()).isEqualTo(3);
    assertThat(domain.parkedSets()).isEqualTo(1);
  }

  private static byte[] golden(String name) throws IOException {
    try (InputStream in = SnapshotTest.class.getResourceAsStream(name)) {
      String hex = new String(in.readAllBytes(), StandardCharsets.US_ASCII).trim();
      return HexFormat.of().parseHex(hex);
    }
  }

  @Test
  void refuses_bytes_of_another_version_or_cut_off() {
    byte[] snapshot = eventful().snapshot();
    byte[] other = snapshot.clone();
    other[0] = 9;
    assertThatThrownBy(() -> restored(other)).hasMessage("decoder state of unknown version 9");
    assertThatThrownBy(() -> restored(Arrays.copyOf(snapshot, snapshot.length / 2)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
