package io.mudlark.jobs.cli;

import io.mudlark.jobs.ipfix.ExportReading;
import io.mudlark.jobs.ipfix.ExportStats;
import io.mudlark.jobs.ipfix.FlowSums;
import io.mudlark.jobs.ipfix.StatsJson;
import io.mudlark.jobs.ipfix.StatsTable;
import io.mudlark.source.datagram.DatagramReceiver;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mudlark ipfix stats}: what was exported, what came, and what became of it. */
@Command(
    name = "stats",
    sortOptions = false,
    description = {
      "Print the ledger of IPFIX and NetFlow messages: for each exporter and domain what it sent by"
          + " its sequence numbers, what of it came, and what could be read.",
      "While listening, it is printed at the end: at Ctrl-C, after --for or --limit."
    },
    footer = {
      "",
      "Examples:",
      "  mudlark ipfix stats exports.pcap --ports all",
      "  mudlark ipfix stats --listen udp://0.0.0.0:4739 --for 60s --json",
      "",
      "Exit code 2 says that some input could not be used, or not to its end; 1 that an account"
          + " does not close."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the mixin before call()
final class IpfixStatsCommand implements Callable<Integer> {
  @Mixin private IpfixInput input;

  @Option(names = "--json", description = "Print one JSON object instead of a table.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    input.check();
    FlowSums sums = new FlowSums();
    ExportReading reading =
        new ExportReading(input.settings(), sums, Terminal::problem, input.limit());
    List<DatagramReceiver> receivers = input.read(reading);
    ExportStats stats = ExportStats.of(reading, sums, receivers);
    IpfixInput.close(receivers);
    reading.conclude();
    if (json) {
      Terminal.say(StatsJson.line(stats));
    } else {
      StatsTable.lines(stats).forEach(Terminal::say);
    }
    if (!stats.balances()) {
      return ExitCodes.FAILED;
    }
    return reading.faults() > 0 ? ExitCodes.UNUSABLE : ExitCodes.OK;
  }
}
