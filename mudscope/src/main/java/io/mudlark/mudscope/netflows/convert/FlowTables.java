package io.mudlark.mudscope.netflows.convert;

import io.mudlark.mudscope.netflows.FlowCsv;
import io.mudlark.mudscope.netflows.FlowLine;
import io.mudlark.probe.meter.MeterConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** MUDscope's {@code netflows} stage: captures in, flow tables out, in its own form or exact. */
public final class FlowTables {
  private static final String SUFFIX = "-flows-custom-hdr-CLN.csv";

  /**
   * What a run of the stage did.
   *
   * @param tables tables written
   * @param unusable captures that gave no table
   * @param packets packets read
   * @param counted packets that went into flows
   * @param flows rows written
   */
  public record Summary(int tables, int unusable, long packets, long counted, long flows) {
    static final Summary NOTHING = new Summary(0, 0, 0, 0, 0);

    Summary plus(Summary other) {
      return new Summary(
          tables + other.tables,
          unusable + other.unusable,
          packets + other.packets,
          counted + other.counted,
          flows + other.flows);
    }
  }

  private final boolean compat;
  private final Consumer<String> problems;

  /**
   * @param compat whether to make what MUDscope makes, to the digit
   * @param problems takes one line for each thing that is wrong with an input
   */
  public FlowTables(boolean compat, Consumer<String> problems) {
    this.compat = compat;
    this.problems = problems;
  }

  /**
   * Writes one table per capture, {@code <stem>-flows-custom-hdr-CLN.csv}. A capture that cannot be
   * read is a problem and the others go on.
   *
   * @param folder where the tables go; must exist
   * @throws IOException when a table cannot be written
   */
  public Summary each(List<Path> captures, Path folder) throws IOException {
    Summary sum = Summary.NOTHING;
    Set<String> stems = new HashSet<>();
    for (Path capture : captures) {
      String stem = CaptureFolder.stem(capture);
      if (stems.add(stem)) {
        sum = sum.plus(write(List.of(capture), folder.resolve(stem + SUFFIX)));
      } else {
        problems.accept(capture + ": left out: another capture is named " + stem + " too");
        sum = sum.plus(new Summary(0, 1, 0, 0, 0));
      }
    }
    return sum;
  }

  /**
   * Writes one table of all captures; none when no capture can be read.
   *
   * @throws IOException when the table cannot be written
   */
  public Summary all(List<Path> captures, Path table) throws IOException {
    return write(captures, table);
  }

  private Summary write(List<Path> captures, Path table) throws IOException {
    return compat ? writeCompat(captures, table) : writeExact(captures, table);
  }

  private Summary writeCompat(List<Path> captures, Path file) throws IOException {
    CompatTables tables = new CompatTables(problems);
    int unusable = 0;
    for (Path capture : captures) {
      try {
        tables.add(capture);
      } catch (IOException e) {
        problems.accept(String.valueOf(e.getMessage()));
        unusable++;
      }
    }
    if (unusable == captures.size()) {
      return new Summary(0, unusable, 0, 0, 0);
    }
    List<FlowLine> table = tables.table();
    FlowCsv.write(file, table);
    return new Summary(1, unusable, tables.packets(), tables.counted(), table.size());
  }

  private Summary writeExact(List<Path> captures, Path file) throws IOException {
    ExactTables tables = new ExactTables(MeterConfig.DEFAULT, problems);
    int unusable = 0;
    for (Path capture : captures) {
      try {
        tables.add(capture);
      } catch (IOException e) {
        problems.accept(String.valueOf(e.getMessage()));
        unusable++;
      }
    }
    if (unusable == captures.size()) {
      return new Summary(0, unusable, 0, 0, 0);
    }
    List<FlowDetail> table = tables.table();
    DetailCsv.write(file, table);
    return new Summary(1, unusable, tables.packets(), tables.counted(), table.size());
  }
}
