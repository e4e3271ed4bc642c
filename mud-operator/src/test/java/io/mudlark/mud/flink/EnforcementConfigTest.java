package io.mudlark.mud.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.MacAddress;
import io.mudlark.mud.match.HostsFile;
import io.mudlark.mud.match.NameTiming;
import io.mudlark.mud.testing.Judging;
import io.mudlark.mud.testing.MudText;
import io.mudlark.site.Device;
import io.mudlark.site.DeviceId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class EnforcementConfigTest {
  private static final Device DEVICE =
      new Device(
          new DeviceId("site", "camera"),
          MacAddress.parse("02:00:00:00:00:10"),
          List.of(IpAddress.parse("fd00::10")),
          "camera.json");

  @Test
  void travels_to_the_workers_unchanged() throws Exception {
    EnforcementConfig config =
        new EnforcementConfig(
            List.of(Judging.SITE),
            List.of(
                new WatchedDevice(DEVICE, "https://maker.example/camera", MudText.camera().json()),
                WatchedDevice.unprofiled(DEVICE)),
            HostsFile.of(Map.of("cloud.example", List.of(IpAddress.parse("203.0.113.5")))),
            new NameTiming(Duration.ofSeconds(7), Duration.ofSeconds(8), 9));
    EnforcementConfig arrived =
        InstantiationUtil.deserializeObject(
            InstantiationUtil.serializeObject(config), getClass().getClassLoader());
    assertThat(InstantiationUtil.clone(new EnforcementFunction(config))).isNotNull();
    assertThat(arrived.sites()).isEqualTo(config.sites());
    assertThat(arrived.devices()).isEqualTo(config.devices());
    assertThat(arrived.hosts().table()).isEqualTo(config.hosts().table());
    assertThat(arrived.timing()).isEqualTo(config.timing());
  }

  @Test
  void refuses_a_profile_without_a_url() {
    assertThatThrownBy(() -> new WatchedDevice(DEVICE, null, "{}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("site/camera");
  }

  @Test
  void has_a_type_of_its_own_for_profile_updates() {
    assertThat(TypeInformation.of(ProfileUpdate.class)).isInstanceOf(PojoTypeInfo.class);
  }
}
