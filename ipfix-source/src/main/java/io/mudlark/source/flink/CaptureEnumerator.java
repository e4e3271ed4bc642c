package io.mudlark.source.flink;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.jspecify.annotations.Nullable;

/**
 * Deals the observation points out to the readers, all before the first packet is read: a split
 * that came later would find its times already passed by the watermark.
 */
final class CaptureEnumerator implements SplitEnumerator<CaptureSplit, List<CaptureSplit>> {
  private final SplitEnumeratorContext<CaptureSplit> context;
  private final List<CaptureSplit> unassigned;

  CaptureEnumerator(SplitEnumeratorContext<CaptureSplit> context, List<CaptureSplit> splits) {
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
    List<CaptureSplit> splits = List.copyOf(unassigned);
    unassigned.clear();
    for (int i = 0; i < splits.size(); i++) {
      context.assignSplit(splits.get(i), i % context.currentParallelism());
    }
    context.registeredReaders().keySet().forEach(context::signalNoMoreSplits);
  }

  @Override
  public void addSplitsBack(List<CaptureSplit> splits, int subtask) {
    unassigned.addAll(splits);
  }

  @Override
  public List<CaptureSplit> snapshotState(long checkpointId) {
    return List.copyOf(unassigned);
  }

  @Override
  public void close() {}
}
