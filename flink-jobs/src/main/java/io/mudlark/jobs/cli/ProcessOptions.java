package io.mudlark.jobs.cli;

import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.RunPlan;
import io.mudlark.jobs.mine.ModelFiles;
import io.mudlark.process.flink.ModelFileSource;
import io.mudlark.process.live.ModelFile;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option of commands that hold MQTT conversations against a process model. */
final class ProcessOptions {
  @Option(
      names = "--process-model",
      paramLabel = "FILE",
      description =
          "Hold MQTT exchanges against this model, which 'mudlark mine learn' wrote: cases that"
              + " leave it, and clients busier than ever, are alerts. A run that listens takes"
              + " another model when the file is replaced.")
  private @Nullable Path file;

  /**
   * The plan with the model as it is now; the same plan when no model was given.
   *
   * @throws ConfigException naming the file and what is wrong with it
   */
  RunPlan hold(RunPlan plan) throws ConfigException {
    return file == null ? plan : plan.withProcess(ModelFile.write(ModelFiles.conformance(file)));
  }

  /**
   * As {@link #hold}; a run that listens also looks whether another model takes the place of the
   * file.
   *
   * @throws ConfigException naming the file and what is wrong with it
   */
  RunPlan holdAndWatch(RunPlan plan) throws ConfigException {
    RunPlan held = hold(plan);
    boolean listens = plan.exports() != null && !plan.exports().isBounded();
    return file == null || !listens
        ? held
        : held.withLaterModels(
            new ModelFileSource(
                file.toAbsolutePath().toString(), ModelFileSource.EVERY, Clock.systemUTC()));
  }
}
