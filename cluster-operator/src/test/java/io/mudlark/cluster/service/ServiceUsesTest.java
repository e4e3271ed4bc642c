package io.mudlark.cluster.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mudlark.cluster.feature.FlowRow;
import io.mudlark.cluster.service.ServiceTable.Treatment;
import io.mudlark.cluster.testing.Rows;
import io.mudlark.flow.IpProtocol;
import io.mudlark.flow.TcpFlags;
import io.mudlark.mrt.ServiceUse;
import io.mudlark.mrt.Volume;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceUsesTest {
  private static final long SECOND = 1_000_000_000L;

  @ParameterizedTest
  @CsvSource({
    // protocol, opened by the peer, peer, service port, opener's port, answered, treatment
    "17, false, 224.0.0.251, 5353, 5353, false, IGNORED",
    "17, false, ff02::fb, 5353, 5353, false, IGNORED",
    "17, false, 239.255.255.250, 1900, 40000, false, IGNORED",
    "17, true, 192.168.1.7, 40000, 1900, true, IGNORED",
    "17, false, ff02::1:3, 5355, 40000, false, IGNORED",
    "17, false, 192.168.1.7, 3702, 40000, true, IGNORED",
    "17, false, 255.255.255.255, 67, 68, false, IGNORED",
    "17, false, 192.168.1.1, 67, 68, true, IGNORED",
    "17, false, fe80::1, 547, 546, true, IGNORED",
    "17, false, 192.168.1.255, 137, 137, false, IGNORED",
    "17, false, 192.168.1.255, 6667, 40000, false, IGNORED",
    "2, false, 224.0.0.22, 0, 0, false, IGNORED",
    "2, true, 192.168.1.1, 0, 0, false, IGNORED",
    "58, false, fe80::1, 0, 0, true, IGNORED",
    "1, true, 192.168.1.7, 0, 0, true, IGNORED",
    "6, true, 198.51.100.9, 23, 40000, false, IGNORED",
    "17, false, 203.0.113.9, 123, 123, true, HOUSEKEEPING",
    "17, false, 9.9.9.9, 53, 40000, true, HOUSEKEEPING",
    "1, false, 203.0.113.9, 0, 0, true, COUNTED",
    "17, false, 203.0.113.9, 1900, 40000, false, COUNTED",
    "17, false, 192.168.1.7, 5683, 40000, true, COUNTED",
    "17, false, 192.168.1.254, 6667, 40000, false, COUNTED",
    "6, false, 192.0.2.77, 8443, 40000, true, COUNTED",
    "6, false, 192.0.2.77, 8443, 40000, false, COUNTED",
    "6, true, 198.51.100.9, 23, 40000, true, COUNTED"
  })
  void the_table_of_what_is_evidence_of_the_use_of_a_service(
      int protocol,
      boolean inbound,
      String peer,
      int port,
      int openerPort,
      boolean answered,
      Treatment treatment) {
    int flags = protocol == IpProtocol.TCP ? TcpFlags.SYN | TcpFlags.ACK | TcpFlags.PSH : 0;
    int other = answered ? 1 : 0;
    FlowRow row =
        Rows.row(protocol, inbound, peer, port, openerPort, Rows.T0, Rows.T0)
            .out(inbound ? other : 1, 60, inbound && !answered ? 0 : flags)
            .in(inbound ? 1 : other, 60, inbound || answered ? flags : 0)
            .build();
    assertThat(ServiceTable.treatment(row)).isEqualTo(treatment);
  }

  @Test
  void a_service_is_listed_with_its_host_and_with_all_its_hosts() {
    List<FlowRow> rows = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String peer = i == 3 ? "192.0.2.78" : "192.0.2.77";
      rows.add(Rows.session(peer, 8443, 50_000 + i, Rows.T0 + 20L * i * SECOND));
    }
    List<ServiceUse> services = ServiceUses.of(rows).listed();
    assertThat(services.stream().map(ServiceUse::peer))
        .containsExactly(null, "192.0.2.77", "192.0.2.78");
    ServiceUse use = services.get(1);
    assertThat(use.inbound()).isFalse();
    assertThat(use.protocol()).isEqualTo("tcp");
    assertThat(use.port()).isEqualTo(8443);
    assertThat(use.volume()).isEqualTo(new Volume(3, 45, 16_800));
    assertThat(use.mostPackets()).isEqualTo(15);
    assertThat(use.contacts()).isEqualTo(3);
    assertThat(use.firstContactMillis()).isEqualTo(Rows.T0 / 1_000_000);
    assertThat(use.lastContactMillis()).isEqualTo(Rows.T0 / 1_000_000 + 40_000);
    assertThat(use.meanGapSeconds()).isCloseTo(20, within(1e-9));
    assertThat(use.gapDeviationSeconds()).isCloseTo(0, within(1e-9));
    assertThat(use.latestGapsSeconds()).containsExactly(20.0, 20.0);
    assertThat(services.get(0).latestGapsSeconds()).containsExactly(20.0, 20.0, 20.0);
  }

  @Test
  void flows_that_continue_a_connection_are_not_contacts_and_a_burst_is_one() {
    int data = TcpFlags.ACK | TcpFlags.PSH;
    List<FlowRow> rows = new ArrayList<>();
    rows.add(Rows.session("192.0.2.77", 8443, 50_000, Rows.T0));
    rows.add(Rows.session("192.0.2.77", 8443, 50_001, Rows.T0 + SECOND / 2));
    rows.add(
        Rows.row(6, false, "192.0.2.77", 8443, 50_002, Rows.T0 + 9 * SECOND, Rows.T0 + 9 * SECOND)
            .out(2, 100, data)
            .in(2, 100, data)
            .build());
    ServiceUse use = ServiceUses.of(rows).listed().get(0);
    assertThat(use.volume().flows()).isEqualTo(3);
    assertThat(use.contacts()).isEqualTo(1);
    assertThat(use.latestGapsSeconds()).isEmpty();
  }

  @Test
  void at_most_sixty_four_services_are_listed_and_the_rest_counted() {
    List<FlowRow> rows = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      String peer = "203." + i / 2500 + '.' + i / 10 % 250 + '.' + i % 10;
      rows.add(Rows.session(peer, 1000 + i % 5000, 40_000, Rows.T0 + i));
    }
    rows.add(Rows.session("192.0.2.77", 8443, 40_000, Rows.T0));
    rows.add(Rows.session("192.0.2.77", 8443, 40_001, Rows.T0 + 20 * SECOND));
    ServiceUses uses = ServiceUses.of(rows);
    assertThat(uses.listed()).hasSize(ServiceUses.MOST);
    assertThat(uses.omitted()).isGreaterThan(9000);
    assertThat(uses.listed()).anyMatch(use -> "192.0.2.77".equals(use.peer()));
    Collections.shuffle(rows, new Random(3));
    assertThat(ServiceUses.of(rows)).isEqualTo(uses);
  }

  @Test
  void ports_of_a_scan_are_not_services() {
    List<FlowRow> rows = new ArrayList<>();
    for (int port = 1; port <= 200; port++) {
      rows.add(Rows.session("192.0.2.66", port, 40_000, Rows.T0 + port));
    }
    assertThat(ServiceUses.of(rows).listed().stream().map(ServiceUse::peer))
        .doesNotContain("192.0.2.66");
    assertThat(ServiceUses.of(rows).listed()).isEmpty();
  }
}
