package io.mudlark.jobs.evaluate;

import io.mudlark.generator.mqtt.MqttBroker;
import io.mudlark.generator.scenario.Scenario;
import io.mudlark.generator.scenario.ScenarioReader;
import io.mudlark.generator.timeline.Chance;
import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.Reasons;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The scenarios of an evaluation: those that ship, or those of files. */
public final class Suite {
  /** The scenarios that ship. */
  public static final List<String> SHIPPED =
      List.of("scans", "bots", "plant", "permitted", "quiet");

  /** Attacks of a run begin up to so much later than their scenario says. */
  private static final Duration SHIFT = Duration.ofSeconds(60);

  private Suite() {}

  /**
   * One that ships by its name, else a file.
   *
   * @throws ConfigException when there is no such file, or it holds no scenario
   */
  public static Scenario scenario(String nameOrFile) throws ConfigException, IOException {
    if (!SHIPPED.contains(nameOrFile)) {
      Path file = Path.of(nameOrFile);
      if (!Files.isRegularFile(file)) {
        throw new ConfigException(
            nameOrFile + ": no such file, and none of the scenarios that ship: " + SHIPPED);
      }
      try {
        return ScenarioReader.read(nameOrFile, Files.readString(file, StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new ConfigException(Reasons.of(e), e);
      }
    }
    String resource = nameOrFile + ".yaml";
    try (InputStream in = Suite.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new NoSuchFileException(resource);
      }
      return ScenarioReader.read(resource, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /**
   * The same scenario with its attacks at other moments, so that seeds differ in more than noise.
   */
  static Scenario shifted(Scenario scenario, long seed) {
    Chance chance = Chance.named(seed, "evaluate-" + scenario.name());
    List<Scenario.AttackPlan> attacks = new ArrayList<>();
    for (Scenario.AttackPlan plan : scenario.attacks()) {
      Duration later = Duration.ofNanos(chance.belowLong(SHIFT.toNanos()));
      attacks.add(
          new Scenario.AttackPlan(
              plan.site(), plan.device(), plan.attack(), plan.after().plus(later), plan.lasts()));
    }
    return new Scenario(
        scenario.name(),
        scenario.start(),
        scenario.duration(),
        scenario.sites(),
        scenario.names(),
        attacks);
  }

  /** The sites at which a broker of a plant lives, whose process can be learned. */
  static List<String> plants(Scenario scenario) {
    return scenario.sites().stream()
        .filter(site -> site.controllers().containsKey(MqttBroker.CONTROLLER))
        .map(Scenario.SitePlan::name)
        .toList();
  }
}
