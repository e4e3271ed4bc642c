package io.mudlark.generator.attack;

import io.mudlark.flow.FlowKey;
import io.mudlark.flow.IpPrefix;
import io.mudlark.generator.CaptureFile;
import io.mudlark.generator.Packet;
import io.mudlark.generator.device.Inhabitant;
import io.mudlark.generator.device.MqttPlant;
import io.mudlark.generator.device.MqttThing;
import io.mudlark.generator.mqtt.MqttBroker;
import io.mudlark.generator.mud.MudFile;
import io.mudlark.generator.network.Habitat;
import io.mudlark.generator.network.Station;
import io.mudlark.generator.scenario.Generated;
import io.mudlark.generator.scenario.Scenario;
import io.mudlark.generator.scenario.ScenarioOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A site where nothing happens but one attack: device 10.0.0.10, neighbour .11, gateway .1. */
final class Lab {
  static final String DEVICE = "10.0.0.10";

  /** A station that never says anything of its own. */
  private record Silent() implements Inhabitant {
    @Override
    public Optional<MudFile> mudFile() {
      return Optional.empty();
    }

    @Override
    public void live(Habitat habitat, Station station) {
      // silent
    }
  }

  /** What the attack made: its packets and what the truth says of them. */
  record Outcome(List<Packet> packets, Generated generated, List<String> truth) {
    Stream<Packet> fromDevice() {
      return packets.stream().filter(packet -> packet.source().equals(DEVICE));
    }
  }

  private Lab() {}

  /** Runs an attack for a minute at a silent site. */
  static Outcome alone(Attack attack) {
    return run(attack, List.of(), Map.of());
  }

  /** Runs an attack for a minute beside a plant with its broker, 10.0.0.20. */
  static Outcome atPlant(Attack attack) {
    List<Scenario.Placement> plant = new ArrayList<>();
    plant.add(new Scenario.Placement("broker", 20, new MqttPlant()));
    int host = 21;
    for (String client : MqttPlant.CLIENTS) {
      plant.add(new Scenario.Placement(client, host, new MqttThing("thing")));
      host++;
    }
    return run(attack, plant, Map.of(MqttBroker.CONTROLLER, "broker"));
  }

  private static Outcome run(
      Attack attack, List<Scenario.Placement> more, Map<String, String> controllers) {
    List<Scenario.Placement> stations = new ArrayList<>();
    stations.add(new Scenario.Placement("device", 10, new Silent()));
    stations.add(new Scenario.Placement("neighbour", 11, new Silent()));
    stations.addAll(more);
    boolean process = attack instanceof ProcessAttack;
    Scenario scenario =
        new Scenario(
            "lab",
            Instant.parse("2026-03-02T08:00:00Z"),
            Duration.ofSeconds(95),
            List.of(
                new Scenario.SitePlan(
                    "lab",
                    FlowKey.NO_VLAN,
                    IpPrefix.parse("10.0.0.0/24"),
                    IpPrefix.parse("fd00::/64"),
                    stations,
                    controllers)),
            List.of(),
            List.of(
                new Scenario.AttackPlan(
                    "lab",
                    process ? "process-controller" : "device",
                    attack,
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(60))));
    try {
      Path directory = Files.createTempDirectory("lab");
      try {
        Generated generated = scenario.writeTo(directory, 3, ScenarioOptions.defaults());
        return new Outcome(
            CaptureFile.read(generated.captures().get("lab")),
            generated,
            Files.readAllLines(generated.truth()));
      } finally {
        delete(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
