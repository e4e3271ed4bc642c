package io.mudlark.jobs.config;

import io.mudlark.cluster.characterize.CharacterizerConfig;
import io.mudlark.cluster.evolve.EvolutionConfig;
import io.mudlark.cluster.feature.Scaler;
import io.mudlark.cluster.flink.WindowConfig;
import io.mudlark.jobs.pipeline.MrtSettings;
import io.mudlark.mud.flink.EnforcementConfig;
import io.mudlark.mud.flink.WatchedDevice;
import io.mudlark.mud.match.HostsFile;
import io.mudlark.mud.match.NameTiming;
import io.mudlark.mud.profile.MudProfile;
import io.mudlark.mud.profile.MudRepository;
import io.mudlark.probe.meter.MeterConfig;
import io.mudlark.site.Device;
import io.mudlark.site.Site;
import io.mudlark.source.flink.CaptureInput;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes a plan of what a user asks for: finds and reads every file but the packets themselves.
 *
 * <p>What cannot be used but leaves something to do is told as one line and counted; without
 * devices or captures there is nothing to do.
 */
public final class PlanReader {
  private static final String DEFAULT_SITE = "default";
  private static final Duration LONGEST_EPISODE = Duration.ofDays(7);

  private final RunOptions options;
  private final ExportOptions asked;
  private final Consumer<String> tell;
  private int problems;

  private PlanReader(RunOptions options, ExportOptions asked, Consumer<String> tell) {
    this.options = options;
    this.asked = asked;
    this.tell = tell;
  }

  /** Reads everything about a run over captures. */
  public static RunPlan read(RunOptions options, Consumer<String> tell) throws ConfigException {
    return read(options, ExportOptions.NONE, tell);
  }

  /**
   * Reads everything.
   *
   * @param exports where flow exports come from, instead of captures
   * @param tell receives the one-line problems and notes
   * @throws ConfigException when the run cannot start
   */
  public static RunPlan read(RunOptions options, ExportOptions exports, Consumer<String> tell)
      throws ConfigException {
    if (!exports.isEmpty() && !options.inputs().isEmpty()) {
      throw new ConfigException("--input: captures and flow exports cannot be in one run");
    }
    return new PlanReader(options, exports, tell).read();
  }

  private RunPlan read() throws ConfigException {
    List<String> named =
        CaptureInputs.sitesNamedIn(asked.isEmpty() ? options.inputs() : asked.files());
    String site = options.site() != null ? options.site() : named.size() == 1 ? named.get(0) : null;
    List<Device> devices = DevicesFile.read(options.devices(), siteOfDevices(site, named));
    String inputSite = siteOfInputs(site, devices);
    List<CaptureInput> inputs = CaptureInputs.find(options.inputs(), inputSite, this::problem);
    ExportPlan exports =
        asked.isEmpty() ? null : ExportPlanReader.read(asked, inputSite, this::problem);
    SortedSet<String> observed = observed(inputs, exports);
    Map<String, Site> sites = sites(observed, devices);
    MudRepository profiles = MudRepository.load(options.muds(), this::problem);
    List<WatchedDevice> watched = watch(devices, profiles);
    EnforcementConfig enforcement =
        new EnforcementConfig(
            List.copyOf(sites.values()), watched, hosts(devices, profiles), names(exports));
    MrtSettings settings =
        new MrtSettings(
            enforcement,
            WindowConfig.DEFAULT.withLength(options.window()),
            CharacterizerConfig.DEFAULT,
            scaler(devices),
            EvolutionConfig.DEFAULT,
            options.correlateWithin(),
            LONGEST_EPISODE);
    return new RunPlan(
        inputs, options.meter(), settings, options.parallelism(), options.out(), problems, exports);
  }

  /**
   * Names hold beyond their time for as long as it takes until the longest flow that began within
   * it is told of, which for exports is less than the delay that is allowed.
   */
  private NameTiming names(@Nullable ExportPlan exports) {
    MeterConfig meter = options.meter();
    Duration longest =
        exports == null
            ? meter.activeTimeout().plus(meter.idleTimeout())
            : exports.window().maxDelay().plus(exports.pairWithin());
    return NameTiming.DEFAULT.withHoldOfAtLeast(longest);
  }

