package io.mudlark.source.flink;

import java.util.List;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.jspecify.annotations.Nullable;

/** Has nothing to deal out: each reader opens its own sockets. */
final class ListenerEnumerator implements SplitEnumerator<ListenerSplit, Integer> {
  @Override
  public void start() {}

  @Override
  public void handleSplitRequest(int subtask, @Nullable String host) {}

  @Override
  public void addSplitsBack(List<ListenerSplit> splits, int subtask) {}

  @Override
  public void addReader(int subtask) {}

  @Override
  public Integer snapshotState(long checkpointId) {
    return 0;
  }

  @Override
  public void close() {}
}
