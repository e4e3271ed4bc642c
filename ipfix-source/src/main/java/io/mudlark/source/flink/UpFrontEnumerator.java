package io.mudlark.source.flink;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.jspecify.annotations.Nullable;

/**
 * Deals the splits of recorded input out to the readers, all before the first is read: a split that
 * came later would find its times already passed by the watermark.
 *
 * @param <S> the kind of split
 */
final class UpFrontEnumerator<S extends SourceSplit> implements SplitEnumerator<S, List<S>> {
  private final SplitEnumeratorContext<S> context;
  private final List<S> unassigned;

  UpFrontEnumerator(SplitEnumeratorContext<S> context, List<S> splits) {
    this.context = context;
    this.unassigned = new ArrayList<>(splits);
  }

  @Override
  public void start() {}

  @Override
  public void handleSplitRequest(int subtask, @Nullable String host) {}

  @Override
  public void addReader(int subtask) {
    if (context.registeredReaders().size() < context.currentParallelism()) {
      return;
    }
    List<S> splits = List.copyOf(unassigned);
    unassigned.clear();
    for (int i = 0; i < splits.size(); i++) {
      context.assignSplit(splits.get(i), i % context.currentParallelism());
    }
    context.registeredReaders().keySet().forEach(context::signalNoMoreSplits);
  }

  @Override
  public void addSplitsBack(List<S> splits, int subtask) {
    unassigned.addAll(splits);
  }

  @Override
  public List<S> snapshotState(long checkpointId) {
    return List.copyOf(unassigned);
  }

  @Override
  public void close() {}
}
