package io.mudlark.mudscope.pipeline;

import io.mudlark.mudscope.characterize.CharacterizeStage;
import io.mudlark.mudscope.netflows.convert.FlowTables;
import io.mudlark.mudscope.pipeline.MudscopePipeline.Target;
import io.mudlark.mudscope.pipeline.PipelineConfig.DeviceJob;
import io.mudlark.mudscope.reject.Rejection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One window's way from its capture to its characterization, on one thread. */
final class WindowTask implements Runnable {
  private final DeviceJob device;
  private final Path capture;
  private final Rejection rejection;
  private final CharacterizeStage stage;
  private final Target target;
  private final List<String> problems = new ArrayList<>();
  private @Nullable Path result;

  WindowTask(
      DeviceJob device, Path capture, Rejection rejection, CharacterizeStage stage, Target target) {
    this.device = device;
    this.capture = capture;
    this.rejection = rejection;
    this.stage = stage;
    this.target = target;
  }

  @Override
  public void run() {
    try {
      Path rejected = rejection.run(device.on(capture), problems::add).capture();
      new FlowTables(target.compat(), problems::add).each(List.of(rejected), target.folder());
      result = stage.characterize(table(rejected));
    } catch (IOException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
  }

  /** The table that was made of a capture: its name begins with the capture's. */
  private Path table(Path rejected) throws IOException {
    String name = String.valueOf(rejected.getFileName());
    String stem = name.substring(0, name.lastIndexOf('.'));
    try (Stream<Path> files = Files.list(target.folder())) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).startsWith(stem + "-flows"))
          .findFirst()
          .orElseThrow(() -> new IOException(rejected + ": gave no flow table"));
    }
  }

  DeviceJob device() {
    return device;
  }

  /** What was wrong; complete after {@link #run}. */
  List<String> problems() {
    return problems;
  }

  /** The characterization, if there is one. */
  @Nullable Path result() {
    return result;
  }
}
