package io.mudlark.jobs.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.alert.Alert;
import io.mudlark.alert.AttackTechnique;
import io.mudlark.alert.Participant;
import io.mudlark.alert.ProfileReference;
import io.mudlark.flow.IpAddress;
import io.mudlark.jobs.document.AlertDocument;
import io.mudlark.jobs.document.Samples;
import io.mudlark.mud.flink.ProfileChange;
import io.mudlark.mud.flink.ProfileUpdate;
import io.mudlark.mud.flink.WatchedDevice;
import io.mudlark.site.Device;
import io.mudlark.site.DeviceId;
import java.util.List;
import java.util.Objects;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
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
  void an_alert_names_the_profiles_of_its_devices_each_once() throws Exception {
    Alert two = Samples.alert(2);
    WatchedDevice first = watched(two.participants().get(0).device(), "plug.example/plug");
    WatchedDevice second = watched(two.participants().get(1).device(), "plug.example/plug");
    Alert named = named(two, List.of(), first, second);
    assertThat(named.details().profiles())
        .singleElement()
        .satisfies(it -> assertThat(it.hash()).matches("[0-9a-f]{32}"))
        .extracting(ProfileReference::model)
        .isEqualTo("https://plug.example/plug");
    assertThat(AlertDocument.of(named).json())
        .contains("\"model\":\"https://plug.example/plug\",\"pattern\"");
  }

  @Test
  void an_alert_about_devices_of_several_models_has_no_model_of_its_own() throws Exception {
    Alert two = Samples.alert(2);
    WatchedDevice first = watched(two.participants().get(0).device(), "plug.example/plug");
    WatchedDevice second = watched(two.participants().get(1).device(), "lamp.example/lamp");
    Alert named = named(two, List.of(), first, second);
    assertThat(named.details().profiles())
        .extracting(ProfileReference::model)
        .containsExactly("https://lamp.example/lamp", "https://plug.example/plug");
    assertThat(AlertDocument.of(named).json()).contains("\"revision\":2,\"pattern\"");
  }

  @Test
  void an_alert_about_devices_without_a_profile_stays_as_it_is() throws Exception {
    Alert one = Samples.alert(1);
    Device device = new Device(one.participants().get(0).device(), null, ADDRESS, null);
    assertThat(named(one, List.of(), WatchedDevice.unprofiled(device))).isEqualTo(one);
  }

  @Test
  void an_alert_names_the_versions_that_were_in_force_in_its_windows() throws Exception {
    Alert one = Samples.alert(1);
    Participant its = one.participants().get(0);
    WatchedDevice device = watched(its.device(), "plug.example/plug");
    long begin = its.firstWindowStartMillis() * 1_000_000;
    long end = its.lastWindowEndMillis() * 1_000_000;
    ProfileChange before = change(device, begin - 1, "17");
    ProfileChange during = change(device, end - 1, "1");
    ProfileChange after = change(device, end, "58");
    List<String> first = hashes(named(one, List.of(), device));
    assertThat(first).hasSize(1);
    assertThat(hashes(named(one, List.of(after), device))).isEqualTo(first);
    List<String> second = hashes(named(one, List.of(before), device));
    assertThat(second).hasSize(1).isNotEqualTo(first);
    assertThat(hashes(named(one, List.of(during, before, after), device)))
        .hasSize(2)
        .containsAll(second)
        .doesNotContainAnyElementsOf(first);
  }

  private static List<String> hashes(Alert alert) {
    return alert.details().profiles().stream().map(ProfileReference::hash).toList();
  }

  private static ProfileChange change(WatchedDevice device, long nanos, String protocol) {
    String url = Objects.requireNonNull(device.mudUrl());
    String json =
        Objects.requireNonNull(device.json())
            .replace("\"protocol\": 6", "\"protocol\": " + protocol);
    return new ProfileChange(device.device().id(), new ProfileUpdate(url, json, nanos));
  }

  private static Alert named(Alert alert, List<ProfileChange> changes, WatchedDevice... devices)
      throws Exception {
    try (var harness =
        ProcessFunctionTestHarnesses.forBroadcastProcessFunction(
            ProfilesOfAlerts.of(List.of(devices)), ProfilesOfAlerts.VERSIONS)) {
      for (ProfileChange change : changes) {
        harness.processBroadcastElement(change, 0);
      }
      harness.processElement(alert, 0);
      return harness.extractOutputValues().get(0);
    }
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
