package io.mudlark.jobs.cli;

import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.Reasons;
import io.mudlark.mud.match.HostsFile;
import io.mudlark.mudscope.mudgen.CaptureJob;
import io.mudlark.mudscope.reject.Decision;
import io.mudlark.mudscope.reject.Rejection;
import io.mudlark.mudscope.reject.RuleSet;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mudlark reject}: a device's packets that its rules do not allow, as captures. */
@Command(
    name = "reject",
    sortOptions = false,
    description = {
      "Write the packets that a device's rules do not allow into a capture.",
      "It is OUTPUT/NAME/CAPTURE-rejected.pcap, with a register of all packets (.json) beside it."
    })
@SuppressWarnings("NullAway.Init") // picocli sets required options before call()
final class RejectCommand implements Callable<Integer> {
  /** The originals whose oddities can be kept. */
  enum Compat {
    mudscope
  }

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "JSON, one per capture: defaultGatewayConfig (macAddress, ipAddress, ipv6Address),"
              + " deviceConfig (device, deviceName), filterPcapLocation.")
  private List<Path> configs;

  @Option(
      names = "--rules",
      required = true,
      paramLabel = "FILE",
      description = "The rule CSV of 'mudlark mudgen' or MUDgee, or a MUD file (*.json).")
  private Path rules;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "Where the results go; made when it is not there.")
  private Path output;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Read only the first N packets of each capture.")
  private @Nullable Long limit;

  @Option(
      names = "--hosts",
      paramLabel = "FILE",
      description =
          "Names with fixed addresses, as in /etc/hosts or a JSON object. Without --compat the DNS"
              + " answers in the capture count too.")
  private @Nullable Path hosts;

  @Option(
      names = "--compat",
      paramLabel = "NAME",
      description = "Decide as the original does, quirks included: ${COMPLETION-CANDIDATES}.")
  private @Nullable Compat compat;

  @Override
  public Integer call() throws Exception {
    if (limit != null && limit < 1) {
      throw new ConfigException("--limit must be at least 1, not " + limit);
    }
    OutFolder.check(output, "--output");
    Rejection rejection = rejection();
    int problems = 0;
    for (Path config : configs) {
      problems += reject(rejection, config) ? 0 : 1;
    }
    return problems > 0 ? ExitCodes.UNUSABLE : ExitCodes.OK;
  }

  private Rejection rejection() throws ConfigException {
    try {
      HostsFile pinned = hosts == null ? HostsFile.EMPTY : HostsFile.read(hosts);
      long most = limit == null ? Rejection.NO_LIMIT : limit;
      return new Rejection(RuleSet.read(rules), output, most, pinned, compat != null);
    } catch (NoSuchFileException e) {
      throw new ConfigException(Reasons.unreadable(e.getFile(), e), e);
    } catch (IOException e) {
      throw new ConfigException(Reasons.of(e), e);
    }
  }

  /** One capture that cannot be used does not keep the others from being processed. */
  private static boolean reject(Rejection rejection, Path config) {
    int[] problems = new int[1];
    try {
      Rejection.Outcome outcome =
          rejection.run(
              CaptureJob.readReject(config),
              line -> {
                problems[0]++;
                Terminal.problem(line);
              });
      Terminal.say(line(outcome));
      if (problems[0] == 0 && !outcome.unresolved().isEmpty()) {
        Terminal.problem(
            outcome.register()
                + ": no address known in this capture (use --hosts), so their rules match nothing: "
                + String.join(", ", outcome.unresolved()));
      }
      return problems[0] == 0;
    } catch (IOException e) {
      Terminal.problem(Reasons.of(e));
      return false;
    }
  }

  private static String line(Rejection.Outcome outcome) {
    return String.format(
        Locale.ROOT,
        "%s: %,d rejected, %,d accepted, %,d bootstrap, %,d unhandled, %,d unrelated",
        outcome.capture(),
        outcome.packets(Decision.REJECTED),
        outcome.packets(Decision.ACCEPTED),
        outcome.packets(Decision.BOOTSTRAP),
        outcome.packets(Decision.UNHANDLED),
        outcome.packets(Decision.UNRELATED));
  }
}
