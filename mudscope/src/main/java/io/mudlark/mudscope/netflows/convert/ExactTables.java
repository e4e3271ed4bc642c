package io.mudlark.mudscope.netflows.convert;

import io.mudlark.flow.FlowRecord;
import io.mudlark.probe.meter.FlowMeter;
import io.mudlark.probe.meter.MeterConfig;
import io.mudlark.probe.packet.Dissector;
import io.mudlark.probe.packet.Fate;
import io.mudlark.probe.packet.PacketView;
import io.mudlark.probe.point.OrderedCapture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Flow tables as they should be: direction by who spoke first, exact numbers, whole addresses, made
 * by the meter of the stream.
 */
public final class ExactTables {
  private static final Comparator<FlowDetail> BY_START =
      Comparator.comparingLong((FlowDetail row) -> row.flow().startNanos())
          .thenComparing(row -> row.flow().id());

  private final MeterConfig config;
  private final Consumer<String> problems;
  private final List<FlowDetail> rows = new ArrayList<>();
  private long packets;
  private long counted;

  /**
   * @param problems takes one line for each thing that is wrong with an input
   */
  public ExactTables(MeterConfig config, Consumer<String> problems) {
    this.config = config;
    this.problems = problems;
  }

  /**
   * Adds the flows of one capture, whose packets are taken in the order of their times; flows never
   * run from one capture into another.
   *
   * @throws IOException when nothing of it can be read; its message names the file
   */
  public void add(Path capture) throws IOException {
    Latencies latencies = new Latencies();
    Dissector dissector = new Dissector();
    PacketView view = new PacketView();
    Map<String, Long> leftOut = new TreeMap<>();
    FlowMeter meter =
        new FlowMeter(
            capture.getFileName().toString(), config, flow -> add(flow, latencies.take(flow)));
    try (OrderedCapture ordered =
        OrderedCapture.open(capture, problem -> problems.accept(problem.toString()))) {
      packets += ordered.withoutTime();
      if (ordered.withoutTime() > 0) {
        leftOut.put(Fate.WITHOUT_TIME.text(), ordered.withoutTime());
      }
      while (ordered.next()) {
        packets++;
        Fate fate = dissector.dissect(ordered.packet(), view);
        if (fate == Fate.METERED) {
          counted++;
          meter.accept(view);
          latencies.add(view);
        } else if (fate == Fate.TRUNCATED || fate == Fate.MALFORMED) {
          // What is not IP is not for a flow table; other links have been told of already.
          leftOut.merge(fate.text(), 1L, Long::sum);
        }
      }
    }
    meter.flush();
    leftOut.forEach(
        (fate, count) -> problems.accept(capture + ": " + count + " packets left out: " + fate));
    if (meter.evicted() > 0) {
      problems.accept(capture + ": " + meter.evicted() + " flows ended early: too many at a time");
    }
  }

  private void add(FlowRecord flow, Latencies.Millis latency) {
    rows.add(new FlowDetail(ExactRow.of(flow, latency), flow));
  }

  /** The table of all captures added, by start and then by flow id. */
  public List<FlowDetail> table() {
    List<FlowDetail> table = new ArrayList<>(rows);
    table.sort(BY_START);
    return table;
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
