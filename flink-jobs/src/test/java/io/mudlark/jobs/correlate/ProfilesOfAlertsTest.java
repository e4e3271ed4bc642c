package io.mudlark.jobs.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.alert.Alert;
import io.mudlark.alert.AttackTechnique;
import io.mudlark.alert.ProfileReference;
import io.mudlark.flow.IpAddress;
import io.mudlark.jobs.document.AlertDocument;
import io.mudlark.jobs.document.Samples;
import io.mudlark.mud.flink.WatchedDevice;
import io.mudlark.site.Device;
import io.mudlark.site.DeviceId;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProfilesOfAlertsTest {
  private static final List<IpAddress> ADDRESS = List.of(IpAddress.parse("192.0.2.1"));
  private static final String PROFILE =
      """
      {"ietf-mud:mud": {"mud-version": 1, "mud-url": "https://%s", "last-update":
       "2026-01-01T00:00:00Z", "cache-validity": 48, "is-supported": true, "systeminfo": "x",
       "from-device-policy": {"access-lists": {"access-list": [{"name": "from"}]}}},
       "ietf-access-control-list:acls": {"acl": [{"name": "from", "type": "ipv4-acl-type",
       "aces": {"ace": [{"name": "a", "matches": {"ipv4": {"protocol": 6}},
       "actions": {"forwarding": "accept"}}]}}]}}
      """;

  @Test
  void an_alert_names_the_profiles_of_its_devices_each_once() {
    Alert two = Samples.alert(2);
    WatchedDevice first = watched(two.participants().get(0).device(), "plug.example/plug");
    WatchedDevice second = watched(two.participants().get(1).device(), "plug.example/plug");
    Alert named = ProfilesOfAlerts.of(List.of(first, second)).map(two);
    assertThat(named.details().profiles())
        .singleElement()
        .satisfies(it -> assertThat(it.hash()).matches("[0-9a-f]{32}"))
        .extracting(ProfileReference::model)
        .isEqualTo("https://plug.example/plug");
    assertThat(AlertDocument.of(named).json())
        .contains("\"model\":\"https://plug.example/plug\",\"pattern\"");
  }

  @Test
  void an_alert_about_devices_of_several_models_has_no_model_of_its_own() {
    Alert two = Samples.alert(2);
    WatchedDevice first = watched(two.participants().get(0).device(), "plug.example/plug");
    WatchedDevice second = watched(two.participants().get(1).device(), "lamp.example/lamp");
    Alert named = ProfilesOfAlerts.of(List.of(first, second)).map(two);
    assertThat(named.details().profiles())
        .extracting(ProfileReference::model)
        .containsExactly("https://lamp.example/lamp", "https://plug.example/plug");
    assertThat(AlertDocument.of(named).json()).contains("\"revision\":2,\"pattern\"");
  }

  @Test
  void an_alert_about_devices_without_a_profile_stays_as_it_is() {
    Alert one = Samples.alert(1);
    Device device = new Device(one.participants().get(0).device(), null, ADDRESS, null);
    assertThat(ProfilesOfAlerts.of(List.of(WatchedDevice.unprofiled(device))).map(one))
        .isSameAs(one);
  }

  @Test
  void a_pattern_has_a_technique_of_its_own_before_that_of_the_kind_of_traffic() {
    assertThat(AttackTechnique.of(Samples.processAlert()))
        .map(AttackTechnique::id)
        .hasValue("T0855");
    assertThat(AttackTechnique.of(Samples.alert(1))).map(AttackTechnique::id).hasValue("T1046");
  }

  private static WatchedDevice watched(DeviceId id, String model) {
    String url = "https://" + model;
    return new WatchedDevice(new Device(id, null, ADDRESS, url), url, PROFILE.formatted(model));
  }
}
