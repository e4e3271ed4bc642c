package io.mudlark.cluster.characterize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.mudlark.cluster.feature.FlowRow;
import io.mudlark.cluster.feature.Scaler;
import io.mudlark.cluster.hdbscan.HdbscanConfig.Multiplicity;
import io.mudlark.cluster.testing.Rows;
import io.mudlark.cluster.testing.Windows;
import io.mudlark.flow.IpProtocol;
import io.mudlark.flow.TcpFlags;
import io.mudlark.mrt.Characterization;
import io.mudlark.mrt.ClusterSpread;
import io.mudlark.mrt.ClusterSummary;
import io.mudlark.mrt.FeatureSummary;
import io.mudlark.mrt.TopCount;
import io.mudlark.mrt.TrafficKind;
import io.mudlark.mrt.Volume;
import io.mudlark.mrt.WindowTotals;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CharacterizerTest {
  private final Characterizer characterizer = Characterizer.standard();

  @Test
  void finds_a_scan_and_a_chatter_and_leaves_the_odd_one_out() {
    List<FlowRow> rows = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      rows.add(Rows.scanProbe("10.0.0.9", 1024 + i * 13, Rows.T0 + i, false));
    }
    for (int i = 0; i < 40; i++) {
      rows.add(Rows.lookup("9.9.9.9", 50_000 + i, Rows.T0 + i * Rows.MINUTE / 17));
    }
    rows.add(
        Rows.row(IpProtocol.TCP, false, "203.0.113.5", 443, 4000, Rows.T0, Rows.T0 + Rows.MINUTE)
            .out(900, 1_200_000, TcpFlags.PSH | TcpFlags.SYN | TcpFlags.ACK)
            .in(450, 20_000, TcpFlags.PSH | TcpFlags.SYN | TcpFlags.ACK)
            .build());
    Characterization window = characterizer.characterize(Windows.window(3, rows));
    assertThat(window.clusters()).hasSize(2);
    ClusterSummary scan = window.clusters().get(0);
    assertThat(scan.label()).isZero();
    assertThat(scan.id()).isNull();
    assertThat(scan.volume()).isEqualTo(new Volume(300, 300, 300 * 44));
    assertThat(scan.shape().kind()).isEqualTo(TrafficKind.PORT_SCAN_INBOUND);
    assertThat(scan.peers()).containsExactly(new TopCount("10.0.0.9", 300));
    assertThat(scan.peerPorts()).containsExactly(new TopCount("40000", 300));
    assertThat(scan.devicePorts()).hasSize(5).contains(new TopCount("1024", 1));
    assertThat(scan.protocols()).containsExactly(new TopCount("tcp", 300));
    assertThat(scan.sampleFlowIds()).hasSize(5).isSorted();
    assertThat(scan.centroid()).hasSize(8);
    assertThat(scan.persistence()).isBetween(0.0, 1.0);
    assertThat(window.clusters().get(1).peerPorts()).containsExactly(new TopCount("53", 40));
    assertThat(window.noiseFlows()).isEqualTo(1);
    assertThat(window.noise().label()).isEqualTo(ClusterSummary.NOISE);
    assertThat(window.clustersWithNoise()).isEqualTo(3);
    assertThat(window.fit().rows()).isEqualTo(341);
    assertThat(window.fit().sampled()).isFalse();
    assertThat(window.fit().minClusterSize()).isEqualTo(4);
    assertThat(window.fit().scalerHash()).isEqualTo(Scaler.shipped().hash());
    assertThat(window.shape().kind()).isEqualTo(TrafficKind.PORT_SCAN_INBOUND);
  }

  @Test
  void describes_a_cluster_by_exact_unscaled_distributions() {
    List<FlowRow> rows = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      rows.add(
          Rows.row(
                  IpProtocol.UDP,
                  false,
                  "9.9.9.9",
                  53,
                  50_000 + i,
                  Rows.T0,
                  Rows.T0 + 2_000_000_000L)
              .out(1, 100 + i, 0)
              .in(1, 200, 0)
              .build());
    }
    Characterization window = characterizer.characterize(Windows.window(0, rows));
    ClusterSummary cluster = window.clusters().get(0);
    FeatureSummary out = descriptor(cluster, "octets_out");
    assertThat(out.min()).isEqualTo(100);
    assertThat(out.max()).isEqualTo(110);
    assertThat(out.mean()).isCloseTo(105, within(1e-12));
    assertThat(out.median()).isEqualTo(105);
    assertThat(out.deviation()).isCloseTo(Math.sqrt(10), within(1e-12));
    assertThat(out.deciles()).hasSize(10);
    assertThat(out.deciles().get(0)).isCloseTo(101, within(1e-12));
    assertThat(out.deciles().get(9)).isEqualTo(110);
    assertThat(descriptor(cluster, "bytes_per_second").median()).isEqualTo(152.5);
    assertThat(descriptor(cluster, "duration").max()).isEqualTo(2);
    assertThat(descriptor(cluster, "tcp_flags").max()).isZero();
  }

  @Test
  void equal_flows_are_one_cluster_without_spread() {
    List<FlowRow> rows = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      rows.add(Rows.lookup("9.9.9.9", 1024 + i, Rows.T0));
    }
    Characterization window = characterizer.characterize(Windows.window(0, rows));
    assertThat(window.fit().locations()).isEqualTo(1);
    assertThat(window.clusters()).hasSize(1);
    assertThat(window.clusters().get(0).spread()).isEqualTo(ClusterSpread.NONE);
    assertThat(window.noise()).isNull();
  }

  @Test
  void caps_the_fit_and_reports_true_totals() {
    CharacterizerConfig config =
        new CharacterizerConfig(0.01, 4, 200, 0.5, 0.5, 2, Multiplicity.EXACT, 200);
    List<FlowRow> rows = twoGroups(1000);
    Characterization window =
        new Characterizer(config, Scaler.shipped()).characterize(Windows.window(0, rows));
    assertThat(window.fit().rows()).isEqualTo(2000);
    assertThat(window.fit().locations()).isGreaterThan(1000);
    assertThat(window.fit().fittedLocations()).isBetween(150, 210);
    assertThat(window.fit().sampled()).isTrue();
    assertThat(window.totals().rejected().flows()).isEqualTo(2000);
    long inClusters = window.clusters().stream().mapToLong(c -> c.volume().flows()).sum();
    assertThat(inClusters + window.noiseFlows()).isEqualTo(2000);
    for (ClusterSummary cluster : window.clusters()) {
      assertThat(cluster.shape().inboundShare()).isIn(0.0, 1.0);
    }
    Characterization whole = characterizer.characterize(Windows.window(0, rows));
    assertThat(whole.fit().sampled()).isFalse();
    assertThat(whole.shape()).isEqualTo(window.shape());
  }

  @Test
  void measures_large_clusters_by_their_centroid_close_to_the_exact_spread() {
    double[] values = new double[1200 * 2];
    Random random = new Random(5);
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextGaussian();
    }
    ScaledRows large = new ScaledRows(values, 2);
    int[] all = IntStream.range(0, 1200).toArray();
    int[] some = IntStream.range(0, 500).toArray();
    ClusterSpread approximate = Spreads.of(large, all, new double[2]);
    ClusterSpread exact = Spreads.of(large, some, new double[2]);
    assertThat(approximate.method()).isEqualTo(ClusterSpread.Method.TO_CENTROID);
    assertThat(exact.method()).isEqualTo(ClusterSpread.Method.PAIRWISE);
    assertThat(approximate.mean()).isCloseTo(exact.mean(), within(0.15));
  }

  @Test
  void refuses_parameters_that_cannot_work() {
    assertThatThrownBy(
            () -> new CharacterizerConfig(2, 4, 200, 0.5, 0.5, 2, Multiplicity.EXACT, 4000))
        .hasMessageContaining("minClusterShare");
    assertThatThrownBy(
            () -> new CharacterizerConfig(0.01, 4, 200, 0, 0.5, 2, Multiplicity.EXACT, 4000))
        .hasMessageContaining("minSamplesShare");
    Scaler other = Scaler.fit(List.of("a"), new double[] {1, 2}, 1);
    assertThatThrownBy(() -> new Characterizer(CharacterizerConfig.DEFAULT, other))
        .hasMessage("the scaler is for [a]");
    assertThatThrownBy(
            () ->
                new WindowRows(
                    Windows.PLUG,
                    Windows.span(0),
                    false,
                    WindowTotals.NONE,
                    List.of(Rows.lookup("9.9.9.9", 1, Rows.T0))))
        .hasMessage("lab/plug: 1 rows of 0 flows");
  }

  /** Many different inbound and many different outbound flows. */
  static List<FlowRow> twoGroups(int each) {
    List<FlowRow> rows = new ArrayList<>();
    Random random = new Random(11);
    for (int i = 0; i < each; i++) {
      rows.add(
          Rows.row(IpProtocol.UDP, true, "10.0.0.9", 5000, 1024 + i, Rows.T0, Rows.T0)
              .in(1, 60 + random.nextInt(900), 0)
              .build());
      rows.add(
          Rows.row(IpProtocol.UDP, false, "203.0.113.5", 443, 1024 + i, Rows.T0, Rows.T0)
              .out(4, 400 + random.nextInt(9000), 0)
              .in(4, 400 + random.nextInt(9000), 0)
              .build());
    }
    return rows;
  }

  private static FeatureSummary descriptor(ClusterSummary cluster, String name) {
    return cluster.descriptors().stream()
        .filter(summary -> summary.feature().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
