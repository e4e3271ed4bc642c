package io.mudlark.mud.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.IpAddress;
import io.mudlark.mud.match.HostsFile;
import io.mudlark.mud.match.NameTiming;
import io.mudlark.mud.testing.Judging;
import io.mudlark.mud.testing.MudText;
import io.mudlark.site.Device;
import io.mudlark.site.DeviceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class ProfileRoutingTest {
  private static final String URL = "https://maker.example/camera";
  private static final int KEY_GROUPS = 128;

  private static EnforcementConfig config(int cameras) {
    List<WatchedDevice> devices = new ArrayList<>();
    for (int i = 0; i < cameras; i++) {
      devices.add(
          new WatchedDevice(device("site-" + i % 3, "camera-" + i), URL, MudText.camera().json()));
    }
    devices.add(WatchedDevice.unprofiled(device("site-0", "toaster")));
    return new EnforcementConfig(
        List.of(Judging.SITE), devices, HostsFile.EMPTY, NameTiming.DEFAULT);
  }

  private static Device device(String site, String name) {
    return new Device(
        new DeviceId(site, name), null, List.of(IpAddress.parse("192.168.1.10")), null);
  }

  private static OneInputStreamOperatorTestHarness<ProfileUpdate, ProfileChange> route(
      EnforcementConfig config, ProfileUpdate... updates) throws Exception {
    var harness =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(new ProfileRouting(config)), KEY_GROUPS, 1, 0);
    harness.open();
    for (ProfileUpdate update : updates) {
      harness.processElement(update, 0);
    }
    return harness;
  }

  @Test
  void sends_a_version_once_to_every_key_group_with_a_device_that_uses_it() throws Exception {
    ProfileUpdate update = new ProfileUpdate(URL, MudText.camera().json(), 5);
    try (var harness = route(config(500), update)) {
      List<ProfileChange> sent = harness.extractOutputValues();
      assertThat(sent).extracting(ProfileChange::update).containsOnly(update);
      List<Integer> groups =
          sent.stream().map(change -> keyGroup(change.device())).sorted().toList();
      Set<Integer> used =
          Stream.iterate(0, i -> i + 1)
              .limit(500)
              .map(i -> keyGroup(new DeviceId("site-" + i % 3, "camera-" + i)))
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(groups).containsExactlyElementsOf(used);
    }
  }

  private static int keyGroup(DeviceId device) {
    return KeyGroupRangeAssignment.assignToKeyGroup(device, KEY_GROUPS);
  }

  @Test
  void sends_nothing_that_is_broken_or_foreign_and_says_so_once() throws Exception {
    try (var harness =
        route(
            config(2),
            new ProfileUpdate(URL, "{", 0),
            new ProfileUpdate(URL, MudText.of("https://other.example/x").json(), 0),
            new ProfileUpdate("https://other.example/x", MudText.camera().json(), 0))) {
      assertThat(harness.extractOutputValues()).isEmpty();
      List<EnforcementProblem> problems =
          harness.getSideOutput(ProfileRouting.PROBLEMS).stream()
              .map(StreamRecord::getValue)
              .toList();
      assertThat(problems)
          .extracting(EnforcementProblem::site)
          .containsExactly("site-0", "site-1", "site-0", "site-1", "");
      assertThat(problems).allMatch(problem -> problem.note().equals("profile-versions-refused"));
      assertThat(problems)
          .extracting(EnforcementProblem::text)
          .satisfiesExactly(
              text -> assertThat(text).startsWith(URL + ": "),
              text -> assertThat(text).isEmpty(),
              text ->
                  assertThat(text)
                      .isEqualTo(
                          URL + ": /ietf-mud:mud/mud-url: the new version is for another MUD URL"),
              text -> assertThat(text).isEmpty(),
              text ->
                  assertThat(text)
                      .isEqualTo(
                          "https://other.example/x: /: a new version, but no device has this MUD"
                              + " URL"));
    }
  }
}
