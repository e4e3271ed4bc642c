package io.mudlark.mudscope.netflows.convert;

import io.mudlark.mudscope.netflows.FlowLine;
import io.mudlark.mudscope.netflows.nfdump.BiflowAggregation;
import io.mudlark.mudscope.netflows.nfdump.NfpcapdFate;
import io.mudlark.mudscope.netflows.nfdump.NfpcapdMeter;
import io.mudlark.probe.capture.CaptureReader;
import io.mudlark.probe.capture.InputProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Flow tables as MUDscope's {@code netflows} makes them with nfpcapd and nfdump 1.6.24. */
public final class CompatTables {
  private final MergedTable merged = new MergedTable();
  private final Consumer<String> problems;
  private long packets;
  private long counted;

  /**
   * @param problems takes one line for each thing that is wrong with an input
   */
  public CompatTables(Consumer<String> problems) {
    this.problems = problems;
  }

  /**
   * Adds the flows of one capture; flows never run from one capture into another.
   *
   * @throws IOException when nothing of it can be read; its message names the file
   */
  public void add(Path capture) throws IOException {
    NfpcapdMeter meter = new NfpcapdMeter(records -> merged.add(BiflowAggregation.rows(records)));
    try (CaptureReader reader = CaptureReader.open(capture)) {
      while (reader.next()) {
        meter.accept(reader.packet());
        packets++;
      }
      InputProblem problem = reader.problem();
      if (problem != null) {
        problems.accept(problem.toString());
      }
    }
    meter.finish();
    report(capture, meter);
  }

  private void report(Path capture, NfpcapdMeter meter) {
    counted += meter.fates().count(NfpcapdFate.COUNTED);
    for (NfpcapdFate fate : NfpcapdFate.values()) {
      boolean wrong = fate != NfpcapdFate.COUNTED && fate != NfpcapdFate.NOT_IP;
      long count = meter.fates().count(fate);
      if (wrong && fate != NfpcapdFate.FRAGMENT && count > 0) {
        problems.accept(capture + ": " + count + " packets left out: " + fate.text());
      }
    }
    if (meter.fragmentsForgotten() > 0) {
      problems.accept(
          capture + ": " + meter.fragmentsForgotten() + " fragmented packets given up: too many");
    }
    if (meter.forcedFlushes() > 0) {
      problems.accept(
          capture + ": too many flows at a time: all ended " + meter.forcedFlushes() + " times");
    }
  }

  /** The clean table of all captures added. */
  public List<FlowLine> table() {
    return merged.clean();
  }

  /** Packets read. */
  public long packets() {
    return packets;
  }

  /** Packets that went into flows. */
  public long counted() {
    return counted;
  }
}
