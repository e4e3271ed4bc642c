package io.mudlark.source.flink;

import io.mudlark.probe.meter.MeterConfig;
import io.mudlark.stream.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToLongFunction;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

/**
 * Reads the captures of its observation points packet by packet, always from the one whose clock is
 * furthest behind.
 */
final class CaptureReader implements SourceReader<Observation, CaptureSplit> {
  /** Packets per call of {@link #pollNext}: enough to be quick, few enough to stay responsive. */
  private static final int BATCH = 256;

  private final MeterConfig meter;
  private final MetricGroup metrics;
  private final CompletableFuture<Void> allAssigned = new CompletableFuture<>();

  private final List<OpenSplit> open = new ArrayList<>();
  private long watermarkMillis = Long.MIN_VALUE;

  CaptureReader(SourceReaderContext context, MeterConfig meter) {
    this.meter = meter;
    this.metrics = context.metricGroup();
  }

  @Override
  public void start() {
    metrics.gauge("packetsRead", () -> sum(OpenSplit::packetsRead));
    metrics.gauge("packetsTotal", () -> sum(OpenSplit::packetsTotal));
  }

  @Override
  public void addSplits(List<CaptureSplit> splits) {
    for (CaptureSplit split : splits) {
      open.add(new OpenSplit(split, meter));
    }
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
  public InputStatus pollNext(ReaderOutput<Observation> output) {
    if (!allAssigned.isDone()) {
      return InputStatus.NOTHING_AVAILABLE;
    }
    for (int i = 0; i < BATCH; i++) {
      OpenSplit split = furthestBehind();
      if (split == null) {
        return InputStatus.END_OF_INPUT;
      }
      split.advance(output);
    }
    emitWatermark(output);
    return InputStatus.MORE_AVAILABLE;
  }

  private @Nullable OpenSplit furthestBehind() {
    OpenSplit behind = null;
    for (OpenSplit split : open) {
      if (!split.isDone() && (behind == null || split.clockNanos() < behind.clockNanos())) {
        behind = split;
      }
    }
    return behind;
  }

  /** No later flow ends before the slowest clock less the idle timeout. */
  private void emitWatermark(ReaderOutput<Observation> output) {
    OpenSplit behind = furthestBehind();
    if (behind == null || behind.packetsRead() == 0) {
      return;
    }
    long millis =
        Math.floorDiv(behind.clockNanos() - meter.idleTimeout().toNanos(), 1_000_000L) - 1;
    if (millis > watermarkMillis) {
      watermarkMillis = millis;
      output.emitWatermark(new Watermark(millis));
    }
  }

  @Override
  public List<CaptureSplit> snapshotState(long checkpointId) {
    return open.stream().map(OpenSplit::toSplit).toList();
  }

  @Override
  public void close() {
    for (OpenSplit split : open) {
      split.close();
    }
  }

  private long sum(ToLongFunction<OpenSplit> figure) {
    return open.stream().mapToLong(figure).sum();
  }
}
