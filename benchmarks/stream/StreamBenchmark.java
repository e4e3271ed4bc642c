import io.mudlark.alert.Alert;
import io.mudlark.alert.ProcessDeviation;
import io.mudlark.cluster.characterize.CharacterizerConfig;
import io.mudlark.cluster.evolve.EvolutionConfig;
import io.mudlark.cluster.feature.Scaler;
import io.mudlark.cluster.flink.WindowConfig;
import io.mudlark.jobs.pipeline.MrtPipeline;
import io.mudlark.jobs.pipeline.MrtSettings;
import io.mudlark.jobs.pipeline.MrtSinks;
import io.mudlark.jobs.sink.ResultFiles;
import io.mudlark.ledger.Tally;
import io.mudlark.mrt.Characterization;
import io.mudlark.mrt.Evolution;
import io.mudlark.mrt.JudgedFlow;
import io.mudlark.mud.flink.EnforcementConfig;
import io.mudlark.mud.flink.WatchedDevice;
import io.mudlark.mud.match.HostsFile;
import io.mudlark.mud.match.NameTiming;
import io.mudlark.site.Device;
import io.mudlark.site.DeviceId;
import io.mudlark.site.Site;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.checkpoint.AbstractCheckpointStats;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.checkpoint.SubtaskStateStats;
import org.apache.flink.runtime.checkpoint.TaskStateStats;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * The whole MrtPipeline over synthetic flows of many devices: CPU seconds of the process,
 * checkpoint times, peak memory, and CPU by task. Run it with {@code benchmarks/stream/run.sh}.
 */
public final class StreamBenchmark {
  private static final long BEGAN = System.nanoTime();
  private final Map<String, String> options;
  private final SyntheticObservations.Load load;

  private StreamBenchmark(Map<String, String> options) {
    this.options = options;
    this.load =
        new SyntheticObservations.Load(
            number("devices", 10_000),
            number("rejected", 100),
            number("accepted", 20),
            number("seconds", 180),
            number("lag", 60),
            Double.parseDouble(options.getOrDefault("pace", "0")));
  }

  public static void main(String[] args) throws Exception {
    Map<String, String> options = new HashMap<>();
    for (String arg : args) {
      options.put(arg.split("=")[0], arg.split("=")[1]);
    }
    new StreamBenchmark(options).run();
    System.exit(0);
  }

  private int number(String name, int otherwise) {
    return Integer.parseInt(options.getOrDefault(name, "" + otherwise));
  }

  private boolean on(String name) {
    return options.getOrDefault(name, "true").equals("true");
  }

