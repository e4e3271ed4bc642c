package io.mudlark.jobs.cli;

import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.NearestKey;
import io.mudlark.jobs.config.Reasons;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The {@code mudlark} command, of which all others are parts. */
@Command(
    name = "mudlark",
    version = "mudlark 0.1.0",
    description = "A streaming network telescope for IoT.",
    subcommands = {
      RunCommand.class,
      IngestCommand.class,
      DetectCommand.class,
      SubmitCommand.class,
      DemoCommand.class,
      EvaluateCommand.class,
      GenerateCommand.class,
      ReportCommand.class,
      AlertCommand.class,
      DevicesCommand.class,
      SortCommand.class,
      MineCommand.class,
      MudgenCommand.class,
      RejectCommand.class,
      GenerateRejectConfigsCommand.class,
      IpfixCommand.class,
      NetflowsCommand.class,
      FlowsCsvCommand.class,
      ScalerReferenceCommand.class,
      SliceCommand.class,
      CharacterizeCommand.class,
      EvolutionCommand.class,
      MonitorCommand.class,
      PipelineCommand.class,
      CollectCommand.class,
      ProbeCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Start with 'mudlark demo', then 'mudlark run --help'."})
@SuppressWarnings("UnusedVariable") // picocli acts on the help and version options by itself
public final class MudlarkCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  private boolean version;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show where in the program a failure came from.")
  private boolean debug;

  private MudlarkCommand() {}

  /** Runs a command line; returns the exit code: 0, 1 for failures, 2 for what cannot be used. */
  public static int execute(String... args) {
    MudlarkCommand top = new MudlarkCommand();
    CommandLine commands = commandLine(top);
    commands.setCaseInsensitiveEnumValuesAllowed(true);
    commands.setParameterExceptionHandler(MudlarkCommand::usage);
    commands.setExecutionExceptionHandler((e, command, parsed) -> top.failed(e));
    try {
      List<String> all = ConfigArguments.expand(List.of(args), commands);
      if (all.isEmpty()) {
        commands.usage(commands.getOut());
        return ExitCodes.UNUSABLE;
      }
      return commands.execute(all.toArray(new String[0]));
    } catch (ConfigException e) {
      return top.failed(e);
    }
  }

  /** All commands with all their options. */
  static CommandLine all() {
    return commandLine(new MudlarkCommand());
  }

  private static CommandLine commandLine(MudlarkCommand top) {
    CommandLine commands = new CommandLine(top);
    ConfigArguments.addTo(commands);
    return commands;
  }

  private static int usage(CommandLine.ParameterException e, String[] args) {
    String near = "";
    if (e instanceof CommandLine.UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()) {
      CommandLine command = e.getCommandLine();
      List<String> known = new ArrayList<>(command.getSubcommands().keySet());
      command.getCommandSpec().options().forEach(o -> known.addAll(List.of(o.names())));
      near = NearestKey.hint(unmatched.getUnmatched().get(0), known);
    }
    Terminal.problem(Reasons.of(e) + near);
    Terminal.problem("try '" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'");
    return ExitCodes.UNUSABLE;
  }

  private int failed(Exception e) {
    if (debug) {
      Terminal.trace(e);
    }
    if (e instanceof ConfigException) {
      Terminal.problem(Reasons.of(e));
      return ExitCodes.UNUSABLE;
    }
    Throwable root = rootOf(e);
    String file = root instanceof NoSuchFileException missing ? missing.getFile() + ": " : "";
    Terminal.problem("failed: " + file + Reasons.of(root));
    return ExitCodes.FAILED;
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }
}
