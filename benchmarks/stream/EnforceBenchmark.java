import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.NameBinding;
import io.mudlark.generator.DemoScenario;
import io.mudlark.generator.scenario.Generated;
import io.mudlark.generator.scenario.ScenarioOptions;
import io.mudlark.jobs.config.PlanReader;
import io.mudlark.jobs.config.RunOptions;
import io.mudlark.jobs.config.RunPlan;
import io.mudlark.jobs.pipeline.DeviceDirectory;
import io.mudlark.mrt.Outcome;
import io.mudlark.mud.flink.EnforcementConfig;
import io.mudlark.mud.flink.WatchedDevice;
import io.mudlark.mud.match.CompiledProfile;
import io.mudlark.mud.match.NameBindings;
import io.mudlark.mud.match.NameStore;
import io.mudlark.mud.match.PeerDirectory;
import io.mudlark.mud.match.ProfileCompiler;
import io.mudlark.mud.profile.MudFileReader;
import io.mudlark.probe.point.ObservationPoint;
import io.mudlark.site.DeviceId;
import io.mudlark.site.Role;
import io.mudlark.site.Site;
import io.mudlark.source.flink.CaptureInput;
import io.mudlark.stream.Observation;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Packets per CPU second from capture to verdict on one thread, without Flink: the demo's captures,
 * read from the file, dissected, metered and judged, over and over.
 */
public final class EnforceBenchmark {
  private final RunPlan plan;
  private final Map<DeviceId, CompiledProfile> profiles = new HashMap<>();
  private final DeviceDirectory directory;
  private Map<DeviceId, NameBindings> names = new HashMap<>();
  private long packets;
  private long flows;
  private long views;
  private long rejected;
  private long octets;

  private EnforceBenchmark(RunPlan plan) throws Exception {
    this.plan = plan;
    EnforcementConfig config = plan.settings().enforcement();
    directory = new DeviceDirectory(config.devices().stream().map(WatchedDevice::device).toList());
    for (Site site : config.sites()) {
      PeerDirectory.Builder peers = new PeerDirectory.Builder();
      for (WatchedDevice watched : config.devices()) {
        if (watched.mudUrl() != null && watched.device().id().site().equals(site.name())) {
          peers.add(watched.device().mac(), watched.device().addresses(), watched.mudUrl());
        }
      }
      ProfileCompiler compiler = new ProfileCompiler(site, peers.build());
      for (WatchedDevice watched : config.devices()) {
        if (watched.json() != null && watched.device().id().site().equals(site.name())) {
          profiles.put(watched.device().id(), compiler.compile(MudFileReader.read("mud", watched.json())));
        }
      }
    }
  }

  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory("mudlark-enforce");
    Generated traffic = DemoScenario.writeTo(folder, 1, ScenarioOptions.defaults());
    List<String> inputs = new ArrayList<>();
    traffic.captures().forEach((site, capture) -> inputs.add(site + "=" + capture));
    RunPlan plan =
        PlanReader.read(
            new RunOptions(
                inputs, List.of(traffic.mudDirectory()), traffic.devices(), traffic.sites(), null,
                null, Duration.ofSeconds(60), null, Duration.ofSeconds(60), null,
                Duration.ofMinutes(30), 1, folder.resolve("out")),
            System.err::println);
    int repeats = args.length > 0 ? Integer.parseInt(args[0]) : 40;
    for (int round = 1; round <= 5; round++) {
      EnforceBenchmark benchmark = new EnforceBenchmark(plan);
      long process = StreamBenchmark.cpuNanos();
      long thread = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      for (int i = 0; i < repeats; i++) {
        benchmark.pass();
      }
      double threadSeconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - thread) / 1e9;
      double processSeconds = (StreamBenchmark.cpuNanos() - process) / 1e9;
      System.out.printf(
          Locale.ROOT,
          "round %d: %,d packets (%,d MB on disk), %,d flows, %,d judged, %,d rejected;"
              + " thread %.2f CPU s = %,.0f packets/s, %,.0f flows/s;"
              + " process (garbage collection and compilation too) %.2f CPU s = %,.0f packets/s%n",
          round, benchmark.packets, benchmark.octets / 1_000_000, benchmark.flows, benchmark.views,
          benchmark.rejected, threadSeconds, benchmark.packets / threadSeconds,
          benchmark.flows / threadSeconds, processSeconds, benchmark.packets / processSeconds);
    }
  }

  private void pass() throws Exception {
    names = new HashMap<>();
    for (CaptureInput input : plan.inputs()) {
      List<Path> files = new ArrayList<>();
      for (String file : input.files()) {
        files.add(Path.of(file));
        octets += Files.size(Path.of(file));
      }
      try (ObservationPoint point =
          ObservationPoint.open(input.site(), files, plan.meter(), System.err::println)) {
        boolean more = true;
        while (more) {
          more = point.advance(this::take);
        }
        packets += point.packetsRead();
      }
    }
  }

  private void take(Observation observation) {
    FlowRecord flow = observation.flow();
    NameBinding binding = observation.binding();
    if (flow != null) {
      flows++;
      String site = flow.observationPoint();
      long start = flow.startNanos();
      judge(directory.find(site, flow.sourceMac(), flow.key().source(), start), Role.SOURCE, flow);
      judge(
          directory.find(site, flow.destinationMac(), flow.key().destination(), start),
          Role.DESTINATION, flow);
    } else if (binding != null) {
      DeviceId asker = 
          directory.find(
              binding.observationPoint(), binding.askerMac(), binding.asker(), binding.timeNanos());
      if (asker != null) {
        names(asker).add(binding);
      }
    }
  }

  private NameBindings names(DeviceId device) {
    EnforcementConfig config = plan.settings().enforcement();
    return names.computeIfAbsent(
        device, d -> new NameBindings(config.timing(), config.hosts(), NameStore.inMemory()));
  }

  private void judge(DeviceId device, Role role, FlowRecord flow) {
    CompiledProfile profile = device == null ? null : profiles.get(device);
    if (profile != null) {
      views++;
      if (profile.judge(flow, role, names(device)).outcome() == Outcome.REJECTED) {
        rejected++;
      }
    }
  }
}
