package io.mudlark.jobs.cli;

import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.Reasons;
import io.mudlark.mudscope.netflows.convert.CaptureFolder;
import io.mudlark.mudscope.netflows.convert.FlowTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mudlark netflows}: a flow table for every capture of a folder. */
@Command(
    name = "netflows",
    sortOptions = false,
    description = {
      "Turn each capture of a folder into a table of bidirectional flows.",
      "The tables are CSV with MUDscope's 31 columns (and more after them):"
          + " DIR/NAME-flows-custom-hdr-CLN.csv."
    },
    footer = {"", "Exit code 2 says that a capture could not be used, or not to its end."})
@SuppressWarnings("NullAway.Init") // picocli sets required options before call()
final class NetflowsCommand implements Callable<Integer> {
  @Option(
      names = "--input",
      required = true,
      paramLabel = "DIR",
      description = "The folder of captures; folders in it are not looked into.")
  private Path input;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "Where the tables go; made when it is not there.")
  private Path output;

  @Option(names = "--overwrite", description = "Write into an --output that is not empty.")
  private boolean overwrite;

  @Option(
      names = "--compat",
      paramLabel = "mudscope",
      description =
          "Make what MUDscope makes with nfpcapd and nfdump 1.6.24, oddities included, of *.pcap"
              + " only; --output must not exist.")
  private @Nullable String compat;

  @Override
  public Integer call() throws Exception {
    boolean asOriginal = isCompat(compat);
    List<Path> captures = captures(input, asOriginal);
    if (asOriginal && Files.exists(output)) {
      throw new ConfigException(output + ": --output exists already");
    }
    OutFolder.check(output, overwrite, "--output");
    int[] problems = new int[1];
    Files.createDirectories(output);
    FlowTables.Summary summary =
        new FlowTables(asOriginal, line -> tell(line, problems)).each(captures, output);
    say(summary, summary.tables() + " tables in " + output);
    return exitCode(summary, problems);
  }

  /** Whether the original is to be reproduced; any other word than its name is refused. */
  static boolean isCompat(@Nullable String compat) throws ConfigException {
    if (compat != null && !compat.equals("mudscope")) {
      throw new ConfigException("--compat is mudscope or not given, not '" + compat + "'");
    }
    return compat != null;
  }

  /** The captures of a folder, of which there must be some. */
  static List<Path> captures(Path folder, boolean compat) throws ConfigException {
    List<Path> captures;
    try {
      captures = CaptureFolder.captures(folder, compat);
    } catch (IOException e) {
      throw new ConfigException(Reasons.unreadable(folder, e), e);
    }
    if (captures.isEmpty()) {
      throw new ConfigException(
          folder
              + ": holds no captures"
              + (compat ? " named *.pcap" : " (pcap, pcapng, also .gz)"));
    }
    return captures;
  }

  static void tell(String line, int[] problems) {
    problems[0]++;
    Terminal.problem(line);
  }

  static void say(FlowTables.Summary summary, String where) {
    Terminal.say(
        String.format(
            Locale.ROOT,
            "%,d packets, %,d of them in %,d flows; %s",
            summary.packets(),
            summary.counted(),
            summary.flows(),
            where));
  }

  static int exitCode(FlowTables.Summary summary, int[] problems) {
    return summary.unusable() > 0 || problems[0] > 0 ? ExitCodes.UNUSABLE : ExitCodes.OK;
  }
}
