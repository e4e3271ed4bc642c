package io.mudlark.jobs.cli;

import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.Reasons;
import io.mudlark.mudscope.input.UnusableInput;
import io.mudlark.mudscope.netflows.FlowCsv;
import io.mudlark.mudscope.netflows.FlowLine;
import io.mudlark.mudscope.netflows.convert.ScalerReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mudlark scaler-reference}: what the scaler learns normal traffic from. */
@Command(
    name = "scaler-reference",
    aliases = "scale_reference_df_script",
    sortOptions = false,
    description = {
      "Turn a flow table of normal traffic into the reference of a scaler.",
      "The reference, NAME-SCALED.csv, is what 'mudlark characterize --dsr' takes: outliers are left"
          + " out, texts replaced by ranks."
    })
@SuppressWarnings("NullAway.Init") // picocli sets required parameters before call()
final class ScalerReferenceCommand implements Callable<Integer> {
  @Parameters(paramLabel = "CSV", description = "A flow table, as of 'mudlark flows-csv'.")
  private Path table;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where the reference goes (default: beside CSV, ending in -SCALED.csv).")
  private @Nullable Path output;

  @Override
  public Integer call() throws Exception {
    List<String> lines = ScalerReference.lines(read());
    Path file = output == null ? beside(table) : output;
    Files.write(file, lines, StandardCharsets.UTF_8);
    Terminal.say(String.format(Locale.ROOT, "%,d rows of reference in %s", lines.size() - 1, file));
    return ExitCodes.OK;
  }

  private List<FlowLine> read() throws ConfigException {
    try {
      return FlowCsv.read(table);
    } catch (UnusableInput e) {
      throw new ConfigException(Reasons.of(e), e);
    } catch (IOException e) {
      throw new ConfigException(Reasons.unreadable(table, e), e);
    }
  }

  private static Path beside(Path table) {
    String name = table.getFileName().toString();
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    return table.resolveSibling(stem + "-SCALED.csv");
  }
}
