package io.mudlark.jobs.cli;

import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.Reasons;
import io.mudlark.mudscope.input.UnusableInput;
import io.mudlark.mudscope.slice.CaptureSlicer;
import io.mudlark.probe.capture.UnreadableCapture;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code mudlark slice}: a capture cut into pieces of equal time. */
@Command(
    name = "slice",
    sortOptions = false,
    description = {
      "Cut a capture into slices of equal time, as editcap -i does.",
      "From pcap or pcapng, also .gz, it writes OUT_00000_YYYYmmddHHMMSS.EXT for an OUT of OUT.EXT,"
          + " the time being UTC, the format pcap. Slices in which there is no packet are written"
          + " too."
    },
    footer = {"", "Exit code 2 says that the capture could not be used, or not to its end."})
@SuppressWarnings("NullAway.Init") // picocli sets required options before call()
final class SliceCommand implements Callable<Integer> {
  /** 31 years: longer than any capture. */
  private static final BigDecimal MAX_SECONDS = BigDecimal.valueOf(1_000_000_000L);

  private static final int NANO_DIGITS = 9;

  @Option(
      names = "-i",
      required = true,
      paramLabel = "SECONDS",
      converter = Seconds.class,
      description = "How long a slice lasts, such as 60 or 0.5.")
  private BigDecimal seconds;

  @Parameters(index = "0", paramLabel = "IN", description = "The capture.")
  private Path input;

  @Parameters(
      index = "1",
      paramLabel = "OUT",
      description = "What the slices are named after; its folder is made.")
  private Path output;

  @Override
  public Integer call() throws Exception {
    if (seconds.signum() <= 0
        || seconds.compareTo(MAX_SECONDS) > 0
        || seconds.stripTrailingZeros().scale() > NANO_DIGITS) {
      throw new ConfigException(
          "-i must be more than 0 and not finer than a nanosecond: " + seconds);
    }
    if (output.getFileName() == null) {
      throw new ConfigException(output + ": OUT is no file name");
    }
    if (Files.isDirectory(output)) {
      throw new ConfigException(output + ": OUT is a folder");
    }
    Path folder = output.getParent();
    if (folder != null) {
      OutFolder.check(folder, "the folder of OUT");
    }
    int[] problems = new int[1];
    CaptureSlicer.Summary summary = slice(problems);
    Terminal.say(
        String.format(
            Locale.ROOT, "%,d packets in %,d slices", summary.packets(), summary.slices()));
    return problems[0] > 0 ? ExitCodes.UNUSABLE : ExitCodes.OK;
  }

  /** Says of a wrong number that it is one, and not what Java thinks of its characters. */
  private static final class Seconds implements ITypeConverter<BigDecimal> {
    @Override
    public BigDecimal convert(String text) {
      try {
        return new BigDecimal(text);
      } catch (NumberFormatException e) {
        throw new TypeConversionException("'" + text + "' is no number of seconds");
      }
    }
  }

  private CaptureSlicer.Summary slice(int[] problems) throws Exception {
    Duration interval = Duration.ofNanos(seconds.movePointRight(NANO_DIGITS).longValueExact());
    try {
      return CaptureSlicer.slice(
          input, output, interval, line -> NetflowsCommand.tell(line, problems));
    } catch (UnreadableCapture | UnusableInput e) {
      throw new ConfigException(Reasons.of(e), e);
    }
  }
}
