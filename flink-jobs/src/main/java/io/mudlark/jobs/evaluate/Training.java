package io.mudlark.jobs.evaluate;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.MacAddress;
import io.mudlark.generator.scenario.Generated;
import io.mudlark.generator.scenario.Scenario;
import io.mudlark.generator.scenario.ScenarioOptions;
import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.DevicesFile;
import io.mudlark.jobs.config.SitesFile;
import io.mudlark.jobs.mine.LogFiles;
import io.mudlark.mudscope.mudgen.CaptureJob;
import io.mudlark.mudscope.mudgen.ProfileFiles;
import io.mudlark.mudscope.mudgen.learn.ProfileLearning;
import io.mudlark.process.evaluate.Lesson;
import io.mudlark.process.live.ConformanceLearner;
import io.mudlark.process.live.ModelFile;
import io.mudlark.process.log.CsvColumns;
import io.mudlark.process.mqtt.FlowMapping;
import io.mudlark.process.mqtt.MqttExchange;
import io.mudlark.site.Device;
import io.mudlark.site.DeviceId;
import io.mudlark.site.Site;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What is learned before a run, all of it from traffic without attacks and of a seed that no run
 * has: models of processes and, when they are asked for, profiles.
 */
public final class Training {
  /** Added to the seed of a run; the seeds of runs are below it. */
  static final long SEEDS_APART = 1_000_000;

  private final Generated traffic;
  private final List<String> plants;
  private final List<Device> devices;
  private final Consumer<String> tell;

  private Training(
      Generated traffic, List<String> plants, List<Device> devices, Consumer<String> tell) {
    this.traffic = traffic;
    this.plants = plants;
    this.devices = devices;
    this.tell = tell;
  }

  /** Generates the traffic to learn from for the run of a scenario and seed. */
  public static Training of(Scenario scenario, long seed, Path folder, Consumer<String> tell)
      throws IOException, ConfigException {
    Generated traffic =
        scenario.writeTo(folder, seed + SEEDS_APART, ScenarioOptions.defaults().withAttacks(false));
    return new Training(
        traffic, Suite.plants(scenario), DevicesFile.read(traffic.devices(), null), tell);
  }

  /**
   * Generates half an hour at the sites with a process: enough runs of it to know what is ordinary.
   */
  public static Training ofProcess(Scenario scenario, long seed, Path folder, Consumer<String> tell)
      throws IOException, ConfigException {
    List<String> plants = Suite.plants(scenario);
    Scenario longer =
        new Scenario(
            scenario.name(),
            scenario.start(),
            Duration.ofMinutes(30),
            scenario.sites().stream().filter(site -> plants.contains(site.name())).toList(),
            scenario.names(),
            List.of());
    return of(longer, seed, folder, tell);
  }

  /**
   * The model of the processes that run there, as text. Two sites may name their cases alike, so a
   * case is one of its site.
   */
  public String processModel() throws ConfigException {
    FlowMapping mapping = FlowMapping.standard(Set.of());
    List<MqttExchange> exchanges = new ArrayList<>();
    for (String site : plants) {
      List<Path> capture = List.of(Objects.requireNonNull(traffic.captures().get(site)));
      new LogFiles(CsvColumns.DEFAULT, tell)
          .read(capture, mapping, false)
          .exchanges()
          .forEach(exchange -> exchanges.add(ofSite(site, exchange)));
    }
    return ModelFile.write(
        new Lesson(mapping, ConformanceLearner.Settings.DEFAULT)
            .learn("evaluation", exchanges, false)
            .model());
  }

  private static MqttExchange ofSite(String site, MqttExchange it) {
    MqttExchange.Message message = it.message();
    String correlation = message.correlation();
    return new MqttExchange(
        it.id(),
        it.source(),
        it.destination(),
        it.start(),
        it.end(),
        new MqttExchange.Message(
            message.controlType(),
            message.topic(),
            message.sourceClient(),
            message.destinationClient(),
            correlation.isEmpty() ? "" : site + "/" + correlation));
  }

  /**
   * Learns a profile of each device at every site, and gives it to the device of the same name at
   * the next site: what is learned here is used there.
   *
   * @param folder where the profiles go
   * @return the devices of the sites with the profiles of their neighbours
   */
  Path profilesOfNeighbours(Path folder) throws IOException, ConfigException {
    List<String> names = List.copyOf(traffic.captures().keySet());
    Map<DeviceId, String> learned = new HashMap<>();
    for (Device device : devices) {
      Path capture = Objects.requireNonNull(traffic.captures().get(device.id().site()));
      ProfileFiles files = ProfileLearning.learn(job(device, capture), folder, tell);
      learned.put(device.id(), files.mud().getFileName().toString());
    }
    List<String> lines = new ArrayList<>();
    lines.add("device,mac,ip,mud,site");
    for (Device device : devices) {
      String site = device.id().site();
      String neighbour = names.get((names.indexOf(site) + 1) % names.size());
      String mud = learned.get(new DeviceId(neighbour, device.id().name()));
      String ip = device.addresses().get(0).toString();
      lines.add(
          String.join(
              ",",
              device.id().name(),
              String.valueOf(device.mac()),
              ip,
              mud == null ? "" : mud,
              site));
    }
    return Files.write(folder.resolve("devices.csv"), lines, StandardCharsets.UTF_8);
  }

  /** The captures to learn from, by site. */
  Map<String, Path> captures() {
    return traffic.captures();
  }

  /** What a device of any site is called that is known by its name only. */
  static String nameOf(Device device) {
    return device.id().site() + "-" + device.id().name();
  }

  /** What it takes to learn a device's profile from a capture. */
  CaptureJob job(Device device, Path capture) throws IOException, ConfigException {
    Site site = Objects.requireNonNull(SitesFile.read(traffic.sites()).get(device.id().site()));
    MacAddress gateway = site.gatewayMacs().iterator().next();
    IpAddress v4 = site.gateways().stream().filter(IpAddress::isV4).findFirst().orElse(null);
    IpAddress v6 =
        site.gateways().stream().filter(address -> !address.isV4()).findFirst().orElse(null);
    return new CaptureJob(
        gateway,
        v4,
        v6,
        Objects.requireNonNull(device.mac()),
        nameOf(device),
        capture,
        new TreeMap<>());
  }
}
