package io.mudlark.jobs.discover;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.Counters;
import io.mudlark.flow.EndReason;
import io.mudlark.flow.FlowId;
import io.mudlark.flow.FlowKey;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.Initiation;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.MacAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HostCensusTest {
  private static final String MAC = "00:11:22:33:44:55";
  private final HostCensus census = new HostCensus(Map.of());

  @Test
  void a_host_is_listed_once_with_all_its_addresses() {
    census.add(flow("192.168.1.20", MAC, "8.8.8.8", 2));
    census.add(flow("fe80::1", MAC, "ff02::1", 1));
    census.add(flow("192.168.1.30", null, "192.168.1.20", 0));
    assertThat(DevicesCsv.of(census.found()))
        .isEqualTo(
            """
            device,mac,ip,mud,site
            # 2 flows, 6 packets sent
            host-001122334455,00:11:22:33:44:55,192.168.1.20;fe80::1,,home
            # 1 flows, 3 packets sent
            host-192.168.1.30,,192.168.1.30,,home
            """);
  }

  @Test
  void an_address_that_several_hosts_had_is_the_fixed_one_of_none() {
    census.add(flow("192.168.1.20", MAC, "8.8.8.8", 0));
    census.add(flow("192.168.1.21", MAC, "8.8.8.8", 0));
    census.add(flow("192.168.1.20", "00:11:22:33:44:66", "8.8.8.8", 0));
    assertThat(DevicesCsv.of(census.found()))
        .isEqualTo(
            """
            device,mac,ip,mud,site
            # 2 flows, 6 packets sent; had, as others did: 192.168.1.20
            host-001122334455,00:11:22:33:44:55,192.168.1.21,,home
            # 1 flows, 3 packets sent; had, as others did: 192.168.1.20
            host-001122334466,00:11:22:33:44:66,,,home
            """);
  }

  @Test
  void a_host_whose_octets_alone_were_counted_sent_something_too() {
    FlowRecord counted = flow("192.168.1.20", MAC, "8.8.8.8", 0);
    census.add(
        new FlowRecord(
            counted.id(),
            counted.observationPoint(),
            counted.key(),
            counted.sourceMac(),
            null,
            1,
            2,
            new Counters(0, 300, 0, 1, 2),
            Counters.NONE,
            counted.initiation(),
            counted.endReason()));
    assertThat(census.found()).hasSize(1);
  }

  @Test
  void who_is_only_talked_to_or_far_away_or_a_group_is_no_host_of_the_site() {
    census.add(flow("8.8.8.8", null, "192.168.1.99", 0));
    census.add(flow("0.0.0.0", null, "255.255.255.255", 3));
    assertThat(census.found()).isEmpty();
  }

  @Test
  void there_is_a_limit_and_what_is_beyond_it_is_counted() {
    for (int i = 0; i < HostCensus.MAX_HOSTS + 3; i++) {
      census.add(
          flow("10." + (i >>> 16) + "." + (i >>> 8 & 255) + "." + (i & 255), null, "8.8.8.8", 0));
    }
    assertThat(census.found()).hasSize(HostCensus.MAX_HOSTS);
    assertThat(census.leftOut()).isEqualTo(3);
  }

  private static FlowRecord flow(String from, @Nullable String mac, String to, long answered) {
    FlowKey key =
        new FlowKey(FlowKey.NO_VLAN, IpAddress.parse(from), IpAddress.parse(to), 17, 4000, 53);
    return new FlowRecord(
        FlowId.of("home", key, 1, 0),
        "home",
        key,
        mac == null ? null : MacAddress.parse(mac),
        null,
        1,
        2,
        new Counters(3, 300, 0, 1, 2),
        answered == 0 ? Counters.NONE : new Counters(answered, 100, 0, 1, 2),
        Initiation.FIRST_PACKET,
        EndReason.IDLE_TIMEOUT);
  }
}
