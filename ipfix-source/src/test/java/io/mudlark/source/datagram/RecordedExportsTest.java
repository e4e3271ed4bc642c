package io.mudlark.source.datagram;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.ipfix.decode.MessageDecoder;
import io.mudlark.source.testing.Exports;
import io.mudlark.source.testing.SharedData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedExportsTest {
  private static final int RAW_IP = 101;

  @TempDir Path folder;

  private static List<ExportDatagram> all(DatagramReader reader) throws IOException {
    List<ExportDatagram> read = new ArrayList<>();
    ExportDatagram next = reader.next();
    while (next != null) {
      read.add(next);
      next = reader.next();
    }
    return read;
  }

  private Path pcap(List<byte[]> packets) throws IOException {
    return pcap(packets, 65_535);
  }

  private Path pcap(List<byte[]> packets, int snapLength) throws IOException {
    ByteBuffer out = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(0xA1B2C3D4).putShort((short) 2).putShort((short) 4).putLong(0).putInt(snapLength);
    out.putInt(RAW_IP);
    int second = 0;
    for (byte[] packet : packets) {
      int kept = Math.min(packet.length, snapLength);
      out.putInt(1_767_225_600 + second++).putInt(0).putInt(kept).putInt(packet.length);
      out.put(packet, 0, kept);
    }
    byte[] bytes = new byte[out.position()];
    out.get(0, bytes);
    return Files.write(folder.resolve("exports.pcap"), bytes);
  }

  private static byte[] udp(int port, byte[] payload) {
    ByteBuffer out = ByteBuffer.allocate(8 + payload.length);
    out.putShort((short) 40_000).putShort((short) port).putShort((short) out.capacity());
    out.putShort((short) 0).put(payload);
    return out.array();
  }

  /** An IPv4 packet with a part of a datagram: offset in octets, and whether more follow. */
  private static byte[] ipv4(int id, byte[] whole, int from, int to, boolean more) {
    ByteBuffer out = ByteBuffer.allocate(20 + to - from);
    out.put((byte) 0x45).put((byte) 0).putShort((short) out.capacity()).putShort((short) id);
    out.putShort((short) ((more ? 0x2000 : 0) | from / 8)).put((byte) 64).put((byte) 17);
    out.putShort((short) 0).putInt(0xC0000209).putInt(0xC0000201).put(whole, from, to - from);
    return out.array();
  }

  private static byte[] ipv6(int id, byte[] whole, int from, int to, boolean more) {
    ByteBuffer out = ByteBuffer.allocate(48 + to - from);
    out.putInt(0x60000000).putShort((short) (8 + to - from)).put((byte) 44).put((byte) 64);
    out.putLong(0x20010DB800000000L).putLong(9).putLong(0x20010DB800000000L).putLong(1);
    out.put((byte) 17).put((byte) 0).putShort((short) (from | (more ? 1 : 0))).putInt(id);
    out.put(whole, from, to - from);
    return out.array();
  }

  private static byte[] payload(int length) {
    byte[] payload = new byte[length];
    new Random(length).nextBytes(payload);
    return payload;
  }

  @Test
  void only_datagrams_to_a_collector_s_port_are_read() throws IOException {
    byte[] wanted = udp(4739, payload(100));
    byte[] other = udp(53, payload(100));
    Path file =
        pcap(
            List.of(
                ipv4(1, other, 0, other.length, false), ipv4(2, wanted, 0, wanted.length, false)));
    try (CapturedExports exports =
        CapturedExports.open("lab", file, CapturedExports.DEFAULT_PORTS)) {
      List<ExportDatagram> read = all(exports);
      assertThat(read).hasSize(1);
      assertThat(read.get(0).bytes()).isEqualTo(payload(100));
      assertThat(read.get(0).exporter()).isEqualTo("udp:192.0.2.9");
      assertThat(read.get(0).receiveNanos()).isEqualTo(1_767_225_601_000_000_000L);
      assertThat(exports.packets()).isEqualTo(2);
    }
    try (CapturedExports exports = CapturedExports.open("lab", file, Set.of())) {
      assertThat(all(exports)).as("no ports are every port").hasSize(2);
    }
  }

  @Test
  void fragments_are_put_together_in_whatever_order_they_come() throws IOException {
    byte[] whole = udp(2055, payload(4000));
    List<byte[]> packets = new ArrayList<>();
    packets.add(ipv4(7, whole, 2960, whole.length, false));
    packets.add(ipv6(7, whole, 0, 1480, true));
    packets.add(ipv4(7, whole, 1480, 2960, true));
    packets.add(ipv6(7, whole, 1480, whole.length, false));
    packets.add(ipv4(7, whole, 0, 1480, true));
    try (CapturedExports exports =
        CapturedExports.open("lab", pcap(packets), CapturedExports.DEFAULT_PORTS)) {
      List<ExportDatagram> read = all(exports);
      assertThat(read)
          .extracting(ExportDatagram::exporter)
          .containsExactly("udp:[2001:db8::9]", "udp:192.0.2.9");
      assertThat(read).allSatisfy(d -> assertThat(d.bytes()).isEqualTo(payload(4000)));
      assertThat(exports.incomplete()).isZero();
    }
  }

  /** Behind a packet that was cut lie the octets of the next record, not its own. */
  @Test
  void fragments_that_the_snapshot_length_cut_are_not_put_together() throws IOException {
    byte[] whole = udp(2055, payload(3000));
    List<byte[]> packets = new ArrayList<>();
    packets.add(ipv4(7, whole, 0, 1480, true));
    packets.add(ipv4(7, whole, 1480, whole.length, false));
    packets.add(ipv6(7, whole, 0, 1480, true));
    packets.add(ipv6(7, whole, 1480, whole.length, false));
    packets.add(ipv4(8, udp(53, payload(4000)), 0, 4008, false));
    try (CapturedExports exports =
        CapturedExports.open("lab", pcap(packets, 400), CapturedExports.DEFAULT_PORTS)) {
      assertThat(all(exports)).isEmpty();
      assertThat(exports.incomplete()).isEqualTo(2);
    }
  }

  @Test
  void a_fragment_that_never_comes_is_counted_and_takes_no_more_than_its_place()
      throws IOException {
    byte[] whole = udp(2055, payload(3000));
    List<byte[]> packets = new ArrayList<>();
    for (int id = 0; id < 600; id++) {
      packets.add(ipv4(id, whole, 0, 1480, true));
    }
    packets.add(ipv4(900, whole, 0, whole.length, false));
    try (CapturedExports exports =
        CapturedExports.open("lab", pcap(packets), CapturedExports.DEFAULT_PORTS)) {
      assertThat(all(exports)).hasSize(1);
      assertThat(exports.incomplete()).isEqualTo(600);
    }
  }

  @Test
  void damaged_packets_never_stop_the_reading() throws IOException {
    Random random = new Random(20_261_122);
    byte[] whole = udp(2055, payload(3000));
    for (int round = 0; round < 300; round++) {
      List<byte[]> packets = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        byte[] packet =
            random.nextBoolean()
                ? ipv4(i % 4, whole, 0, 1480, random.nextBoolean())
                : ipv6(i % 4, whole, 1480, whole.length, random.nextBoolean());
        for (int flips = random.nextInt(6); flips > 0; flips--) {
          packet[random.nextInt(60)] = (byte) random.nextInt();
        }
        packets.add(java.util.Arrays.copyOf(packet, 1 + random.nextInt(packet.length)));
      }
      try (CapturedExports exports = CapturedExports.open("lab", pcap(packets), Set.of())) {
        all(exports);
        assertThat(exports.packets()).isEqualTo(20);
      }
    }
  }

  @Test
  void an_ipfix_file_is_one_session_whose_export_times_are_its_receive_times() throws IOException {
    Exports exporter = new Exports(7);
    byte[] templates = exporter.templates();
    byte[] flows = exporter.message(9, Exports.START_NANOS + 5 * Exports.SECOND);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(templates);
      out.write(flows);
    }
    Path plain = folder.resolve("a.ipfix");
    Files.write(plain, templates);
    Files.write(plain, flows, java.nio.file.StandardOpenOption.APPEND);
    Path packed = Files.write(folder.resolve("a.ipfix.gz"), bytes.toByteArray());
    for (Path file : List.of(plain, packed)) {
      try (IpfixFileExports exports = IpfixFileExports.open("lab", file)) {
        List<ExportDatagram> read = all(exports);
        assertThat(read).extracting(ExportDatagram::bytes).containsExactly(templates, flows);
        assertThat(read.get(1).exporter()).isEqualTo("file:" + file.getFileName());
        assertThat(read.get(1).receiveNanos()).isEqualTo(Exports.START_NANOS + 5 * Exports.SECOND);
        assertThat(exports.problem()).isNull();
      }
    }
  }

  @Test
  void a_file_that_breaks_off_gives_what_is_whole_and_one_line() throws IOException {
    byte[] templates = new Exports(7).templates();
    Path file = folder.resolve("cut.ipfix");
    Files.write(file, templates);
    Files.write(file, new byte[] {0, 10, 1, 0}, java.nio.file.StandardOpenOption.APPEND);
    try (IpfixFileExports exports = IpfixFileExports.open("lab", file)) {
      assertThat(all(exports)).hasSize(1);
      assertThat(exports.problem()).startsWith(file + ": offset " + templates.length + ": ");
      assertThat(exports.next()).isNull();
    }
  }

  @Test
  void what_a_file_is_shows_in_how_it_begins() throws IOException {
    byte[] templates = new Exports(7).templates();
    Path ipfix = Files.write(folder.resolve("a"), templates);
    byte[] wanted = udp(4739, templates);
    Path capture = pcap(List.of(ipv4(1, wanted, 0, wanted.length, false)));
    for (Path file : List.of(ipfix, capture, packed(ipfix), packed(capture))) {
      try (DatagramReader reader = RecordedExports.open("lab", file, Set.of(4739))) {
        assertThat(all(reader)).extracting(ExportDatagram::bytes).containsExactly(templates);
        assertThat(reader.problem()).isNull();
      }
    }
    try (DatagramReader reader = RecordedExports.open("lab", capture, Set.of(9995, 2055))) {
      assertThat(reader.problem()).isNull();
      assertThat(all(reader)).isEmpty();
      assertThat(reader.problem())
          .isEqualTo(capture + ": holds no datagram to the UDP ports 2055, 9995");
    }
  }

  private static Path packed(Path file) throws IOException {
    Path packed = file.resolveSibling(file.getFileName() + ".gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      Files.copy(file, out);
    }
    return packed;
  }

  @Test
  void what_cannot_be_read_is_named_with_the_reason() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.ipfix"));
    Path noise = Files.writeString(folder.resolve("noise.ipfix"), "hello");
    Path emptyPacked = packed(empty);
    Path noisePacked = packed(noise);
    Path cut = Files.write(folder.resolve("cut.gz"), new byte[] {0x1F, (byte) 0x8B, 8});
    assertThat(List.of(folder, folder.resolve("absent"), empty, noise, emptyPacked, noisePacked))
        .extracting(RecordedExportsTest::refusal)
        .containsExactly(
            folder + ": is a folder",
            folder + "/absent: no such file",
            empty + ": offset 0: is empty",
            noise + ": offset 0: is neither IPFIX, pcap nor pcapng (starts with 0x68656c6c)",
            emptyPacked + ": offset 0: is empty",
            noisePacked + ": offset 0: the gzip data is neither IPFIX nor a capture");
    assertThat(refusal(cut)).startsWith(cut + ": offset 0: ");
  }

  private static String refusal(Path file) {
    try (DatagramReader reader = RecordedExports.open("lab", file, Set.of())) {
      return "read, " + reader.problem();
    } catch (IOException e) {
      return e.getMessage();
    }
  }

  @Test
  void captures_of_other_projects_give_the_datagrams_that_they_hold() throws IOException {
    Path folder = SharedData.exports();
    long datagrams = 0;
    long records = 0;
    List<Path> files;
    try (var walk = Files.walk(folder)) {
      files = walk.filter(f -> f.toString().matches(".*\\.(pcap|pcapng)$")).sorted().toList();
    }
    for (Path file : files) {
      MessageDecoder decoder = MessageDecoder.standard();
      long[] count = new long[1];
      try (CapturedExports exports = CapturedExports.open("lab", file, Set.of())) {
        for (ExportDatagram datagram : all(exports)) {
          decoder.accept(
              datagram.exporter(), datagram.receiveNanos(), datagram.bytes(), record -> count[0]++);
          datagrams++;
        }
      }
      records += count[0];
    }
    assertThat(files).isNotEmpty();
    assertThat(datagrams).isGreaterThan(files.size());
    assertThat(records).isGreaterThan(1000);
  }
}
