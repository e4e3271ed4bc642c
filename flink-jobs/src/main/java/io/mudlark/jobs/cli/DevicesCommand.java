package io.mudlark.jobs.cli;

import io.mudlark.jobs.config.CaptureInputs;
import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.ExportFiles;
import io.mudlark.jobs.config.Reasons;
import io.mudlark.jobs.config.SitesFile;
import io.mudlark.jobs.discover.CensusReader;
import io.mudlark.jobs.discover.DevicesCsv;
import io.mudlark.jobs.discover.HostCensus;
import io.mudlark.source.datagram.CapturedExports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mudlark devices}: the list of devices. */
@Command(
    name = "devices",
    description = "Work on the list of devices.",
    subcommands = DevicesCommand.Discover.class,
    synopsisSubcommandLabel = "COMMAND")
final class DevicesCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    Terminal.problem("give a command: 'mudlark devices discover --help'");
    return ExitCodes.UNUSABLE;
  }

  /** {@code mudlark devices discover}: who is there, as a first list of devices. */
  @Command(
      name = "discover",
      sortOptions = false,
      description = {
        "List the hosts of a site's own networks that are seen in captures or flow exports.",
        "The list is a start: give the devices their names and MUD files, and take routers and"
            + " other hosts out."
      },
      footer = {
        "",
        "Example:",
        "  mudlark devices discover --input lab=captures/ --out devices.csv"
      })
  @SuppressWarnings("NullAway.Init") // picocli sets required options before call()
  static final class Discover implements Callable<Integer> {
    private static final String DEFAULT_SITE = "default";

    @Option(
        names = "--input",
        paramLabel = "[SITE=]PATH",
        arity = "1..*",
        description = "Captures or folders of them.")
    private List<String> inputs = List.of();

    @Option(
        names = "--exports",
        paramLabel = "[SITE=]PATH",
        arity = "1..*",
        description = "IPFIX files, captures of flow exports, or folders of them.")
    private List<String> exports = List.of();

    @Option(
        names = "--site",
        paramLabel = "NAME",
        defaultValue = DEFAULT_SITE,
        description = "The site of inputs that name none (default: ${DEFAULT-VALUE}).")
    private String site;

    @Option(
        names = "--sites",
        paramLabel = "FILE",
        description = "YAML: what the localNetworks of each site are.")
    private @Nullable Path sites;

    @Option(
        names = "--out",
        required = true,
        paramLabel = "FILE",
        description = "The list to write.")
    private Path out;

    @Option(names = "--overwrite", description = "Replace an existing --out.")
    private boolean overwrite;

    private int problems;

    @Override
    public Integer call() throws Exception {
      if (inputs.isEmpty() && exports.isEmpty()) {
        throw new ConfigException("there is nothing to read: give --input or --exports");
      }
      if (Files.exists(out) && !overwrite) {
        throw new ConfigException(out + ": is there already (use --overwrite to replace it)");
      }
      HostCensus census = new HostCensus(sites == null ? Map.of() : SitesFile.read(sites));
      CensusReader reader = new CensusReader(census, this::problem);
      reader.captures(CaptureInputs.find(inputs, site, this::problem));
      reader.exports(
          ExportFiles.readable(exports, site, this::problem), CapturedExports.DEFAULT_PORTS);
      write(census);
      return problems > 0 ? ExitCodes.UNUSABLE : ExitCodes.OK;
    }

    private void write(HostCensus census) throws ConfigException {
      try {
        Files.writeString(out, DevicesCsv.of(census.found()));
      } catch (IOException e) {
        throw new ConfigException(out + ": cannot be written: " + Reasons.of(e), e);
      }
      String more = census.leftOut() == 0 ? "" : "; there was no room for more";
      Terminal.say(census.found().size() + " hosts: " + out + more);
    }

    private void problem(String line) {
      problems++;
      Terminal.problem(line);
    }
  }
}
