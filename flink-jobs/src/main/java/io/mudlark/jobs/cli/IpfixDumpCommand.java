package io.mudlark.jobs.cli;

import io.mudlark.jobs.ipfix.ExportReading;
import io.mudlark.jobs.ipfix.RecordLines;
import io.mudlark.source.datagram.DatagramReceiver;
import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mudlark ipfix dump}: every record as a line of JSON. */
@Command(
    name = "dump",
    sortOptions = false,
    description = {
      "Print the records of IPFIX and NetFlow v9 and v5 messages as lines of JSON.",
      "Fields have the names of IANA's registry of IPFIX elements, also those of NetFlow. Data of"
          + " an unknown template waits for it, and is counted when it does not come."
    },
    footer = {
      "",
      "Examples:",
      "  mudlark ipfix dump exports.pcap --ports 9991 --limit 10",
      "  mudlark ipfix dump flows.ipfix --templates --elements mine.csv",
      "  mudlark ipfix dump --listen udp://127.0.0.1:4739 | jq .fields",
      "",
      "Exit code 2 says that some input could not be used, or not to its end."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the mixin before call()
final class IpfixDumpCommand implements Callable<Integer> {
  private static final int BUFFER = 1 << 16;

  @Mixin private IpfixInput input;

  @Option(names = "--templates", description = "Print templates too, when they come or change.")
  private boolean templates;

  @Override
  public Integer call() throws Exception {
    input.check();
    try (OutputStream out = new BufferedOutputStream(Terminal.output(), BUFFER)) {
      return dump(out);
    } catch (StandardOutput.Closed e) {
      return ExitCodes.OK;
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof StandardOutput.Closed) {
        return ExitCodes.OK;
      }
      throw e;
    }
  }

  private int dump(OutputStream out) throws Exception {
    RecordLines lines = new RecordLines(out, templates);
    ExportReading reading =
        new ExportReading(input.settings(), lines, Terminal::problem, input.limit());
    List<DatagramReceiver> receivers = input.read(reading);
    IpfixInput.close(receivers);
    lines.finish();
    out.flush();
    reading.conclude();
    return reading.faults() > 0 ? ExitCodes.UNUSABLE : ExitCodes.OK;
  }
}
