package io.mudlark.mudscope.netflows.convert;

import io.mudlark.mudscope.netflows.AddressClass;
import io.mudlark.mudscope.netflows.FlowColumn;
import io.mudlark.mudscope.netflows.FlowLine;
import io.mudlark.mudscope.netflows.LeftOutRows;
import io.mudlark.mudscope.netflows.NumberText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The reference from which MUDscope's scaler learns what is normal: a flow table of normal traffic
 * without outliers, with every text replaced by its rank among those of the table.
 *
 * <p>Despite the name of its file nothing in it is scaled yet.
 */
public final class ScalerReference {
  private final List<FlowLine> rows;
  private final Map<String, Integer> protocols;
  private final Map<String, Integer> sources;
  private final Map<String, Integer> destinations;
  private final Map<Double, Integer> sourcePorts;
  private final Map<Double, Integer> destinationPorts;
  private final Map<String, Integer> flags;
  private final Map<String, Integer> directions;

  private ScalerReference(List<FlowLine> rows) {
    this.rows = rows;
    this.protocols = ranks(FlowLine::protocol);
    this.sources = ranks(line -> AddressClass.ofText(line.source()));
    this.destinations = ranks(line -> AddressClass.ofText(line.destination()));
    this.sourcePorts = ranks(FlowLine::sourcePort);
    this.destinationPorts = ranks(FlowLine::destinationPort);
    this.flags = ranks(FlowLine::flags);
    this.directions = ranks(FlowLine::direction);
  }

  /** The lines of the reference's file for a clean flow table, header first. */
  public static List<String> lines(List<FlowLine> table) {
    ScalerReference reference =
        new ScalerReference(LeftOutRows.withoutOutliers(LeftOutRows.withoutDuplicates(table)));
    List<String> lines = new ArrayList<>();
    lines.add(FlowColumn.headerLine());
    for (FlowLine line : reference.rows) {
      lines.add(reference.text(line));
    }
    return lines;
  }

  private <T extends Comparable<T>> Map<T, Integer> ranks(Function<FlowLine, T> value) {
    List<T> sorted = rows.stream().map(value).distinct().sorted().toList();
    Map<T, Integer> ranks = new HashMap<>();
    for (T one : sorted) {
      ranks.put(one, ranks.size());
    }
    return ranks;
  }

  private String text(FlowLine line) {
    StringBuilder text = new StringBuilder(200);
    text.append(NumberText.of(line.startSeconds()));
    number(text, line.endSeconds());
    number(text, line.durationSeconds());
    rank(text, protocols, line.protocol());
    rank(text, sources, AddressClass.ofText(line.source()));
    rank(text, destinations, AddressClass.ofText(line.destination()));
    rank(text, sourcePorts, line.sourcePort());
    rank(text, destinationPorts, line.destinationPort());
    number(text, line.sourceAs());
    number(text, line.previousAs());
    number(text, line.inPackets());
    number(text, line.outPackets());
    number(text, line.inOctets());
    number(text, line.outOctets());
    rank(text, flags, line.flags());
    text.append(',').append(line.flagBits());
    for (int bit = 0x80; bit != 0; bit >>= 1) {
      number(text, (line.flagColumns() & bit) == 0 ? 0 : 1);
    }
    rank(text, directions, line.direction());
    number(text, line.bitsPerSecond());
    number(text, line.packetsPerSecond());
    number(text, line.octetsPerPacket());
    number(text, line.clientLatencyMillis());
    number(text, line.serverLatencyMillis());
    number(text, line.applicationLatencyMillis());
    return text.toString();
  }

  private static <T> void rank(StringBuilder text, Map<T, Integer> ranks, T value) {
    number(text, ranks.getOrDefault(value, 0));
  }

  private static void number(StringBuilder text, double value) {
    text.append(',').append(NumberText.of(value));
  }
}
