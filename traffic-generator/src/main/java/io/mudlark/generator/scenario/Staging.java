package io.mudlark.generator.scenario;

import io.mudlark.generator.attack.Engagement;
import io.mudlark.generator.capture.CaptureWriter;
import io.mudlark.generator.capture.PcapWriter;
import io.mudlark.generator.capture.PcapngWriter;
import io.mudlark.generator.mud.MudFile;
import io.mudlark.generator.network.Habitat;
import io.mudlark.generator.network.Interventions;
import io.mudlark.generator.network.Names;
import io.mudlark.generator.network.SiteNetwork;
import io.mudlark.generator.network.Station;
import io.mudlark.generator.network.Wire;
import io.mudlark.generator.timeline.Chance;
import io.mudlark.generator.timeline.Timeline;
import io.mudlark.generator.truth.Episode;
import io.mudlark.generator.truth.TruthLog;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One performance of a scenario: sets the sites up, lets time run, and writes everything down. */
final class Staging {
  private final Scenario scenario;
  private final long seed;
  private final ScenarioOptions options;
  private final long startNanos;
  private final long endNanos;
  private final Timeline timeline = new Timeline();
  private final Names names = new Names();
  private final Map<String, Habitat> habitats = new TreeMap<>();
  private final List<Wire> wires = new ArrayList<>();
  private final Map<String, Path> files = new TreeMap<>();

  Staging(Scenario scenario, long seed, ScenarioOptions options) {
    this.scenario = scenario;
    this.seed = seed;
    this.options = options;
    Instant start = scenario.start();
    this.startNanos = start.getEpochSecond() * 1_000_000_000L + start.getNano();
    Duration duration =
        options.duration().compareTo(scenario.duration()) < 0
            ? options.duration()
            : scenario.duration();
    this.endNanos = startNanos + duration.toNanos();
    scenario.names().forEach(names::add);
  }

  Generated writeTo(Path directory) throws IOException {
    Files.createDirectories(directory);
    Path truthFile = directory.resolve("truth.jsonl");
    TruthLog truth = new TruthLog(Files.newOutputStream(truthFile));
    try (truth) {
      try {
        open(directory, truth);
        populate();
        strike(truth);
        timeline.runUntil(endNanos);
      } finally {
        for (Wire wire : wires) {
          wire.close();
        }
      }
    }
    return describe(directory, truthFile, truth);
  }

  private void open(Path directory, TruthLog truth) throws IOException {
    int number = 0;
    for (Scenario.SitePlan plan : scenario.sites()) {
      number++;
      SiteNetwork site = new SiteNetwork(plan.name(), number, plan.vlanId(), plan.v4(), plan.v6());
      plan.stations().forEach(placement -> site.add(placement.name(), placement.host()));
      plan.controllers().forEach((urn, name) -> site.controller(urn, site.station(name)));
      Path file = directory.resolve(plan.name() + "." + options.format().suffix());
      files.put(plan.name(), file);
      Chance chance = Chance.named(seed, "tap of " + plan.name());
      Wire wire = new Wire(site, capture(file, plan.name()), truth, options.impairment(), chance);
      wires.add(wire);
      habitats.put(
          plan.name(),
          new Habitat(
              site, wire, timeline, new Interventions(), names, startNanos, endNanos, seed));
    }
  }

  private CaptureWriter capture(Path file, String site) throws IOException {
    OutputStream out = Files.newOutputStream(file);
    switch (options.format()) {
      case PCAP_MICROSECONDS:
        return new PcapWriter(out, PcapWriter.Resolution.MICROSECONDS);
      case PCAP_NANOSECONDS:
        return new PcapWriter(out, PcapWriter.Resolution.NANOSECONDS);
      default:
        return new PcapngWriter(out, site, "synthetic traffic of site " + site);
    }
  }

  private void populate() {
    for (Scenario.SitePlan plan : scenario.sites()) {
      Habitat habitat = habitat(plan.name());
      for (Scenario.Placement placement : plan.stations()) {
        placement.inhabitant().live(habitat, habitat.site().station(placement.name()));
      }
    }
  }

  private void strike(TruthLog truth) {
    if (!options.attacks()) {
      return;
    }
    int number = 0;
    for (Scenario.AttackPlan plan : scenario.attacks()) {
      number++;
      Habitat habitat = habitat(plan.site());
      Station device = habitat.site().station(plan.device());
      String id = scenario.name() + "-" + number;
      Episode episode =
          truth.begun(new Episode(id, plan.attack().type(), plan.site(), plan.device()));
      long start = startNanos + plan.after().toNanos();
      Chance chance = Chance.named(seed, id);
      plan.attack()
          .launch(
              new Engagement(
                  habitat, device, episode, start, start + plan.lasts().toNanos(), chance));
    }
  }

  private Habitat habitat(String site) {
    Habitat habitat = habitats.get(site);
    if (habitat == null) {
      throw new IllegalArgumentException(scenario.name() + " has no site " + site);
    }
    return habitat;
  }

  private Generated describe(Path directory, Path truthFile, TruthLog truth) throws IOException {
    Path mudDirectory = Files.createDirectories(directory.resolve("mud"));
    StringBuilder devices = new StringBuilder(SiteFiles.DEVICES_HEADER);
    Map<String, MudFile> mudFiles = new TreeMap<>();
    List<SiteNetwork> sites = new ArrayList<>();
    Map<String, Long> packets = new TreeMap<>();
    for (Scenario.SitePlan plan : scenario.sites()) {
      Habitat habitat = habitat(plan.name());
      sites.add(habitat.site());
      packets.put(plan.name(), habitat.wire().packets());
      for (Scenario.Placement placement : plan.stations()) {
        placement
            .inhabitant()
            .mudFile()
            .ifPresent(
                mud -> {
                  mudFiles.put(mud.name(), mud);
                  Station station = habitat.site().station(placement.name());
                  devices.append(SiteFiles.device(habitat.site(), station, mud.name()));
                });
      }
    }
    List<Path> written = new ArrayList<>();
    for (MudFile mud : mudFiles.values()) {
      written.add(Files.writeString(mudDirectory.resolve(mud.name()), mud.json()));
    }
    long episodes = truth.episodes().stream().filter(Episode::happened).count();
    return new Generated(
        directory,
        Collections.unmodifiableMap(files),
        mudDirectory,
        List.copyOf(written),
        Files.writeString(directory.resolve("devices.csv"), devices),
        Files.writeString(directory.resolve("sites.yaml"), SiteFiles.sites(sites)),
        truthFile,
        Collections.unmodifiableMap(packets),
        truth.packetsByLabel(),
        truth.flows(),
        episodes);
  }
}
