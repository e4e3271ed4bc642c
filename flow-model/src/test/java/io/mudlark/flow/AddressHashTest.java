package io.mudlark.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.site.DeviceId;
import org.junit.jupiter.api.Test;

class AddressHashTest {
  @Test
  void where_the_state_of_a_device_lives_does_not_depend_on_the_java_that_runs() {
    assertThat(new DeviceId("lab", "plug").hashCode()).isEqualTo(6_757_793);
    assertThat(IpAddress.parse("10.0.0.1").hashCode()).isEqualTo(167_776_005);
  }

  @Test
  void two_addresses_are_one_when_version_and_bits_are() {
    assertThat(IpAddress.v4(1)).isEqualTo(IpAddress.v4(1)).isNotEqualTo(IpAddress.v4(2));
    assertThat(IpAddress.v4(1)).isNotEqualTo(IpAddress.v6(0, 1));
    assertThat(IpAddress.v6(1, 1)).isEqualTo(IpAddress.v6(1, 1)).isNotEqualTo(IpAddress.v6(2, 1));
  }

  @Test
  void two_devices_are_one_when_site_and_name_are() {
    DeviceId plug = new DeviceId("lab", "plug");
    assertThat(plug).isEqualTo(new DeviceId("lab", "plug"));
    assertThat(plug).isNotEqualTo(new DeviceId("lab", "lamp"));
    assertThat(plug).isNotEqualTo(new DeviceId("home", "plug"));
  }
}
