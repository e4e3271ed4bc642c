package io.mudlark.mudscope.netflows.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.mudscope.netflows.FlowCsv;
import io.mudlark.mudscope.netflows.FlowLine;
import io.mudlark.mudscope.netflows.testing.Golden;
import io.mudlark.probe.capture.PcapWriter;
import io.mudlark.probe.capture.PcapWriter.Resolution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlowTablesTest {
  /** 10.0.0.1:40000 to 10.0.0.2:50000, SYN, and the answers of the other side. */
  private static final String SYN = tcp("0a0000010a000002", "9c40c350", "02");

  private static final String SYN_ACK = tcp("0a0000020a000001", "c3509c40", "12");
  private static final String ACK = tcp("0a0000010a000002", "9c40c350", "10");

  /** Destination unreachable, code 10, from 10.0.0.1 to 10.0.0.2. */
  private static final String ICMP =
      "0000000000020000000000010800"
          + "4500001c0000000040010000"
          + "0a0000010a000002"
          + "030a000000000000";

  private static final long SECOND = 1_000_000_000L;
  private static final long START = 1_637_244_692 * SECOND;

  @TempDir Path folder;

  private final List<String> problems = new ArrayList<>();

  @Test
  void quirk_11_the_sender_of_the_first_packet_is_the_source() throws IOException {
    capture("a.pcap", SYN, SYN_ACK, ACK, ACK);

    FlowLine line = exact().get(0);

    assertThat(line.source()).isEqualTo("10.0.0.1");
    assertThat(line.destinationPort()).isEqualTo(50000);
    assertThat(line.inPackets()).isEqualTo(3);
    assertThat(line.outPackets()).isEqualTo(1);
    assertThat(line.inOctets()).isEqualTo(120);
    assertThat(line.durationSeconds()).isEqualTo(0.030000001);
    assertThat(line.bitsPerSecond()).isEqualTo(960 / 0.030000001);
    assertThat(line.octetsPerPacket()).isEqualTo(40);
    assertThat(line.serverLatencyMillis()).isEqualTo(10);
    assertThat(line.clientLatencyMillis()).isEqualTo(10);
    assertThat(line.flagBits()).isEqualTo(18);
    assertThat(line.flagColumns()).isEqualTo(18);
  }

  @Test
  void keeps_type_and_code_of_icmp_apart() throws IOException {
    capture("a.pcap", ICMP);

    assertThat(exact().get(0).destinationPort()).isEqualTo(3.010);
    assertThat(Files.readAllLines(folder.resolve("out/a-flows-custom-hdr-CLN.csv")).get(1))
        .contains(",0,3.01,0,0,1,0,28,0,........,0,")
        .contains(",3,10,,00:00:00:00:00:01,00:00:00:00:00:02,first-packet,forced-end,");
  }

  @Test
  void packets_out_of_order_make_the_table_of_the_packets_in_order() throws IOException {
    capture("a.pcap", SYN, SYN_ACK, ACK, ICMP, ACK);
    run(false);
    String inOrder = Files.readString(folder.resolve("out/a-flows-custom-hdr-CLN.csv"));
    byte[] octets = Files.readAllBytes(folder.resolve("a.pcap"));
    int first = 16 + SYN.length() / 2;
    byte[] turned = octets.clone();
    System.arraycopy(octets, 24 + first, turned, 24, octets.length - 24 - first);
    System.arraycopy(octets, 24, turned, octets.length - first, first);
    Files.write(folder.resolve("a.pcap"), turned);

    FlowTables.Summary summary = run(false);

    assertThat(Files.readString(folder.resolve("out/a-flows-custom-hdr-CLN.csv")))
        .isEqualTo(inOrder);
    assertThat(summary.packets()).isEqualTo(5);
    assertThat(problems).isEmpty();
  }

  @Test
  void quirk_11_the_original_guesses_the_source_by_ports() throws IOException {
    capture("a.pcap", SYN);

    FlowLine line = table(true).get(0);

    assertThat(line.source().strip()).isEqualTo("10.0.0.2");
    assertThat(line.inPackets()).isZero();
    assertThat(line.outOctets()).isEqualTo(20);
  }

  @Test
  void quirk_14_flag_columns_say_what_the_flags_say_in_every_file_of_five_minutes()
      throws IOException {
    capture("a.pcap", 200 * SECOND, SYN, SYN_ACK, ACK, SYN, SYN_ACK);

    assertThat(exact())
        .hasSizeGreaterThan(2)
        .allSatisfy(line -> assertThat(line.flagColumns()).isEqualTo(line.flagBits()).isPositive());
  }

  @Test
  void quirk_18_times_are_utc_wherever_it_runs() throws IOException {
    assertThat(TimeZone.getDefault().getOffset(0)).isNotZero();
    capture("a.pcap", SYN);

    for (boolean compat : List.of(true, false)) {
      assertThat(table(compat).get(0).startNanos()).isEqualTo(START);
      assertThat(Files.readAllLines(folder.resolve("out/a-flows-custom-hdr-CLN.csv")).get(1))
          .startsWith("2021-11-18 14:11:32");
    }
  }

  @Test
  void quirk_28_names_with_colons_and_blanks_are_safe_and_a_second_run_counts_nothing_twice()
      throws IOException {
    capture("tue 15:15 $(x).pcap", SYN, SYN_ACK);

    for (boolean compat : List.of(true, false)) {
      FlowTables.Summary first = run(compat);
      List<String> table = Files.readAllLines(odd());
      assertThat(run(compat)).isEqualTo(first);
      assertThat(Files.readAllLines(odd())).isEqualTo(table).hasSize(2);
    }
    assertThat(problems).isEmpty();
  }

  private Path odd() {
    return folder.resolve("out/tue 15:15 $(x)-flows-custom-hdr-CLN.csv");
  }

  @Test
  void goes_on_with_the_others_when_a_capture_cannot_be_read() throws IOException {
    capture("a.pcap", SYN);
    Path bad = Files.writeString(folder.resolve("b.pcap"), "no capture");
    capture("c.pcap", SYN);

    for (boolean compat : List.of(true, false)) {
      problems.clear();
      FlowTables.Summary summary = run(compat);

      assertThat(summary).isEqualTo(new FlowTables.Summary(2, 1, 2, 2, 2));
      assertThat(problems)
          .containsExactly(bad + ": offset 0: is neither pcap nor pcapng (starts with 0x6e6f2063)");
    }
  }

  @Test
  void does_not_write_two_captures_of_one_name_into_one_table() throws IOException {
    capture("a.pcap", SYN);
    Path second = capture("a.cap", SYN);
    Files.move(second, folder.resolve("a.pcapng"));

    assertThat(run(false).tables()).isEqualTo(1);
    assertThat(problems)
        .containsExactly(folder.resolve("a.pcapng") + ": left out: another capture is named a too");
  }

  @Test
  void tells_of_packets_that_it_leaves_out() throws IOException {
    capture("a.pcap", SYN, SYN.substring(0, 60));

    for (boolean compat : List.of(true, false)) {
      run(compat);
    }

    assertThat(problems)
        .containsExactly(
            folder.resolve("a.pcap") + ": 1 packets left out: too short",
            folder.resolve("a.pcap") + ": 1 packets left out: malformed");
  }

  @Test
  void counts_the_same_packets_as_the_original_in_exact_tables() throws IOException {
    for (String site : List.of("tue-tplink", "ut-tplink")) {
      List<Path> captures = Golden.files(Golden.folder("rejected/" + site), ".pcap");
      Path table = folder.resolve(site + ".csv");

      FlowTables.Summary exact = new FlowTables(false, problems::add).all(captures, table);
      double packets =
          FlowCsv.read(table).stream()
              .mapToDouble(line -> line.inPackets() + line.outPackets())
              .sum();

      assertThat(packets).isEqualTo((double) exact.packets());
      assertThat(exact.counted()).isEqualTo(exact.packets());
      assertThat(problems).isEmpty();
    }
  }

  @Test
  void never_has_a_scanned_device_as_the_source_of_the_scan() throws IOException {
    List<Path> captures = Golden.files(Golden.folder("rejected/tue-tplink"), ".pcap");
    Path table = folder.resolve("tue.csv");
    new FlowTables(false, problems::add).all(captures, table);

    List<FlowLine> scan =
        FlowCsv.read(table).stream()
            .filter(line -> (line.source() + line.destination()).contains("192.168.255.14"))
            .toList();

    assertThat(scan).hasSizeGreaterThan(1290);
    assertThat(scan).allSatisfy(line -> assertThat(line.source()).isEqualTo("192.168.255.14"));
  }

  private static String tcp(String addresses, String ports, String flags) {
    return "0000000000020000000000010800"
        + "450000280000000040060000"
        + addresses
        + ports
        + "0000000000000000"
        + "50"
        + flags
        + "000000000000";
  }

  private Path capture(String name, String... frames) throws IOException {
    return capture(name, SECOND / 100, frames);
  }

  /** One frame every so many nanoseconds; the fourth is a nanosecond late. */
  private Path capture(String name, long step, String... frames) throws IOException {
    Path file = folder.resolve(name);
    try (PcapWriter writer =
        new PcapWriter(Files.newOutputStream(file), 1, Resolution.NANOSECONDS)) {
      for (int i = 0; i < frames.length; i++) {
        long time = START + i * step + (i == 3 ? 1 : 0);
        writer.write(time, HexFormat.of().parseHex(frames[i]));
      }
    }
    return file;
  }

  private List<FlowLine> exact() throws IOException {
    return table(false);
  }

  private List<FlowLine> table(boolean compat) throws IOException {
    run(compat);
    return FlowCsv.read(folder.resolve("out/a-flows-custom-hdr-CLN.csv"));
  }

  private FlowTables.Summary run(boolean compat) throws IOException {
    Path out = Files.createDirectories(folder.resolve("out"));
    return new FlowTables(compat, problems::add).each(CaptureFolder.captures(folder, compat), out);
  }
}
