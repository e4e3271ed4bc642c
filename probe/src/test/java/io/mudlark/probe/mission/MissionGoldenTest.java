package io.mudlark.probe.mission;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.application.ExchangeEnd;
import io.mudlark.probe.testing.Exchanged;
import io.mudlark.probe.testing.SharedData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What MISSION's own probe made of these captures. */
class MissionGoldenTest {
  private static final MissionWire WIRE = new MissionWire(true);

  private static List<FlowRecord> imitated(String capture) {
    return Exchanged.mission().read(golden(capture)).flows();
  }

  private static Path golden(String name) {
    return SharedData.golden().resolve("mission").resolve(name);
  }

  @Test
  void writes_the_625_messages_of_the_mixed_capture_octet_for_octet() throws IOException {
    List<String> expected = Files.readAllLines(golden("mqtt-mixed.ipfix.hex"));
    List<String> actual = new ArrayList<>();
    for (FlowRecord flow : imitated("mqtt-mixed.pcap")) {
      actual.add(HexFormat.of().formatHex(WIRE.encode(flow, 0)));
    }
    assertThat(actual).hasSize(625);
    assertThat(actual).isEqualTo(expected.stream().map(MissionGoldenTest::masked).toList());
  }

  /** Without the export time, which is the wall clock's. */
  private static String masked(String hex) {
    return hex.substring(0, 8) + "00000000" + hex.substring(16);
  }

  @Test
  void writes_the_13_messages_of_the_live_run_octet_for_octet() throws IOException {
    List<String> expected = Files.readAllLines(golden("ipfix-live.hex"));
    List<String> actual =
        imitated("mqtt-live.pcap").stream()
            .map(flow -> HexFormat.of().formatHex(WIRE.encode(flow, 0)))
            .toList();
    assertThat(actual).isEqualTo(expected.stream().map(MissionGoldenTest::masked).toList());
  }

  @Test
  void finds_the_4729_flows_of_the_short_benign_capture() throws IOException {
    assertRows("benign-3mb.pcap", "benign-3mb.flows.csv", 4_729);
  }

  @Test
  void finds_the_15736_flows_of_the_benign_capture() throws IOException {
    assertRows("benign.pcap", "benign-flows.csv", 15_736);
  }

  private static void assertRows(String capture, String table, int count) throws IOException {
    List<String> expected = Files.readAllLines(golden(table));
    List<String> actual = new ArrayList<>();
    for (FlowRecord flow : imitated(capture)) {
      actual.add(row(actual.size(), WIRE.encode(flow, 0)));
    }
    // Row by row, since a list of thousands of rows makes no readable message.
    for (int i = 0; i < Math.min(actual.size(), count); i++) {
      assertThat(actual.get(i)).isEqualTo(expected.get(i + 1));
    }
    assertThat(actual.size()).isEqualTo(count);
  }

  /** A message as a row of the original collector's table. */
  private static String row(int number, byte[] message) {
    ByteBuffer b = ByteBuffer.wrap(message);
    return String.join(
        ",",
        "%024x".formatted(number),
        address(b, 116),
        port(b, 125),
        address(b, 120),
        port(b, 127),
        Integer.toString(b.get(124)),
        time(b, 129),
        time(b, 137),
        Long.toString(Integer.toUnsignedLong(b.getInt(145))),
        text(message, 155),
        port(b, 153),
        port(b, 149),
        port(b, 151),
        text(message, 410),
        text(message, 665),
        text(message, 920));
  }

  private static String address(ByteBuffer b, int at) {
    return (b.get(at) & 0xFF)
        + "."
        + (b.get(at + 1) & 0xFF)
        + "."
        + (b.get(at + 2) & 0xFF)
        + "."
        + (b.get(at + 3) & 0xFF);
  }

  private static String port(ByteBuffer b, int at) {
    return Integer.toString(b.getShort(at) & 0xFFFF);
  }

  private static String time(ByteBuffer b, int at) {
    return "\"["
        + Integer.toUnsignedLong(b.getInt(at))
        + ","
        + Integer.toUnsignedLong(b.getInt(at + 4))
        + "]\"";
  }

  private static String text(byte[] message, int at) {
    int end = at;
    while (message[end] != 0) {
      end++;
    }
    return new String(message, at, end - at, StandardCharsets.UTF_8);
  }

  @Test
  void without_imitation_the_mixed_capture_holds_769_exchanges_and_20_stay_open() {
    Exchanged found = Exchanged.mqtt().read(golden("mqtt-mixed.pcap"));
    assertThat(found.answered()).hasSize(769);
    found.flush();
    assertThat(found.ends())
        .isEqualTo(Map.of(ExchangeEnd.COMPLETE, 769, ExchangeEnd.CONNECTION_CLOSED, 20));
  }
}
