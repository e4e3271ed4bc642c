package io.mudlark.jobs.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.Counters;
import io.mudlark.flow.EndReason;
import io.mudlark.flow.FlowId;
import io.mudlark.flow.FlowKey;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.Initiation;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.application.ExchangeEnd;
import io.mudlark.flow.application.ExchangeFacts;
import io.mudlark.flow.application.MqttControl;
import io.mudlark.flow.application.MqttFacet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rows of {@code probe --benchmark}. */
class LatencyBenchmarkTest {
  private static final String HEADER = "start_time,export_time,latency,cpu_percent,memory_percent";

  // two hours ahead of UTC then, so that a mix-up of zones shows
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-06-01T10:00:01.250000Z"), ZoneId.of("Europe/Berlin"));

  @TempDir Path folder;
  private LatencyBenchmark benchmark;

  @BeforeEach
  void begin() {
    benchmark = new LatencyBenchmark(folder, "qos", CLOCK, new MachineLoad());
  }

  @Test
  void a_sensors_message_becomes_a_row_with_its_latency() throws IOException {
    benchmark.accept(message("temperature-sensor-7", "2026-06-01 12:00:00.000250"));
    List<String> lines = lines(0);
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).isEqualTo(HEADER);
    String[] cells = lines.get(1).split(",", -1);
    assertThat(cells[0]).isEqualTo("2026-06-01 12:00:00.000250");
    assertThat(cells[1]).isEqualTo("2026-06-01 12:00:01.250000");
    assertThat(cells[2]).isEqualTo("1.249750");
    assertThat(Double.parseDouble(cells[3])).isBetween(0.0, 100.0);
    assertThat(Double.parseDouble(cells[4])).isBetween(0.0, 100.0);
    assertThat(benchmark.rows()).isEqualTo(1);
  }

  @Test
  void a_divider_begins_the_file_of_ten_flows_more() throws IOException {
    benchmark.accept(message("temperature-sensor-1", "2026-06-01 12:00:00.000000"));
    benchmark.accept(flow(MqttControl.CONNECT, "DIVIDER", ""));
    assertThat(lines(10)).containsExactly(HEADER);
    benchmark.accept(flow(MqttControl.CONNECT, "DIVIDER", ""));
    benchmark.accept(message("temperature-sensor-1", "2026-06-01 12:00:01.2"));
    assertThat(lines(0)).hasSize(2);
    assertThat(lines(10)).hasSize(1);
    assertThat(lines(20)).hasSize(2);
    assertThat(lines(20).get(1)).startsWith("2026-06-01 12:00:01.200000,").contains(",0.050000,");
  }

  @Test
  void what_is_no_sensors_message_with_a_time_is_passed_over() throws IOException {
    benchmark.accept(message("thermostat", "2026-06-01 12:00:00.000000"));
    benchmark.accept(message("temperature-sensor-1", "case-17"));
    benchmark.accept(message("temperature-sensor-1", ""));
    benchmark.accept(flow(MqttControl.CONNECT, "temperature-sensor-1", "2026-06-01 12:00:00.0"));
    assertThat(benchmark.rows()).isZero();
    assertThat(folder.resolve("qos")).doesNotExist();
  }

  private List<String> lines(int flows) throws IOException {
    return Files.readAllLines(folder.resolve("qos").resolve("qos_flows=" + flows + ".csv"));
  }

  private static FlowRecord message(String client, String correlation) {
    return flow(MqttControl.PUBLISH, client, correlation);
  }

  private static FlowRecord flow(int type, String client, String correlation) {
    FlowKey key = new FlowKey(FlowKey.NO_VLAN, IpAddress.v4(1), IpAddress.v4(7), 6, 40_000, 1883);
    Counters counters = new Counters(1, 0, 0, 0, 0);
    return new FlowRecord(
            new FlowId(1, 2),
            "plant",
            key,
            null,
            null,
            0,
            1,
            counters,
            counters,
            Initiation.UNKNOWN,
            EndReason.END_DETECTED)
        .with(
            new MqttFacet(
                new ExchangeFacts(ExchangeEnd.COMPLETE, false, false, ExchangeFacts.UNKNOWN),
                new MqttControl(5, type, 0, 0, false, false, MqttControl.NO_REASON),
                "t",
                correlation,
                0,
                client,
                ""));
  }
}
