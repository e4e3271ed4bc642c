package io.mudlark.jobs.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code mudlark mine}: MQTT conversations and event logs as processes. */
@Command(
    name = "mine",
    description = "Read MQTT conversations, or event logs, as processes: mine, check, learn, draw.",
    subcommands = {
      MineDiscoverCommand.class,
      MineCheckCommand.class,
      MineQualityCommand.class,
      MineLearnCommand.class,
      MineShowCommand.class,
      MineEvaluateCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  mudlark mine show plant.pcap --out plant.html",
      "  mudlark mine learn quiet-week.pcap --out model.json",
      "  mudlark run --process-model model.json ..."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the spec before call()
final class MineCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCodes.UNUSABLE;
  }
}
