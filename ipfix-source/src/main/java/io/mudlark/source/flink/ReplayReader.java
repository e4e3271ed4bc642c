package io.mudlark.source.flink;

import io.mudlark.source.datagram.ExportDatagram;
import io.mudlark.source.session.ReceiveWindow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;

/** Reads files of recorded exports merged by receive time, those of equal time by their names. */
final class ReplayReader implements SourceReader<ExportDatagram, ReplaySplit> {
  /** Messages per call of {@link #pollNext}. */
  private static final int BATCH = 256;

  private static final Comparator<OpenReplay> ORDER =
      Comparator.comparingLong(ReplayReader::timeNanos)
          .thenComparing(replay -> replay.toSplit().splitId());

  private final Set<Integer> ports;
  private final ReceiveWindow window;
  private final CompletableFuture<Void> allAssigned = new CompletableFuture<>();
  private final List<ReplaySplit> assigned = new ArrayList<>();
  private final List<OpenReplay> all = new ArrayList<>();
  private final PriorityQueue<OpenReplay> open = new PriorityQueue<>(ORDER);
  private boolean opened;
  private long clockMillis = Long.MIN_VALUE;
  private long watermarkMillis = Long.MIN_VALUE;

  ReplayReader(Set<Integer> ports, ReceiveWindow window) {
    this.ports = ports;
    this.window = window;
  }

  private static long timeNanos(OpenReplay replay) {
    ExportDatagram next = replay.peek();
    return next == null ? Long.MAX_VALUE : next.receiveNanos();
  }

  @Override
  public void start() {}

  @Override
  public void addSplits(List<ReplaySplit> splits) {
    assigned.addAll(splits);
  }

  @Override
  public void notifyNoMoreSplits() {
    allAssigned.complete(null);
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return allAssigned;
  }

  @Override
  public InputStatus pollNext(ReaderOutput<ExportDatagram> output) throws IOException {
    if (!allAssigned.isDone()) {
      return InputStatus.NOTHING_AVAILABLE;
    }
    openAll();
    for (int i = 0; i < BATCH; i++) {
      OpenReplay first = open.poll();
      ExportDatagram datagram = first == null ? null : first.take();
      if (first == null || datagram == null) {
        return InputStatus.END_OF_INPUT;
      }
      long millis = datagram.receiveMillis();
      clockMillis = Math.max(clockMillis, millis);
      output.collect(datagram, millis);
      if (first.peek() != null) {
        open.add(first);
      }
    }
    emitWatermark(output);
    return InputStatus.MORE_AVAILABLE;
  }

  private void openAll() throws IOException {
    if (opened) {
      return;
    }
    opened = true;
    for (ReplaySplit split : assigned) {
      OpenReplay replay = OpenReplay.open(split, ports);
      all.add(replay);
      if (replay.peek() != null) {
        open.add(replay);
      }
    }
  }

  private void emitWatermark(ReaderOutput<ExportDatagram> output) {
    long next = window.watermarkMillis(clockMillis);
    if (next > watermarkMillis) {
      watermarkMillis = next;
      output.emitWatermark(new Watermark(next));
    }
  }

  @Override
  public List<ReplaySplit> snapshotState(long checkpointId) {
    return opened ? all.stream().map(OpenReplay::toSplit).toList() : List.copyOf(assigned);
  }

  @Override
  public void close() throws IOException {
    for (OpenReplay replay : all) {
      replay.close();
    }
  }
}
