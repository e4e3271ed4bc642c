package io.mudlark.jobs.cli;

import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.Reasons;
import io.mudlark.mudscope.characterize.StageResult;
import io.mudlark.mudscope.pipeline.MudscopePipeline;
import io.mudlark.mudscope.pipeline.PipelineConfig;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mudlark pipeline}: all of MUDscope's stages at once. */
@Command(
    name = "pipeline",
    sortOptions = false,
    description = {
      "Run all six stages of MUDscope over folders of captures.",
      "The stages are mudgen, reject, netflows, characterize, evolution and monitor; one capture is a"
          + " window, and windows run in parallel."
    },
    footer = {
      "",
      "The configuration is JSON:",
      "  {\"output\": DIR, \"dsr\": CSV, \"hosts\": FILE, \"features_watch\": [COLUMN, ...],",
      "   \"devices\": [{\"defaultGatewayConfig\": {...}, \"deviceConfig\": {...},",
      "                \"captures\": DIR, \"rules\": CSV|JSON, \"benign\": CAPTURE,",
      "                \"metadata\": JSON}, ...]}",
      "Per device either rules or benign, a capture of normal traffic to learn the rules from;",
      "without dsr, what is normal is learnt from the benign captures. Relative paths start at",
      "the configuration's folder.",
      "Exit code 2 says that an input could not be used; the others were."
    })
@SuppressWarnings("NullAway.Init") // picocli sets required options before call()
final class PipelineCommand implements Callable<Integer> {
  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "What to run on; see below.")
  private Path config;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Windows at a time (default: the number of processors).")
  private @Nullable Integer parallelism;

  @Option(
      names = "--compat",
      paramLabel = "mudscope",
      description = "Do as the originals in every stage.")
  private @Nullable String compat;

  @Override
  public Integer call() throws Exception {
    boolean asOriginal = NetflowsCommand.isCompat(compat);
    int threads = parallelism == null ? Runtime.getRuntime().availableProcessors() : parallelism;
    if (threads < 1 || threads > 128) {
      throw new ConfigException("--parallelism must be 1 to 128, not " + threads);
    }
    try {
      PipelineConfig plan = PipelineConfig.read(config);
      StageResult result =
          new MudscopePipeline(plan, asOriginal, Terminal::problem)
              .run(threads, Clock.systemUTC().instant());
      Terminal.say(
          result.written() + " windows; report: " + plan.output().resolve("monitor/report.html"));
      return result.problems() > 0 ? ExitCodes.UNUSABLE : ExitCodes.OK;
    } catch (NoSuchFileException e) {
      throw new ConfigException(Reasons.unreadable(e.getFile(), e), e);
    } catch (IOException e) {
      throw new ConfigException(Reasons.of(e), e);
    }
  }
}