  /** The sites of all inputs; an input that names none and holds nothing is no input. */
  private SortedSet<String> observed(List<CaptureInput> inputs, @Nullable ExportPlan exports)
      throws ConfigException {
    TreeSet<String> observed = new TreeSet<>();
    inputs.forEach(i -> observed.add(i.site()));
    if (exports == null) {
      if (inputs.stream().allMatch(i -> i.files().isEmpty())) {
        throw new ConfigException("--input: there is no capture to read");
      }
      return observed;
    }
    if (exports.isBounded() && exports.recorded().isEmpty()) {
      throw new ConfigException("--exports: there is no file to read");
    }
    observed.addAll(exports.sites());
    return observed;
  }

  /**
   * Devices without a site: none, when the inputs are of several, among which nobody can choose.
   */
  private static @Nullable String siteOfDevices(@Nullable String asked, List<String> named) {
    return asked != null || !named.isEmpty() ? asked : DEFAULT_SITE;
  }

  /** Inputs without a site belong to the one that is asked for, or to the devices' only one. */
  private static String siteOfInputs(@Nullable String asked, List<Device> devices) {
    if (asked != null) {
      return asked;
    }
    TreeSet<String> ofDevices = new TreeSet<>();
    devices.forEach(d -> ofDevices.add(d.id().site()));
    return ofDevices.size() == 1 ? ofDevices.first() : DEFAULT_SITE;
  }

  private Map<String, Site> sites(SortedSet<String> observed, List<Device> devices)
      throws ConfigException {
    Map<String, Site> sites = new TreeMap<>();
    Path file = options.sites();
    if (file != null) {
      sites.putAll(SitesFile.read(file));
      for (String site : sites.keySet()) {
        if (!observed.contains(site)
            && devices.stream().noneMatch(d -> d.id().site().equals(site))) {
          note(file + ": sites." + site + ": no device and no --input is of this site");
        }
      }
    }
    for (String site : observed) {
      sites.putIfAbsent(site, Site.named(site));
      if (devices.stream().noneMatch(d -> d.id().site().equals(site))) {
        problem(options.devices() + ": no device is listed for site '" + site + "' of --input");
      }
    }
    for (Device device : devices) {
      String site = device.id().site();
      if (!observed.contains(site) && asked.kafka().isEmpty()) {
        note(options.devices() + ": device '" + device.id() + "': no --input is of this site");
      }
      sites.putIfAbsent(site, Site.named(site));
    }
    return sites;
  }

  private List<WatchedDevice> watch(List<Device> devices, MudRepository profiles) {
    List<WatchedDevice> watched = new ArrayList<>();
    for (Device device : devices) {
      String mud = device.mud();
      var entry = mud == null ? null : profiles.find(mud).orElse(null);
      if (entry != null) {
        watched.add(new WatchedDevice(device, entry.profile().url(), entry.json()));
        continue;
      }
      watched.add(WatchedDevice.unprofiled(device));
      String where = options.devices() + ": device '" + device.id() + "': ";
      if (mud == null) {
        note(where + "has no MUD profile, its traffic is counted but not judged");
      } else {
        problem(where + "no MUD file '" + mud + "' among --mud, its traffic is not judged");
      }
    }
    return watched;
  }

  private HostsFile hosts(List<Device> devices, MudRepository profiles) throws ConfigException {
    HostsFile hosts = hosts();
    if (!asked.resolve()) {
      return hosts;
    }
    List<MudProfile> used = new ArrayList<>();
    for (Device device : devices) {
      String mud = device.mud();
      if (mud != null) {
        profiles.find(mud).ifPresent(entry -> used.add(entry.profile()));
      }
    }
    return NameLookup.resolve(hosts, used, this::note);
  }

  private HostsFile hosts() throws ConfigException {
    Path file = options.hosts();
    if (file == null) {
      return HostsFile.EMPTY;
    }
    try {
      return HostsFile.read(file);
    } catch (NoSuchFileException e) {
      throw new ConfigException(Reasons.unreadable(file, e), e);
    } catch (IOException e) {
      throw new ConfigException(withName(file, Reasons.of(e)), e);
    }
  }

  private Scaler scaler(List<Device> devices) throws ConfigException {
    Path reference = options.reference();
    return reference == null
        ? Scaler.shipped()
        : ReferenceScaler.learn(reference, devices, options.meter(), this::problem);
  }

  private static String withName(Path file, String reason) {
    return reason.startsWith(file.toString()) ? reason : file + ": " + reason;
  }

  private void problem(String line) {
    problems++;
    tell.accept(line);
  }

  private void note(String line) {
    tell.accept(line);
  }
}
