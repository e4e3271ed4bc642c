package io.mudlark.generator;

import io.mudlark.flow.FlowKey;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpPrefix;
import io.mudlark.generator.attack.Attack;
import io.mudlark.generator.attack.Beacon;
import io.mudlark.generator.attack.PortScan;
import io.mudlark.generator.attack.ProcessAttack;
import io.mudlark.generator.attack.ScanKind;
import io.mudlark.generator.attack.UdpFlood;
import io.mudlark.generator.device.Camera;
import io.mudlark.generator.device.MqttPlant;
import io.mudlark.generator.device.MqttThing;
import io.mudlark.generator.device.SmartPlug;
import io.mudlark.generator.device.Telephone;
import io.mudlark.generator.device.Thermostat;
import io.mudlark.generator.mqtt.MqttBroker;
import io.mudlark.generator.network.Names;
import io.mudlark.generator.scenario.Generated;
import io.mudlark.generator.scenario.Scenario;
import io.mudlark.generator.scenario.ScenarioOptions;
import io.mudlark.generator.truth.ProcessFault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The story of {@code ./mudlark demo}: a home and an office with cameras, plugs and thermostats; a
 * scan that spreads from one site to the other, a flood from a camera, a beacon, and a plant whose
 * process is broken by its own controller.
 */
public final class DemoScenario {
  private static final IpAddress SCANNER = IpAddress.parse("198.51.100.66");
  private static final IpAddress VICTIM = IpAddress.parse("203.0.113.250");
  private static final IpAddress MASTER = IpAddress.parse("192.0.2.77");

  private DemoScenario() {}

  /** Writes the story into a folder. The same seed and options give the same bytes. */
  public static Generated writeTo(Path directory, long seed, ScenarioOptions options)
      throws IOException {
    return scenario().writeTo(directory, seed, options);
  }

  /** The story itself: 15 minutes from 08:00 UTC on 2026-03-02. */
  public static Scenario scenario() {
    return new Scenario(
        "demo",
        Instant.parse("2026-03-02T08:00:00Z"),
        Duration.ofMinutes(15),
        List.of(
            site("home", FlowKey.NO_VLAN, "192.168.1.0/24", "fd00:1::/64", List.of(), Map.of()),
            site(
                "office",
                20,
                "10.20.0.0/24",
                "fd00:20::/64",
                plant(),
                Map.of(MqttBroker.CONTROLLER, "broker"))),
        names(),
        List.of(
            attack("home", "plug", new PortScan(ScanKind.SYN, SCANNER, 1_200, true), 260, 150),
            attack("office", "plug", new PortScan(ScanKind.SYN, SCANNER, 700, false), 380, 150),
            attack("home", "camera", new UdpFlood(VICTIM, 80, 180, 512), 560, 80),
            attack(
                "office",
                "thermostat",
                new Beacon(MASTER, 8_443, Duration.ofSeconds(20), 10),
                190,
                700),
            attack(
                "office",
                "process-controller",
                new ProcessAttack(ProcessFault.SWAPPED_STEPS),
                660,
                60),
            attack(
                "office",
                "process-controller",
                new ProcessAttack(ProcessFault.OMITTED_STEP),
                750,
                60)));
  }

  private static Scenario.SitePlan site(
      String name,
      int vlanId,
      String v4,
      String v6,
      List<Scenario.Placement> more,
      Map<String, String> controllers) {
    List<Scenario.Placement> stations = new ArrayList<>();
    stations.add(new Scenario.Placement("camera", 10, new Camera()));
    stations.add(new Scenario.Placement("plug", 11, new SmartPlug()));
    stations.add(new Scenario.Placement("thermostat", 12, new Thermostat()));
    stations.add(new Scenario.Placement(Telephone.NAME, 50, new Telephone()));
    stations.addAll(more);
    return new Scenario.SitePlan(
        name, vlanId, IpPrefix.parse(v4), IpPrefix.parse(v6), stations, controllers);
  }

  private static List<Scenario.Placement> plant() {
    return List.of(
        new Scenario.Placement("broker", 20, new MqttPlant()),
        new Scenario.Placement("temperature-sensor", 21, new MqttThing("mqtt-sensor")),
        new Scenario.Placement("process-controller", 22, new MqttThing("mqtt-controller")),
        new Scenario.Placement("valve", 23, new MqttThing("mqtt-actuator")),
        new Scenario.Placement("fan", 24, new MqttThing("mqtt-actuator")));
  }

  private static Scenario.AttackPlan attack(
      String site, String device, Attack attack, int afterSeconds, int seconds) {
    return new Scenario.AttackPlan(
        site, device, attack, Duration.ofSeconds(afterSeconds), Duration.ofSeconds(seconds));
  }

  private static List<Names.Zone> names() {
    return List.of(
        zone(Camera.STREAM, "edge-7.delivery.example", 10, 6, 0, 60),
        zone(Camera.HEALTH, null, 20, 4, 0, 120),
        zone(SmartPlug.CLOUD, "plugs.delivery.example", 30, 5, 0, 60),
        zone(Thermostat.CLOUD, "climate.delivery.example", 40, 4, 6, 45),
        zone(Thermostat.WEATHER, null, 60, 3, 3, 300),
        zone(Telephone.WEB, "www.delivery.example", 80, 8, 8, 30));
  }

  /** A name with a pool of documentation addresses (RFC 5737, RFC 3849). */
  private static Names.Zone zone(
      String name, @Nullable String alias, int first, int fours, int sixes, int ttlSeconds) {
    return new Names.Zone(
        name,
        alias,
        pool("203.0.113.", first, fours),
        pool("2001:db8::", first, sixes),
        ttlSeconds);
  }

  private static List<IpAddress> pool(String prefix, int first, int count) {
    return IntStream.range(first, first + count)
        .mapToObj(host -> IpAddress.parse(prefix + host))
        .toList();
  }
}
