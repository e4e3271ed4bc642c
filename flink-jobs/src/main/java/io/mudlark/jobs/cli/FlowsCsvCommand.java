package io.mudlark.jobs.cli;

import io.mudlark.jobs.config.ConfigException;
import io.mudlark.mudscope.netflows.convert.FlowTables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mudlark flows-csv}: one flow table of all captures of a folder. */
@Command(
    name = "flows-csv",
    aliases = "device_mrt_pcaps_to_csv",
    sortOptions = false,
    description = {
      "Turn all captures of a folder into one table of bidirectional flows.",
      "The table is CSV: OUTDIR/NAME-custom-format-CLN.csv, where NAME is that of OUTDIR. Of normal"
          + " traffic, it is what 'mudlark scaler-reference' makes a reference of."
    },
    footer = {"", "Exit code 2 says that a capture could not be used, or not to its end."})
@SuppressWarnings("NullAway.Init") // picocli sets required parameters before call()
final class FlowsCsvCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "PCAPDIR",
      description = "The folder of captures; folders in it are not looked into.")
  private Path input;

  @Option(
      names = "--outdir",
      paramLabel = "OUTDIR",
      description = "Where the table goes; made when it is not there (default: PCAPDIR).")
  private @Nullable Path outdir;

  @Option(names = "--overwrite", description = "Replace the table when it is there already.")
  private boolean overwrite;

  @Option(
      names = "--compat",
      paramLabel = "mudscope",
      description =
          "Make what MUDscope makes with nfpcapd and nfdump 1.6.24, oddities included, of *.pcap"
              + " only.")
  private @Nullable String compat;

  @Override
  public Integer call() throws Exception {
    boolean asOriginal = NetflowsCommand.isCompat(compat);
    List<Path> captures = NetflowsCommand.captures(input, asOriginal);
    Path folder = outdir == null ? input : outdir;
    Path name = folder.toAbsolutePath().normalize().getFileName();
    if (name == null) {
      throw new ConfigException(folder + ": has no name to call the table by");
    }
    Path table = folder.resolve(name + "-custom-format-CLN.csv");
    if (!overwrite && Files.exists(table)) {
      throw new ConfigException(table + ": exists already (use --overwrite to replace it)");
    }
    Files.createDirectories(folder);
    int[] problems = new int[1];
    FlowTables.Summary summary =
        new FlowTables(asOriginal, line -> NetflowsCommand.tell(line, problems))
            .all(captures, table);
    NetflowsCommand.say(summary, summary.tables() == 0 ? "no table" : table.toString());
    return NetflowsCommand.exitCode(summary, problems);
  }
}
