package io.mudlark.cluster.flink;

import io.mudlark.cluster.feature.FlowRow;
import io.mudlark.flow.flink.KeyedStates;
import io.mudlark.flow.flink.ModelTypes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;

/** The rejected flows of the current key's open windows, in keyed state. */
final class WindowRowStore {
  private final MapState<RowKey, RowChunk> chunks;

  WindowRowStore(RuntimeContext runtime, Duration timeToLive) {
    chunks =
        runtime.getMapState(
            KeyedStates.map(
                "window-rows",
                ModelTypes.immutable(RowKey.class),
                ModelTypes.of(new RowChunkCodec()),
                timeToLive));
  }

  /**
   * Adds a flow to a window.
   *
   * @param index how many flows the window has already
   */
  void add(long windowStartMillis, int index, FlowRow row) throws Exception {
    RowKey key = new RowKey(windowStartMillis, index / RowChunk.MAX);
    RowChunk known = index % RowChunk.MAX == 0 ? null : chunks.get(key);
    RowChunk chunk = known == null ? new RowChunk() : known;
    chunk.add(row);
    chunks.put(key, chunk);
  }

  /**
   * Takes all flows of a window out of the state, in no particular order.
   *
   * @param size how many there are
   */
  List<FlowRow> take(long windowStartMillis, int size) throws Exception {
    List<FlowRow> rows = new ArrayList<>(size);
    for (int i = 0; i * RowChunk.MAX < size; i++) {
      RowKey key = new RowKey(windowStartMillis, i);
      RowChunk chunk = chunks.get(key);
      if (chunk != null) {
        rows.addAll(chunk.rows());
        chunks.remove(key);
      }
    }
    return rows;
  }
}
