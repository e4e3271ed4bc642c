package io.mudlark.jobs.cli;

import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.Reasons;
import io.mudlark.mudscope.characterize.StageResult;
import io.mudlark.mudscope.monitor.MonitorConfig;
import io.mudlark.mudscope.monitor.MonitorStage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mudlark monitor}: anomalies of feeds and those that are alike. */
@Command(
    name = "monitor",
    sortOptions = false,
    description = {
      "Find the anomalies of feeds and compare them.",
      "Results are report.txt, report.html, and a plot of each watched metric (.svg and .pdf)."
    },
    footer = {"", "Exit code 2 says that a feed could not be used; the others were."})
@SuppressWarnings("NullAway.Init") // picocli sets required options before call()
final class MonitorCommand implements Callable<Integer> {
  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description =
          "JSON: mrtfeeds (a list of device_metadata and csv_mrt_feed), features_watch (names of"
              + " columns).")
  private Path config;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "Where the results go; made when it is not there. Files there are replaced.")
  private Path output;

  @Option(
      names = "--compat",
      paramLabel = "mudscope",
      description =
          "Do as the original: its rule for anomalies, its names for its authors' laboratories, and"
              + " anomalies that are open at the end take no part in comparisons.")
  private @Nullable String compat;

  @Override
  public Integer call() throws Exception {
    OutFolder.check(output, "--output");
    boolean asOriginal = NetflowsCommand.isCompat(compat);
    try {
      StageResult result =
          new MonitorStage(asOriginal, Terminal::problem)
              .run(MonitorConfig.read(config), output, Clock.systemUTC().instant());
      Terminal.say("Report: " + output.resolve("report.html"));
      return result.problems() > 0 ? ExitCodes.UNUSABLE : ExitCodes.OK;
    } catch (IOException e) {
      throw new ConfigException(Reasons.of(e), e);
    }
  }
}
