package io.mudlark.mudscope.netflows.convert;

import io.mudlark.mudscope.netflows.FlowLine;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The outputs of nfdump for several files as MUDscope merges and cleans them.
 *
 * <p>The original finds the flag columns of a row by its position among all lines, while they are
 * kept without the four lines that nfdump prints below each table: from the second table on a row
 * has the flags of one that comes four, eight, ... rows later, or none.
 */
final class MergedTable {
  /** Lines that nfdump prints below each table. */
  private static final int FOOTER_LINES = 4;

  private record Identity(
      long start,
      String protocol,
      String source,
      String destination,
      double sourcePort,
      double destinationPort,
      String flags,
      double octetsPerPacket) {}

  private final List<FlowLine> rows = new ArrayList<>();
  private final List<Integer> positions = new ArrayList<>();
  private int position;

  /** Appends the rows of one file in the order of nfdump. */
  void add(List<FlowLine> table) {
    for (FlowLine row : table) {
      rows.add(row);
      positions.add(position++);
    }
    position += FOOTER_LINES;
  }

  /** The clean table: of duplicates the last one, by start; equal starts in the order of rows. */
  List<FlowLine> clean() {
    BitSet kept = withoutDuplicates();
    List<FlowLine> table = new ArrayList<>(kept.cardinality());
    for (int i = kept.nextSetBit(0); i >= 0; i = kept.nextSetBit(i + 1)) {
      int at = positions.get(i);
      int flags = at < rows.size() ? rows.get(at).flagBits() : 0;
      table.add(rows.get(i).withFlagColumns(flags));
    }
    table.sort(Comparator.comparingLong(FlowLine::startNanos));
    return table;
  }

  private BitSet withoutDuplicates() {
    BitSet kept = new BitSet(rows.size());
    Set<Identity> seen = new HashSet<>();
    for (int i = rows.size() - 1; i >= 0; i--) {
      kept.set(i, seen.add(identity(rows.get(i))));
    }
    return kept;
  }

  private static Identity identity(FlowLine row) {
    return new Identity(
        row.startNanos(),
        row.protocol(),
        row.source(),
        row.destination(),
        row.sourcePort(),
        row.destinationPort(),
        row.flags(),
        row.octetsPerPacket());
  }
}
