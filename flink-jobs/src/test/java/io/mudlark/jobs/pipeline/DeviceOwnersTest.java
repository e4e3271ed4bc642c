package io.mudlark.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.Counters;
import io.mudlark.flow.EndReason;
import io.mudlark.flow.FlowId;
import io.mudlark.flow.FlowKey;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.Initiation;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.MacAddress;
import io.mudlark.mud.flink.WatchedDevice;
import io.mudlark.site.Device;
import io.mudlark.site.DeviceId;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceOwnersTest {
  private static final IpAddress ADDRESS = IpAddress.parse("192.168.1.20");
  private static final MacAddress MAC = MacAddress.parse("02:00:00:00:00:20");

  @Test
  void an_exchange_is_of_the_device_that_had_the_address_leased_when_it_began() {
    DeviceId leaseholder = new DeviceId("home", "valve");
    DeviceId before = new DeviceId("home", "lamp");
    DeviceOwners owners =
        new DeviceOwners(
            List.of(
                WatchedDevice.unprofiled(new Device(leaseholder, MAC, List.of(), null)),
                WatchedDevice.unprofiled(new Device(before, null, List.of(ADDRESS), null))),
            List.of(new Lease("home", ADDRESS, MAC, 100, 200)));
    assertThat(owners.sourceOf(exchange(150))).isEqualTo(leaseholder);
    assertThat(owners.sourceOf(exchange(250))).isEqualTo(before);
  }

  private static FlowRecord exchange(long startNanos) {
    FlowKey key =
        new FlowKey(FlowKey.NO_VLAN, ADDRESS, IpAddress.parse("192.168.1.2"), 6, 40_000, 1883);
    return new FlowRecord(
        FlowId.of("home", key, startNanos, 0),
        "home",
        key,
        null,
        null,
        startNanos,
        startNanos + 1,
        new Counters(1, 60, 0, startNanos, startNanos),
        Counters.NONE,
        Initiation.SYN,
        EndReason.END_DETECTED);
  }
}
