package io.mudlark.probe.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mudlark.probe.testing.Captures;
import io.mudlark.probe.testing.PcapngBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureReaderTest {
  private static final byte[] ABC = {'a', 'b', 'c'};
  private static final byte[] DEFGH = {'d', 'e', 'f', 'g', 'h'};

  @TempDir private Path folder;

  private record Seen(long nanos, int linkType, int wireLength, String octets) {}

  private Path file(String name, byte[] octets) throws IOException {
    return Files.write(folder.resolve(name), octets);
  }

  private static List<Seen> readAll(CaptureReader reader) {
    List<Seen> seen = new ArrayList<>();
    CapturedPacket packet = reader.packet();
    while (reader.next()) {
      byte[] octets = new byte[packet.length()];
      packet.buffer().get(packet.offset(), octets);
      seen.add(
          new Seen(
              packet.timeNanos(),
              packet.linkType(),
              packet.wireLength(),
              new String(octets, StandardCharsets.ISO_8859_1)));
    }
    return seen;
  }

  private List<Seen> readAll(byte[] capture) throws IOException {
    try (CaptureReader reader = CaptureReader.open(file("capture", capture))) {
      List<Seen> seen = readAll(reader);
      assertThat(reader.problem()).isNull();
      return seen;
    }
  }

  private InputProblem problemOf(byte[] capture) throws IOException {
    try (CaptureReader reader = CaptureReader.open(file("capture", capture))) {
      readAll(reader);
      return reader.problem();
    }
  }

  private InputProblem refusal(Path path) {
    UnreadableCapture refused =
        catchThrowableOfType(UnreadableCapture.class, () -> CaptureReader.open(path).close());
    return refused.problem();
  }

  private static byte[] pcap(ByteOrder order, int magic, int recordHeader, long fraction) {
    ByteBuffer file = ByteBuffer.allocate(24 + recordHeader + 3).order(order);
    file.putInt(magic).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0).putInt(65_535);
    file.putInt(LinkType.ETHERNET);
    file.putInt(100).putInt((int) fraction).putInt(3).putInt(60);
    file.position(24 + recordHeader);
    return file.put(ABC).array();
  }

  @ParameterizedTest
  @CsvSource({
    "BIG_ENDIAN, a1b2c3d4, 16, 1000", "LITTLE_ENDIAN, a1b2c3d4, 16, 1000",
    "BIG_ENDIAN, a1b23c4d, 16, 1", "LITTLE_ENDIAN, a1b23c4d, 16, 1",
    "BIG_ENDIAN, a1b2cd34, 24, 1000", "LITTLE_ENDIAN, a1b2cd34, 24, 1000"
  })
  void reads_pcap_of_every_byte_order_and_resolution(
      String order, String magic, int recordHeader, long unit) throws IOException {
    ByteOrder byteOrder =
        order.equals("BIG_ENDIAN") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    byte[] capture = pcap(byteOrder, Integer.parseUnsignedInt(magic, 16), recordHeader, 7);
    assertThat(readAll(capture))
        .containsExactly(new Seen(100_000_000_000L + 7 * unit, LinkType.ETHERNET, 60, "abc"));
  }

  @Test
  void a_fraction_of_a_second_that_is_none_gives_a_packet_without_time() throws IOException {
    byte[] capture = pcap(ByteOrder.BIG_ENDIAN, PcapReader.MICROSECONDS, 16, 1_000_000);
    try (CaptureReader reader = CaptureReader.open(file("capture", capture))) {
      assertThat(readAll(reader)).extracting(Seen::nanos).containsExactly(CapturedPacket.NO_TIME);
      assertThat(reader.invalidTimes()).isEqualTo(1);
    }
  }

  @Test
  void what_was_written_is_read_again() throws IOException {
    Path path = folder.resolve("written.pcap");
    try (PcapWriter writer =
        new PcapWriter(
            Files.newOutputStream(path), LinkType.RAW, PcapWriter.Resolution.NANOSECONDS)) {
      writer.write(1_234_567_890_123_456_789L, ABC);
      writer.write(Captures.show(LinkType.RAW, DEFGH, 4, 9, 5));
    }
    try (CaptureReader reader = CaptureReader.open(path)) {
      assertThat(readAll(reader))
          .containsExactly(
              new Seen(1_234_567_890_123_456_789L, LinkType.RAW, 3, "abc"),
              new Seen(5, LinkType.RAW, 9, "defg"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"BIG_ENDIAN", "LITTLE_ENDIAN"})
  void reads_every_packet_block_of_pcapng(String name) throws IOException {
    ByteOrder order = name.equals("BIG_ENDIAN") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    byte[] capture =
        new PcapngBuilder()
            .section(order)
            .describe(LinkType.ETHERNET)
            .unknown(4, 8)
            .enhanced(0, 1_000_001, ABC)
            .simple(DEFGH)
            .unknown(0x0BAD, 4)
            .obsolete(0, 2_000_000, DEFGH)
            .bytes();
    assertThat(readAll(capture))
        .containsExactly(
            new Seen(1_000_001_000L, LinkType.ETHERNET, 3, "abc"),
            new Seen(1_000_001_000L, LinkType.ETHERNET, 5, "defgh"),
            new Seen(2_000_000_000L, LinkType.ETHERNET, 5, "defgh"));
  }

  @Test
  void interfaces_belong_to_their_section() throws IOException {
    byte[] capture =
        new PcapngBuilder()
            .section(ByteOrder.LITTLE_ENDIAN)
            .describe(LinkType.ETHERNET)
            .describe(LinkType.RAW)
            .enhanced(1, 1, ABC)
            .section(ByteOrder.BIG_ENDIAN)
            .describe(LinkType.NULL, 9, 0)
            .enhanced(0, 1, ABC)
            .enhanced(1, 1, ABC)
            .bytes();
    assertThat(readAll(capture))
        .extracting(Seen::linkType)
        .containsExactly(LinkType.RAW, LinkType.NULL, LinkType.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "6, 0, 1500000, 1500000000",
    "9, 0, 1500000000, 1500000000",
    "3, 0, 1500, 1500000000",
    "0, 0, 7, 7000000000",
    "12, 0, 1500000000000, 1500000000",
    "6, 10, 1500000, 11500000000",
    "6, -1, 1500000, 500000000",
    "6, -2, 1500000, -9223372036854775808",
    "138, 0, 1536, 1500000000",
    "160, 0, 6442450944, 1500000000",
    "192, 0, -9223372036854775808, 500000000",
    "128, 0, 3, 3000000000",
    "0, 0, -1, -9223372036854775808",
    "6, 9223372036854775807, 1, -9223372036854775808",
    "9, 0, 9223372036854775807, 9223372036854775807",
    "9, 1, 9223372036854775807, -9223372036854775808"
  })
  void times_follow_resolution_and_offset(int resolution, long offset, long stamp, long nanos)
      throws IOException {
    byte[] capture =
        new PcapngBuilder()
            .section(ByteOrder.LITTLE_ENDIAN)
            .describe(1, resolution, offset)
            .enhanced(0, stamp, ABC)
            .bytes();
    assertThat(readAll(capture)).extracting(Seen::nanos).containsExactly(nanos);
  }

  @Test
  void a_simple_packet_before_any_time_has_none() throws IOException {
    byte[] capture =
        new PcapngBuilder().section(ByteOrder.LITTLE_ENDIAN).describe(1).simple(ABC).bytes();
    assertThat(readAll(capture)).extracting(Seen::nanos).containsExactly(CapturedPacket.NO_TIME);
  }

  @Test
  void reads_records_again_by_position() throws IOException {
    byte[] capture =
        new PcapngBuilder()
            .section(ByteOrder.LITTLE_ENDIAN)
            .describe(LinkType.RAW)
            .enhanced(0, 5, ABC)
            .section(ByteOrder.BIG_ENDIAN)
            .describe(LinkType.NULL)
            .enhanced(0, 6, DEFGH)
            .bytes();
    try (CaptureReader reader = CaptureReader.open(file("capture", capture))) {
      CapturedPacket packet = reader.packet();
      reader.next();
      long first = packet.position();
      int source = packet.source();
      reader.next();
      assertThat(packet.linkType()).isEqualTo(LinkType.NULL);
      reader.read(first, source);
      assertThat(packet.linkType()).isEqualTo(LinkType.RAW);
      assertThat(packet.length()).isEqualTo(3);
      assertThat(packet.timeNanos()).isEqualTo(5_000);
    }
  }

  @Test
  void delivers_what_is_whole_before_a_cut_and_names_the_place() throws IOException {
    byte[] whole =
        new PcapngBuilder()
            .section(ByteOrder.LITTLE_ENDIAN)
            .describe(1)
            .enhanced(0, 5, ABC)
            .enhanced(0, 6, ABC)
            .bytes();
    byte[] cut = Arrays.copyOf(whole, whole.length - 5);
    try (CaptureReader reader = CaptureReader.open(file("cut.pcapng", cut))) {
      assertThat(readAll(reader)).hasSize(1);
      assertThat(reader.problem())
          .hasToString(
              folder.resolve("cut.pcapng")
                  + ": offset 84: block is cut short: 31 of 36 octets are there");
    }
  }

  @Test
  void never_believes_a_captured_length() throws IOException {
    byte[] capture = pcap(ByteOrder.BIG_ENDIAN, PcapReader.MICROSECONDS, 16, 0);
    ByteBuffer.wrap(capture).putInt(32, 4);
    assertThat(problemOf(capture).message())
        .isEqualTo("packet is cut short: 3 of 4 octets are there");
    ByteBuffer.wrap(capture).putInt(32, -1);
    assertThat(problemOf(capture).message())
        .isEqualTo("captured length 4294967295 is beyond the limit of 16 MiB");
    assertThat(problemOf(Arrays.copyOf(capture, 30)).message())
        .isEqualTo("record header is cut short: 6 of 16 octets");
  }

  @Test
  void a_captured_length_beyond_its_block_is_cut_to_the_block() throws IOException {
    byte[] capture =
        new PcapngBuilder().section(ByteOrder.BIG_ENDIAN).describe(1).enhanced(0, 5, ABC).bytes();
    ByteBuffer.wrap(capture).putInt(28 + 20 + 20, 5000);
    assertThat(readAll(capture)).extracting(Seen::octets).containsExactly("abc\0");
  }

  @Test
  void block_lengths_that_make_no_sense_end_the_reading() throws IOException {
    byte[] good =
        new PcapngBuilder().section(ByteOrder.BIG_ENDIAN).describe(1).enhanced(0, 5, ABC).bytes();
    for (int length : new int[] {0, 8, 12, 37, 30}) {
      byte[] bad = good.clone();
      ByteBuffer.wrap(bad).putInt(28 + 20 + 4, length);
      assertThat(problemOf(bad).offset()).isEqualTo(48);
      assertThat(problemOf(bad).message()).contains("impossible");
    }
    byte[] unequal = good.clone();
    unequal[unequal.length - 1]++;
    assertThat(problemOf(unequal).message()).contains("not repeated");
  }

  @Test
  void reads_gzip_and_keeps_what_comes_before_damage() throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(pcap(ByteOrder.BIG_ENDIAN, PcapReader.MICROSECONDS, 16, 0));
    }
    assertThat(readAll(zipped.toByteArray())).hasSize(1);
    byte[] cut = Arrays.copyOf(zipped.toByteArray(), zipped.size() - 4);
    assertThat(problemOf(cut).message()).isEqualTo("the gzip data ends early");
  }

  @Test
  void a_temporary_file_gives_its_octets_back_before_its_windows_go() throws IOException {
    Path file = Files.write(folder.resolve("temporary"), new byte[100_000]);
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    CaptureBytes bytes = CaptureBytes.map(channel, CaptureBytes.WINDOW_BITS);
    assertThat(bytes.window(0).remaining()).isEqualTo(100_000);
    bytes.discard();
    assertThat(Files.size(file)).isZero();
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void inflates_no_more_than_its_limit() throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(pcap(ByteOrder.BIG_ENDIAN, PcapReader.MICROSECONDS, 16, 0));
      gzip.write(new byte[1 << 20]);
    }
    Path path = file("bomb.pcap.gz", zipped.toByteArray());
    try (CaptureReader reader = CaptureReader.open(path, 30, 100_000)) {
      readAll(reader);
      assertThat(reader.length()).isLessThanOrEqualTo(100_000);
      assertThat(reader.problem().message()).contains("more than 100000 octets");
    }
  }

  @Test
  void reads_across_the_windows_of_a_large_file() throws IOException {
    Path path = folder.resolve("windows.pcap");
    try (PcapWriter writer =
        new PcapWriter(
            Files.newOutputStream(path), LinkType.RAW, PcapWriter.Resolution.MICROSECONDS)) {
      for (int i = 0; i < 2000; i++) {
        byte[] packet = new byte[1 + i % 700];
        Arrays.fill(packet, (byte) i);
        writer.write(i * 1000L, packet);
      }
    }
    try (CaptureReader narrow = CaptureReader.open(path, 10, 0);
        CaptureReader wide = CaptureReader.open(path)) {
      assertThat(readAll(narrow)).hasSize(2000).isEqualTo(readAll(wide));
      assertThat(narrow.digest()).isEqualTo(wide.digest());
    }
  }

  @Test
  void refuses_what_is_no_capture_with_one_line() throws IOException {
    assertThat(refusal(file("empty", new byte[0])))
        .hasToString(folder.resolve("empty") + ": offset 0: is empty");
    assertThat(refusal(file("short", new byte[3])).message()).contains("too short");
    assertThat(
            refusal(
                    file(
                        "text",
                        "hello world, this is no capture".getBytes(StandardCharsets.US_ASCII)))
                .message())
        .isEqualTo("is neither pcap nor pcapng (starts with 0x68656c6c)");
    byte[] zstd = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD};
    assertThat(refusal(file("zstd", zstd)).message())
        .isEqualTo("is compressed with zstd, and only gzip is read: unpack it");
    byte[] bzip2 = {'B', 'Z', 'h', '9'};
    assertThat(refusal(file("bzip2", bzip2)).message()).contains("bzip2");
    assertThat(refusal(folder.resolve("absent")).message()).isEqualTo("no such file");
    assertThat(refusal(folder).message()).isEqualTo("is not a regular file");
    byte[] ixia = {(byte) 0xA1, (byte) 0xB2, 0x34, (byte) 0xCD};
    assertThat(refusal(file("ixia", ixia)).message()).contains("IXIA");
    byte[] header = Arrays.copyOf(pcap(ByteOrder.BIG_ENDIAN, PcapReader.MICROSECONDS, 16, 0), 20);
    assertThat(refusal(file("header", header)))
        .hasToString(folder.resolve("header") + ": offset 20: pcap file header is cut short");
  }
}
