package io.mudlark.cluster.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mudlark.cluster.testing.Judgements;
import io.mudlark.cluster.testing.Rows;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpProtocol;
import io.mudlark.flow.TcpFlags;
import io.mudlark.mrt.JudgedFlow;
import io.mudlark.site.DeviceId;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FeatureTableTest {
  @Test
  void describes_a_lookup_by_eight_numbers() {
    FlowRow lookup = Rows.lookup("9.9.9.9", 50_000, Rows.T0);
    double[] row = FeatureTable.matrix(List.of(lookup));
    assertThat(row).hasSize(8);
    assertThat(row[0]).isCloseTo(Math.log(109) / Math.log(2), within(1e-12)); // 216 / 2 + 1
    assertThat(row[1]).isCloseTo(Math.log(67) / Math.log(2), within(1e-12));
    assertThat(row[2]).isCloseTo(Math.log(151) / Math.log(2), within(1e-12));
    assertThat(row[3]).isEqualTo(5 + 0.25 * 5); // port 53: well-known, octave 5
    assertThat(row[4]).isZero();
    assertThat(row[5]).isEqualTo(1);
    assertThat(row[6]).isEqualTo(1);
    assertThat(row[7]).isEqualTo(3);
  }

  @Test
  void port_codes_are_fixed_and_keep_the_three_ranges_apart() {
    assertThat(PortCode.of(0)).isZero();
    assertThat(PortCode.of(1)).isEqualTo(5);
    assertThat(PortCode.of(1023)).isEqualTo(7.25);
    assertThat(PortCode.of(1024)).isEqualTo(12.5);
    assertThat(PortCode.of(49_151)).isEqualTo(13.75);
    assertThat(PortCode.of(49_152)).isEqualTo(18.75);
    assertThat(PortCode.of(65_535)).isEqualTo(18.75);
  }

  @Test
  void peer_scopes_treat_both_address_families_alike() {
    assertThat(scope("192.168.1.1")).isEqualTo(scope("fd00::1")).isEqualTo(PeerScope.LOCAL);
    assertThat(scope("169.254.1.1")).isEqualTo(scope("fe80::1")).isEqualTo(PeerScope.LOCAL);
    assertThat(scope("127.0.0.1")).isEqualTo(scope("::1")).isEqualTo(PeerScope.LOCAL);
    assertThat(scope("8.8.8.8")).isEqualTo(scope("2001:db8::1")).isEqualTo(PeerScope.PUBLIC);
    assertThat(scope("224.0.0.251")).isEqualTo(scope("ff02::fb")).isEqualTo(PeerScope.GROUP);
    assertThat(scope("255.255.255.255")).isEqualTo(PeerScope.GROUP);
  }

  @Test
  void progress_tells_silence_refusal_handshake_and_data_apart() {
    assertThat(FeatureTable.progress(Rows.scanProbe("10.0.0.9", 23, Rows.T0, false))).isZero();
    assertThat(FeatureTable.progress(Rows.scanProbe("10.0.0.9", 23, Rows.T0, true))).isEqualTo(1);
    FlowRow handshake =
        Rows.row(IpProtocol.TCP, true, "10.0.0.9", 23, 40_000, Rows.T0, Rows.T0)
            .in(2, 84, TcpFlags.SYN | TcpFlags.ACK)
            .out(1, 44, TcpFlags.SYN | TcpFlags.ACK)
            .build();
    assertThat(FeatureTable.progress(handshake)).isEqualTo(2);
    assertThat(FeatureTable.progress(Rows.session("8.8.8.8", 443, 1, Rows.T0))).isEqualTo(3);
  }

  @Test
  void service_port_is_that_of_the_called_end_or_the_lower_one_when_in_doubt() {
    FlowRow probe = Rows.scanProbe("10.0.0.9", 60_000, Rows.T0, false);
    assertThat(probe.devicePort()).isEqualTo(60_000);
    assertThat(probe.servicePort()).isEqualTo(60_000);
    FlowRow unsure =
        new FlowRow(
            probe.viewId(),
            probe.flowId(),
            probe.peer(),
            true,
            false,
            IpProtocol.TCP,
            60_000,
            443,
            0,
            0,
            1,
            40,
            TcpFlags.ACK,
            1,
            40,
            TcpFlags.ACK);
    assertThat(unsure.servicePort()).isEqualTo(443);
    assertThat(Rows.session("8.8.8.8", 443, 50_001, Rows.T0).servicePort()).isEqualTo(443);
  }

  @Test
  void a_row_is_the_devices_view_of_the_flow() {
    DeviceId device = new DeviceId("lab", "plug");
    JudgedFlow judged = Objects.requireNonNull(Judgements.rejected(device, 23, 1000).judged());
    FlowRow row = FlowRow.of(judged);
    assertThat(row.inbound()).isTrue();
    assertThat(row.packetsIn()).isEqualTo(1);
    assertThat(row.packetsOut()).isZero();
    assertThat(row.devicePort()).isEqualTo(23);
    assertThat(row.peerPort()).isEqualTo(40_000);
    assertThat(row.synOnly()).isTrue();
    assertThat(row.viewId()).isEqualTo(judged.viewId());
    assertThat(row.flowId()).isEqualTo(judged.flow().id());
  }

  private static PeerScope scope(String address) {
    return PeerScope.of(IpAddress.parse(address));
  }
}
