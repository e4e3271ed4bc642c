package io.mudlark.jobs.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code mudlark ipfix}: flow exports shown as they are. */
@Command(
    name = "ipfix",
    description = "Look at IPFIX and NetFlow messages: their records, and what of them was lost.",
    subcommands = {IpfixDumpCommand.class, IpfixStatsCommand.class},
    synopsisSubcommandLabel = "COMMAND")
@SuppressWarnings("NullAway.Init") // picocli sets the spec before call()
final class IpfixCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCodes.UNUSABLE;
  }
}
