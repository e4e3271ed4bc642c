package io.mudlark.cluster.flink;

import io.mudlark.cluster.feature.FlowRow;
import java.util.Arrays;
import java.util.List;

/**
 * Up to {@value #MAX} rejected flows of an open window: small enough to be written again for each
 * flow that joins (RocksDB), many enough that a window has few of them (heap).
 *
 * <p>Flows are only ever added. So a copy shares the flows with the original and costs nothing; of
 * the two only one may be added to.
 */
final class RowChunk {
  static final int MAX = 64;

  private FlowRow[] rows;
  private int size;

  RowChunk() {
    this(new FlowRow[4], 0);
  }

  private RowChunk(FlowRow[] rows, int size) {
    this.rows = rows;
    this.size = size;
  }

  static RowChunk of(FlowRow[] rows) {
    return new RowChunk(rows, rows.length);
  }

  void add(FlowRow row) {
    if (size == MAX) {
      throw new IllegalStateException("a chunk holds " + MAX + " flows at most");
    }
    if (size == rows.length) {
      rows = Arrays.copyOf(rows, Math.min(MAX, Math.max(4, 2 * size)));
    }
    rows[size++] = row;
  }

  int size() {
    return size;
  }

  /** The flows so far, in the order in which they came. */
  List<FlowRow> rows() {
    return Arrays.asList(rows).subList(0, size);
  }

  /** These flows, to which others can be added without a trace in this chunk. */
  RowChunk copy() {
    return new RowChunk(rows, size);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowChunk that && rows().equals(that.rows());
  }

  @Override
  public int hashCode() {
    return rows().hashCode();
  }
}
