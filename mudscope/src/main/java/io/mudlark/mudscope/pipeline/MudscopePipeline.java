package io.mudlark.mudscope.pipeline;

import io.mudlark.mud.match.HostsFile;
import io.mudlark.mudscope.characterize.CharacterizeStage;
import io.mudlark.mudscope.characterize.StageResult;
import io.mudlark.mudscope.evolution.EvolutionStage;
import io.mudlark.mudscope.input.UnusableInput;
import io.mudlark.mudscope.monitor.MonitorConfig;
import io.mudlark.mudscope.monitor.MonitorStage;
import io.mudlark.mudscope.mudgen.ProfileFiles;
import io.mudlark.mudscope.mudgen.learn.ProfileLearning;
import io.mudlark.mudscope.mudgen.mudgee.MudgeeRun;
import io.mudlark.mudscope.netflows.FlowCsv;
import io.mudlark.mudscope.netflows.convert.CaptureFolder;
import io.mudlark.mudscope.netflows.convert.FlowTables;
import io.mudlark.mudscope.netflows.convert.ScalerReference;
import io.mudlark.mudscope.pipeline.PipelineConfig.DeviceJob;
import io.mudlark.mudscope.reject.Rejection;
import io.mudlark.mudscope.reject.RuleSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * All of MUDscope's stages, one after the other, over the captures of any number of devices: the
 * results of each stage lie in a folder of its name, as if its command had been called.
 */
public final class MudscopePipeline {
  private final PipelineConfig config;
  private final boolean compat;
  private final Consumer<String> problem;
  private final Set<String> told = new HashSet<>();

  /**
   * @param compat do as the originals in every stage
   * @param problem told of each input that is not used, in an order that does not depend on threads
   */
  public MudscopePipeline(PipelineConfig config, boolean compat, Consumer<String> problem) {
    this.config = config;
    this.compat = compat;
    this.problem = problem;
  }

  /**
   * Runs everything.
   *
   * @param threads windows at a time
   * @param now the time that is written into the results
   * @return the windows characterized, and the inputs that could not be used
   * @throws IOException when nothing can be done at all
   */
  public StageResult run(int threads, Instant now) throws IOException {
    Path reference = reference();
    HostsFile hosts = config.hosts() == null ? HostsFile.EMPTY : HostsFile.read(config.hosts());
    List<WindowTask> windows = new ArrayList<>();
    for (DeviceJob device : config.devices()) {
      try {
        windows.addAll(windows(device, hosts, stage(device, reference, now)));
      } catch (IOException e) {
        tell(String.valueOf(e.getMessage()));
      }
    }
    ParallelWindows.run(windows, threads);
    windows.forEach(window -> window.problems().forEach(this::tell));
    monitor(feeds(windows), now);
    int written = (int) windows.stream().filter(window -> window.result() != null).count();
    return new StageResult(written, told.size());
  }

  private CharacterizeStage stage(DeviceJob device, Path reference, Instant now)
      throws IOException {
    Path output = folder("characterization").resolve(device.name());
    return compat
        ? CharacterizeStage.compat(device.metadata(), reference, output, now)
        : CharacterizeStage.standard(device.metadata(), reference, output, now);
  }

  private List<WindowTask> windows(DeviceJob device, HostsFile hosts, CharacterizeStage stage)
      throws IOException {
    Path tables = Files.createDirectories(folder("netflows").resolve(device.name()));
    Rejection rejection =
        new Rejection(
            RuleSet.read(rules(device)), folder("rejected"), Rejection.NO_LIMIT, hosts, compat);
    List<Path> captures = captures(device.captures());
    List<WindowTask> windows = new ArrayList<>();
    for (Path capture : captures) {
      windows.add(new WindowTask(device, capture, rejection, stage, new Target(tables, compat)));
    }
    return windows;
  }

  private List<Path> captures(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new UnusableInput(folder, "is no folder of captures");
    }
    List<Path> captures = CaptureFolder.captures(folder, compat);
    if (captures.isEmpty()) {
      throw new UnusableInput(folder, "holds no captures");
    }
    return captures;
  }

  /** The given rules, or rules learnt from the benign capture. */
  private Path rules(DeviceJob device) throws IOException {
    if (device.rules() != null) {
      return device.rules();
    }
    Path output = folder("mudgen");
    ProfileFiles files =
        compat
            ? MudgeeRun.learn(device.job(), output, Instant.EPOCH, this::tell)
            : ProfileLearning.learn(device.job(), output, this::tell);
    return compat ? files.rules() : files.mud();
  }

  /** The given reference, or one made of all benign captures. */
  private Path reference() throws IOException {
    if (config.reference() != null) {
      return config.reference();
    }
    List<Path> benign = new ArrayList<>();
    for (DeviceJob device : config.devices()) {
      if (device.benign() != null) {
        benign.add(device.benign());
      }
    }
    Path table = Files.createDirectories(folder("netflows-benign")).resolve("benign-CLN.csv");
    new FlowTables(compat, this::tell).all(benign, table);
    if (!compat) {
      return table;
    }
    Path reference = table.resolveSibling("benign-CLN-SCALED.csv");
    Files.write(reference, ScalerReference.lines(FlowCsv.read(table)), StandardCharsets.UTF_8);
    return reference;
  }

  private List<MonitorConfig.Source> feeds(List<WindowTask> windows) {
    List<MonitorConfig.Source> feeds = new ArrayList<>();
    EvolutionStage evolution = new EvolutionStage(compat, this::tell, line -> {});
    for (DeviceJob device : config.devices()) {
      List<Path> characterizations = new ArrayList<>();
      for (WindowTask window : windows) {
        Path result = window.result();
        if (window.device().equals(device) && result != null) {
          characterizations.add(result);
        }
      }
      Path feed = folder("evolution").resolve(device.name() + ".csv");
      try {
        if (!characterizations.isEmpty()) {
          evolution.run(characterizations, feed);
          feeds.add(new MonitorConfig.Source(device.metadata(), feed));
        }
      } catch (IOException e) {
        tell(String.valueOf(e.getMessage()));
      }
    }
    return feeds;
  }

  private void monitor(List<MonitorConfig.Source> feeds, Instant now) throws IOException {
    if (feeds.isEmpty()) {
      throw new UnusableInput(folder("monitor"), "not written: no device has a feed");
    }
    new MonitorStage(compat, this::tell)
        .run(new MonitorConfig(feeds, config.watched()), folder("monitor"), now);
  }

  private Path folder(String stage) {
    return config.output().resolve(stage);
  }

  /** A capture may serve two stages; what is wrong with it is told once. */
  private void tell(String line) {
    if (told.add(line)) {
      problem.accept(line);
    }
  }

  /**
   * Where a window's flow table goes.
   *
   * @param folder which exists
   * @param compat the original's form of it
   */
  record Target(Path folder, boolean compat) {}
}