  private void run() throws Exception {
    Path folder =
        Files.createTempDirectory(Path.of(options.getOrDefault("tmp", "/tmp")), "mudlark-stream");
    int parallelism = number("parallelism", 2);
    Configuration configuration = configuration(folder);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    env.setParallelism(parallelism);
    env.getCheckpointConfig().setMinPauseBetweenCheckpoints(100);
    MrtSinks sinks = on("files") ? new ResultFiles(folder, windowMillis()) : new Nowhere();
    new MrtPipeline(settings(), new SyntheticObservations(load), sinks).assemble(env);
    StreamGraph graph = env.getStreamGraph();
    try (MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(parallelism)
                .build())) {
      cluster.start();
      TaskClock clock = TaskClock.start(on("stacks"));
      long cpu = cpuNanos();
      long wall = System.nanoTime();
      var job = cluster.submitJob(graph.getJobGraph()).get().getJobID();
      var result = cluster.requestJobResult(job).get();
      wall = System.nanoTime() - wall;
      cpu = cpuNanos() - cpu;
      clock.end();
      result
          .getSerializedThrowable()
          .ifPresent(t -> System.out.println("FAILED: " + t.getFullStringifiedStackTrace()));
      AccessExecutionGraph done = cluster.getExecutionGraph(job).get();
      report(cpu, wall);
      checkpoints(done);
      clock.report(load.flows());
    } finally {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private long windowMillis() {
    return number("window", 60) * 1_000L;
  }

  private Configuration configuration(Path folder) {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(PipelineOptions.MAX_PARALLELISM, 128);
    configuration.set(
        StateBackendOptions.STATE_BACKEND, options.getOrDefault("backend", "hashmap"));
    configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    configuration.set(
        CheckpointingOptions.CHECKPOINTING_INTERVAL,
        Duration.ofMillis(number("checkpoint", 1_000)));
    configuration.set(CheckpointingOptions.ENABLE_UNALIGNED, true);
    configuration.set(
        CheckpointingOptions.ENABLE_UNALIGNED_INTERRUPTIBLE_TIMERS, on("interruptible"));
    if (on("checkpointdir")) {
      configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
      configuration.set(
          CheckpointingOptions.CHECKPOINTS_DIRECTORY,
          folder.resolve("checkpoints").toUri().toString());
    }
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
    configuration.set(
        TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(number("managed", 16)));
    configuration.set(WebOptions.CHECKPOINTS_HISTORY_SIZE, 10_000);
    configuration.set(RestOptions.BIND_PORT, "0");
    return configuration;
  }

  private MrtSettings settings() {
    List<WatchedDevice> devices = new ArrayList<>();
    for (int i = 0; i < load.devices(); i++) {
      DeviceId id = new DeviceId(SyntheticObservations.site(i), "device-" + i);
      Device device = new Device(id, null, List.of(SyntheticObservations.address(i)), URL);
      devices.add(new WatchedDevice(device, URL, profile()));
    }
    List<Site> sites = new ArrayList<>();
    for (int i = 0; i < SyntheticObservations.SITES; i++) {
      sites.add(Site.named("site-" + i));
    }
    return new MrtSettings(
        new EnforcementConfig(sites, devices, HostsFile.EMPTY, NameTiming.DEFAULT),
        WindowConfig.DEFAULT.withLength(Duration.ofMillis(windowMillis())),
        CharacterizerConfig.DEFAULT,
        Scaler.shipped(),
        EvolutionConfig.DEFAULT,
        Duration.ofMinutes(30),
        Duration.ofHours(24));
  }

  private void report(long cpu, long wall) throws IOException {
    double seconds = cpu / 1e9;
    System.out.printf(Locale.ROOT, "options %s%n", options);
    System.out.printf(
        Locale.ROOT,
        "%,d flows of %,d devices, %d s of event time: %.1f CPU s in the job (%.1f with JVM and"
            + " cluster start), %.1f s by the clock%n",
        load.flows(),
        load.devices(),
        load.seconds(),
        seconds,
        cpuNanos() / 1e9,
        wall / 1e9);
    System.out.printf(
        Locale.ROOT,
        "RESULT %.2f CPU s per million flows; %.2f cores to keep up; %.2f x real time by the clock;"
            + " peak RSS %s MB%n",
        seconds * 1e6 / load.flows(),
        seconds / load.seconds(),
        load.seconds() * 1e9 / wall,
        peak());
    for (var gc : ManagementFactory.getGarbageCollectorMXBeans()) {
      System.out.printf(
          Locale.ROOT,
          "%s: %d times, %.1f s%n",
          gc.getName(),
          gc.getCollectionCount(),
          gc.getCollectionTime() / 1e3);
    }
  }

  private static String peak() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM:")) {
        return "" + Long.parseLong(line.replaceAll("\\D", "")) / 1024;
      }
    }
    return "?";
  }

  private static void checkpoints(AccessExecutionGraph graph) {
    CheckpointStatsSnapshot stats = graph.getCheckpointStatsSnapshot();
    System.out.printf(
        Locale.ROOT,
        "CHECKPOINTS %d completed, %d failed%n",
        stats.getCounts().getNumberOfCompletedCheckpoints(),
        stats.getCounts().getNumberOfFailedCheckpoints());
    Map<String, long[]> worst = new HashMap<>();
    List<Long> blocked = new ArrayList<>();
    List<Long> atTheEnd = new ArrayList<>(List.of(0L));
    List<Long> ends = new ArrayList<>();
    long size = 0;
    for (AbstractCheckpointStats checkpoint : stats.getHistory().getCheckpoints()) {
      long most = 0;
      String where = "";
      ends.add(checkpoint.getEndToEndDuration());
      size = Math.max(size, checkpoint.getStateSize());
      for (TaskStateStats task : checkpoint.getAllTaskStateStats()) {
        String name = graph.getJobVertex(task.getJobVertexId()).getName();
        for (SubtaskStateStats subtask : task.getSubtaskStats()) {
          if (subtask == null) {
            continue;
          }
          long[] w = worst.computeIfAbsent(name, n -> new long[4]);
          long block =
              Math.max(0, subtask.getCheckpointStartDelay()) + subtask.getSyncCheckpointDuration();
          w[0] = Math.max(w[0], subtask.getCheckpointStartDelay());
          w[1] = Math.max(w[1], subtask.getSyncCheckpointDuration());
          w[2] = Math.max(w[2], subtask.getAsyncCheckpointDuration());
          w[3] = Math.max(w[3], subtask.getAlignmentDuration());
          if (block >= most) {
            most = block;
            where = name;
          }
        }
      }
      System.out.printf(
          Locale.ROOT,
          "  checkpoint %3d after %6.1f s: blocked %6d ms, in all %6d ms  %.50s%n",
          checkpoint.getCheckpointId(),
          (checkpoint.getTriggerTimestamp() - graph.getStatusTimestamp(JobStatus.RUNNING)) / 1e3,
          most,
          checkpoint.getEndToEndDuration(),
          where);
      boolean whileInput =
          checkpoint.getTriggerTimestamp() + checkpoint.getEndToEndDuration()
              < SyntheticObservations.ended;
      (whileInput ? blocked : atTheEnd).add(most);
    }
    blocked.sort(Comparator.naturalOrder());
    ends.sort(Comparator.naturalOrder());
    if (blocked.isEmpty()) {
      return;
    }
    System.out.printf(
        Locale.ROOT,
        "BLOCKED (start delay + sync, slowest subtask) while input came: median %d ms, p95 %d ms,"
            + " max %d ms; at its end, final watermark in one go: max %d ms; end to end median %d"
            + " ms, max %d ms; largest state %.1f MB%n",
        blocked.get(blocked.size() / 2),
        blocked.get(blocked.size() * 95 / 100),
        blocked.get(blocked.size() - 1),
        atTheEnd.stream().max(Comparator.naturalOrder()).orElse(0L),
        ends.get(ends.size() / 2),
        ends.get(ends.size() - 1),
        size / 1e6);
    worst.forEach(
        (name, w) ->
            System.out.printf(
                Locale.ROOT,
                "  start delay %5d  sync %5d  async %5d  alignment %5d ms  %.70s%n",
                w[0],
                w[1],
                w[2],
                w[3],
                name));
  }

  static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static final String URL = "https://maker.example/thing";

  private static String profile() {
    List<String> from = new ArrayList<>();
    List<String> to = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      from.add(cloud(i, "dst", "destination"));
      to.add(cloud(i, "src", "source"));
    }
    return "{\"ietf-mud:mud\":{\"mud-version\":1,\"mud-url\":\""
        + URL
        + "\","
        + "\"is-supported\":true,\"last-update\":\"2026-01-01T00:00:00Z\","
        + "\"from-device-policy\":{\"access-lists\":{\"access-list\":[{\"name\":\"f\"}]}},"
        + "\"to-device-policy\":{\"access-lists\":{\"access-list\":[{\"name\":\"t\"}]}}},"
        + "\"ietf-access-control-list:acls\":{\"acl\":["
        + list("f", from)
        + ","
        + list("t", to)
        + "]}}";
  }

  private static String cloud(int i, String name, String port) {
    return "{\"ipv4\":{\"protocol\":6,\"ietf-acldns:"
        + name
        + "-dnsname\":\"host"
        + i
        + ".example\"},\"tcp\":{\"ietf-mud:direction-initiated\":\"from-device\",\""
        + port
        + "-port\":{\"operator\":\"eq\",\"port\":"
        + (8_000 + i)
        + "}}}";
  }

  private static String list(String name, List<String> matches) {
    List<String> entries = new ArrayList<>();
    for (String match : matches) {
      entries.add(
          "{\"name\":\""
              + name
              + entries.size()
              + "\",\"matches\":"
              + match
              + ",\"actions\":{\"forwarding\":\"accept\"}}");
    }
    return "{\"name\":\""
        + name
        + "\",\"type\":\"ipv4-acl-type\",\"aces\":{\"ace\":["
        + String.join(",", entries)
        + "]}}";
  }

  /** For the cost of everything but the files. */
  private static final class Nowhere implements MrtSinks {
    @Override
    public Sink<JudgedFlow> rejected() {
      return new DiscardingSink<>();
    }

    @Override
    public Sink<Characterization> characterizations() {
      return new DiscardingSink<>();
    }

    @Override
    public Sink<Evolution> evolutions() {
      return new DiscardingSink<>();
    }

    @Override
    public Sink<Alert> alerts() {
      return new DiscardingSink<>();
    }

    @Override
    public Sink<ProcessDeviation> deviations() {
      return new DiscardingSink<>();
    }

    @Override
    public Sink<Tally> ledger() {
      return new DiscardingSink<>();
    }
  }
}
