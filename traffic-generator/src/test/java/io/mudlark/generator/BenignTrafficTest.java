package io.mudlark.generator;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.FlowKey;
import io.mudlark.flow.IpPrefix;
import io.mudlark.generator.device.InhabitantCatalogue;
import io.mudlark.generator.device.MqttThing;
import io.mudlark.generator.device.WorldNames;
import io.mudlark.generator.mqtt.MqttBroker;
import io.mudlark.generator.scenario.Generated;
import io.mudlark.generator.scenario.Scenario;
import io.mudlark.generator.scenario.ScenarioOptions;
import io.mudlark.generator.scenario.ScenarioReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenignTrafficTest {
  private static final Map<String, String> PREFIXES =
      Map.of("home", "192.168.1.", "office", "10.20.0.");
  @TempDir static Path directory;
  private static Generated generated;

  @BeforeAll
  static void generate() throws IOException {
    ScenarioOptions options =
        ScenarioOptions.defaults().withAttacks(false).withDuration(Duration.ofMinutes(6));
    generated = DemoScenario.writeTo(directory, 11, options);
  }

  @Test
  void every_device_stays_within_its_own_MUD_file() throws IOException {
    int judged = 0;
    for (String line : Files.readAllLines(generated.devices()).subList(1, 12)) {
      String[] device = line.split(",");
      judged += judge(generated, device, PREFIXES.get(device[4]));
    }
    assertThat(judged).isGreaterThan(10_000);
  }

  @Test
  void every_kind_of_station_stays_within_its_own_MUD_file(@TempDir Path folder)
      throws IOException {
    List<Scenario.Placement> stations = new ArrayList<>();
    int host = 100;
    for (var kind : InhabitantCatalogue.all().entrySet()) {
      boolean broker = kind.getKey().equals("mqtt-broker");
      String name = kind.getKey().equals("mqtt-sensor") ? "temperature-sensor" : kind.getKey();
      name = name.equals("mqtt-controller") ? "process-controller" : name;
      name = name.equals("mqtt-actuator") ? "valve" : name;
      stations.add(new Scenario.Placement(name, broker ? 20 : host, kind.getValue().get()));
      host++;
    }
    stations.add(new Scenario.Placement("fan", 99, new MqttThing("mqtt-actuator")));
    Scenario all =
        new Scenario(
            "all",
            Instant.parse("2026-03-02T08:00:00Z"),
            Duration.ofMinutes(6),
            List.of(
                new Scenario.SitePlan(
                    "all",
                    FlowKey.NO_VLAN,
                    IpPrefix.parse("10.0.0.0/24"),
                    IpPrefix.parse("fd00::/64"),
                    stations,
                    Map.of(MqttBroker.CONTROLLER, "mqtt-broker"))),
            WorldNames.zones(),
            List.of());
    Generated everybody = all.writeTo(folder, 4, ScenarioOptions.defaults());

    assertThat(everybody.mudFiles()).hasSizeGreaterThan(10);
    List<String> devices = Files.readAllLines(everybody.devices());
    for (String line : devices.subList(1, devices.size())) {
      judge(everybody, line.split(","), "10.0.0.");
    }
  }

  private static int judge(Generated written, String[] device, String prefix) throws IOException {
    String mac = device[1];
    String mudName = device[3];
    String site = device[4];
    MudJudge judge =
        new MudJudge(written.mudDirectory().resolve(mudName), prefix, controllers(prefix));
    Map<String, String> openers = new HashMap<>();
    List<Packet> refused = new ArrayList<>();
    int judged = 0;
    for (Packet packet : CaptureFile.read(written.captures().get(site))) {
      boolean from = packet.sourceMac().equals(mac);
      if (packet.isArp() || (!from && !packet.destinationMac().equals(mac))) {
        continue;
      }
      String connection = connection(packet);
      if ((packet.flags() & 0x12) == 0x02) {
        openers.put(connection, from ? "from-device" : "to-device");
      }
      judged++;
      if (!judge.allows(packet, from, openers.getOrDefault(connection, ""))) {
        refused.add(packet);
      }
      if (packet.isUdp() && packet.sourcePort() == 53) {
        judge.learn(packet);
      }
    }
    assertThat(refused).as("%s of %s", mudName, site).isEmpty();
    assertThat(judged).as("packets of %s", mac).isGreaterThan(20);
    return judged;
  }

  private static Map<String, String> controllers(String prefix) {
    return Map.of(
        "urn:ietf:params:mud:dns", prefix + "1",
        "urn:ietf:params:mud:ntp", prefix + "1",
        "urn:fieldlark:controller:mqtt-broker", prefix + "20");
  }

  private static String connection(Packet packet) {
    String one = packet.source() + "#" + packet.sourcePort();
    String two = packet.destination() + "#" + packet.destinationPort();
    return one.compareTo(two) < 0 ? one + two : two + one;
  }

  @Test
  void sleeps_at_night_looks_for_firmware_then_and_renews_its_lease(@TempDir Path folder)
      throws IOException {
    Scenario day =
        ScenarioReader.read(
            "day",
            """
            name: day
            start: 2026-03-02T18:00:00Z
            duration: PT24H
            sites:
              - name: home
                vlan: 0
                ipv4: 10.0.0.0/24
                ipv6: fd00::/64
                controllers: {}
                stations:
                  - {name: door, host: 10, kind: door-sensor}
            attacks: []
            """);
    Generated home = day.writeTo(folder, 3, ScenarioOptions.defaults());
    judge(home, Files.readAllLines(home.devices()).get(1).split(","), "10.0.0.");
    List<String> flows = Files.readAllLines(home.truth());
    assertThat(hours(flows, 443)).contains(3).doesNotContain(23, 0, 1, 2, 4, 5).hasSize(18);
    assertThat(hours(flows, 67)).containsExactlyInAnyOrder(18, 6);
  }

  /** The hours of a day (UTC) in which something was sent to a port. */
  private static Set<Integer> hours(List<String> flows, int port) {
    Set<Integer> hours = new TreeSet<>();
    for (String flow : flows) {
      int at = flow.indexOf("\"startNanos\":") + 13;
      if (flow.contains("\"destinationPort\":" + port + ",")) {
        long nanos = Long.parseLong(flow.substring(at, flow.indexOf(',', at)));
        hours.add((int) (nanos / 3_600_000_000_000L % 24));
      }
    }
    return hours;
  }

  @Test
  void without_attacks_all_labels_are_benign() {
    assertThat(generated.packetsByLabel()).containsOnlyKeys("benign");
    assertThat(generated.episodes()).isZero();
  }

  @Test
  void every_packet_has_consistent_lengths_and_checksums() throws IOException {
    for (Path capture : generated.captures().values()) {
      assertThat(CaptureFile.read(capture).stream().map(Packet::fault).distinct())
          .containsExactly("");
    }
  }

  @Test
  void packets_are_in_the_order_of_their_times() throws IOException {
    for (Path capture : generated.captures().values()) {
      assertThat(CaptureFile.read(capture))
          .isSortedAccordingTo(Comparator.comparingLong(Packet::nanos));
    }
  }

  @Test
  void one_site_is_tagged_with_its_VLAN_and_the_other_is_not() throws IOException {
    assertThat(CaptureFile.read(generated.captures().get("home")))
        .extracting(Packet::vlan)
        .containsOnly(-1);
    assertThat(CaptureFile.read(generated.captures().get("office")))
        .extracting(Packet::vlan)
        .containsOnly(20);
  }

  @Test
  void the_same_name_has_other_addresses_later() throws IOException {
    long addresses =
        CaptureFile.read(generated.captures().get("home")).stream()
            .filter(packet -> packet.destinationPort() == 8_883)
            .map(Packet::destination)
            .distinct()
            .count();
    assertThat(addresses).isGreaterThan(2);
  }
}
