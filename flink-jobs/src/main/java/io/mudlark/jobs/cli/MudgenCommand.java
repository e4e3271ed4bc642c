package io.mudlark.jobs.cli;

import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.Reasons;
import io.mudlark.mudscope.input.UnusableInput;
import io.mudlark.mudscope.mudgen.CaptureJob;
import io.mudlark.mudscope.mudgen.ProfileFiles;
import io.mudlark.mudscope.mudgen.learn.ProfileLearning;
import io.mudlark.mudscope.mudgen.mudgee.MudgeeRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mudlark mudgen}: a MUD profile from a capture of a device at peace. */
@Command(
    name = "mudgen",
    sortOptions = false,
    description = {
      "Learn a device's MUD profile from a capture of its normal traffic.",
      "Into OUTPUT/NAME go MAC_ipflows.csv, NAMErule.csv (for 'mudlark reject') and NAMEMud.json."
    })
@SuppressWarnings("NullAway.Init") // picocli sets required options before call()
final class MudgenCommand implements Callable<Integer> {
  /** The originals whose oddities can be kept. */
  enum Compat {
    mudgee
  }

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description =
          "MUDgee's JSON: defaultGatewayConfig (macAddress, ipAddress, ipv6Address), deviceConfig"
              + " (device, deviceName), pcapLocation, and if wanted controllers.")
  private Path config;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      defaultValue = "result",
      description = "Where the results go; made when it is not there (default: ${DEFAULT-VALUE}).")
  private Path output;

  @Option(
      names = "--compat",
      paramLabel = "NAME",
      description = "Learn as the original does, quirks included: ${COMPLETION-CANDIDATES}.")
  private @Nullable Compat compat;

  @Override
  public Integer call() throws Exception {
    OutFolder.check(output, "--output");
    CaptureJob job = job();
    int[] problems = new int[1];
    try {
      ProfileFiles files =
          compat == null
              ? ProfileLearning.learn(job, output, line -> count(problems, line))
              : MudgeeRun.learn(
                  job, output, Clock.systemUTC().instant(), line -> count(problems, line));
      Terminal.say("Flows: " + files.flows());
      Terminal.say("Rules: " + files.rules());
      Terminal.say("MUD file: " + files.mud());
    } catch (IOException e) {
      throw new ConfigException(Reasons.of(e), e);
    }
    return problems[0] > 0 ? ExitCodes.UNUSABLE : ExitCodes.OK;
  }

  private CaptureJob job() throws ConfigException {
    try {
      return CaptureJob.readMudgen(config);
    } catch (UnusableInput e) {
      throw new ConfigException(Reasons.of(e), e);
    }
  }

  private static void count(int[] problems, String line) {
    problems[0]++;
    Terminal.problem(line);
  }
}
