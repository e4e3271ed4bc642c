package io.mudlark.probe.point;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.application.MqttFacet;
import io.mudlark.flow.application.TlsFacet;
import io.mudlark.ledger.Tally;
import io.mudlark.probe.meter.MeterConfig;
import io.mudlark.probe.testing.SharedData;
import io.mudlark.stream.Observation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Exchanges beside the flows of a capture. */
class ExchangesTest {
  private static final String TLS = "b_iot_traffic/slips/test-cc_test-cc-capture-1.pcap";

  private static List<Observation> observe(String capture, PointConfig config) {
    Path file = SharedData.golden().resolve("mission").resolve(capture);
    List<Observation> all = new ArrayList<>();
    try (ObservationPoint point =
        ObservationPoint.open("lab", List.of(file), config, problem -> {})) {
      boolean more = true;
      while (more) {
        long clock = point.clockNanos();
        more =
            point.advance(
                observation -> {
                  if (observation.flow() != null) {
                    long watermark = clock - config.meter().idleTimeout().toNanos();
                    assertThat(observation.timeNanos()).isGreaterThanOrEqualTo(watermark);
                  }
                  all.add(observation);
                });
      }
    }
    return all;
  }

  private static List<FlowRecord> flows(List<Observation> observations) {
    return observations.stream().map(Observation::flow).filter(Objects::nonNull).toList();
  }

  @Test
  void every_exchange_of_a_capture_stands_beside_the_flow_of_its_connection() {
    List<FlowRecord> all =
        flows(observe("mqtt-mixed.pcap", PointConfig.everything(MeterConfig.DEFAULT)));
    List<FlowRecord> exchanges = all.stream().filter(FlowRecord::isInsideMeteredFlow).toList();
    assertThat(exchanges).hasSize(789);
    assertThat(exchanges).allMatch(flow -> flow.application() instanceof MqttFacet);
    assertThat(new HashSet<>(all.stream().map(FlowRecord::id).toList())).hasSameSizeAs(all);
    List<FlowRecord> plain = all.stream().filter(flow -> !flow.isInsideMeteredFlow()).toList();
    assertThat(plain)
        .isEqualTo(flows(observe("mqtt-mixed.pcap", PointConfig.flowsOnly(MeterConfig.DEFAULT))));
  }

  @Test
  void how_exchanges_ended_is_in_the_notes() {
    List<Observation> all = observe("mqtt-mixed.pcap", PointConfig.everything(MeterConfig.DEFAULT));
    assertThat(note(all, "exchanges-complete")).isEqualTo(769);
    assertThat(note(all, "exchanges-connection-closed")).isEqualTo(20);
    assertThat(note(all, "mqtt-connections")).isEqualTo(37);
  }

  private static long note(List<Observation> all, String word) {
    return all.stream()
        .map(Observation::tally)
        .filter(Objects::nonNull)
        .filter(tally -> tally.book() == Tally.Book.NOTES && tally.fate().equals(word))
        .mapToLong(Tally::count)
        .sum();
  }

  @Test
  void a_capture_without_such_protocols_gives_the_same_observations_as_before() {
    Path file = SharedData.captures("b_iot_traffic/mudscope").stream().findFirst().orElseThrow();
    List<Observation> all = observeFile(file, PointConfig.everything(MeterConfig.DEFAULT));
    // its one TLS connection is followed, and counted, to look for a hello
    all.removeIf(it -> it.tally() != null && it.tally().fate().startsWith("tcp-connections"));
    assertThat(all).isEqualTo(observeFile(file, PointConfig.flowsOnly(MeterConfig.DEFAULT)));
  }

  @Test
  void flows_of_tls_connections_tell_the_names_that_tshark_finds_in_their_hellos() {
    Path file = SharedData.data().resolve(TLS);
    List<FlowRecord> all = flows(observeFile(file, PointConfig.everything(MeterConfig.DEFAULT)));
    Set<String> names = new TreeSet<>();
    for (FlowRecord flow : all) {
      if (flow.application() instanceof TlsFacet facet) {
        names.add(flow.key().sourcePort() + "\t" + facet.serverName());
        assertThat(flow.isInsideMeteredFlow()).isFalse();
      }
    }
    assertThat(names).isNotEmpty().isEqualTo(new TreeSet<>(hellos(file)));
    List<FlowRecord> plain = flows(observeFile(file, PointConfig.flowsOnly(MeterConfig.DEFAULT)));
    assertThat(all.stream().filter(it -> !it.isInsideMeteredFlow()).map(FlowRecord::id))
        .isEqualTo(plain.stream().map(FlowRecord::id).toList());
  }

  private static List<String> hellos(Path capture) {
    return SharedData.run(
        List.of(
            "tshark",
            "-r",
            capture.toString(),
            "-Y",
            "tls.handshake.type == 1 and tcp.dstport in {443, 8443, 8883}",
            "-T",
            "fields",
            "-e",
            "tcp.srcport",
            "-e",
            "tls.handshake.extensions_server_name"));
  }

  private static List<Observation> observeFile(Path file, PointConfig config) {
    List<Observation> all = new ArrayList<>();
    try (ObservationPoint point =
        ObservationPoint.open("lab", List.of(file), config, problem -> {})) {
      boolean more = true;
      while (more) {
        more = point.advance(all::add);
      }
    }
    return all;
  }
}
