package io.mudlark.jobs.pipeline;

import io.mudlark.flow.flink.ObservationBatch;
import io.mudlark.stream.DeviceObservation;
import io.mudlark.stream.Observation;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Runs {@link DeviceResolution} and does what only event time can tell it to: sends what was found
 * on with each watermark, tells the ledger of each minute that has passed, and ends all sites when
 * the stream ends, where the source does not.
 *
 * <p>Where exports come to an end, event time is kept just below the last event seen: a silence at
 * the end of a file closes no window that a capture would not have closed either.
 */
final class ResolveOperator extends ProcessOperator<Observation, ObservationBatch> {
  private static final long serialVersionUID = 1L;
  private static final long TELL_EVERY_MILLIS = 60_000;
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final DeviceResolution resolution;
  private final boolean tellsEnds;
  private final boolean bounded;
  private long toldMinute = Long.MIN_VALUE;
  private long passedMillis = Long.MIN_VALUE;

  ResolveOperator(DeviceResolution resolution, Intake intake) {
    super(resolution);
    this.resolution = resolution;
    this.tellsEnds = intake.tellsEnds();
    this.bounded = intake.isBounded();
  }

  @Override
  public void open() throws Exception {
    super.open();
    resolution.figures().register(getMetricGroup());
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    if (tellsEnds) {
      send();
      super.processWatermark(mark);
    } else if (mark.getTimestamp() == Long.MAX_VALUE) {
      end();
      send();
      super.processWatermark(mark);
    } else {
      pass(mark.getTimestamp());
    }
  }

  private void pass(long millis) throws Exception {
    long last = resolution.lastEventNanos();
    if (bounded && last == Long.MIN_VALUE) {
      return;
    }
    long passed = bounded ? Math.min(millis, Math.floorDiv(last, NANOS_PER_MILLI) - 1) : millis;
    if (passed <= passedMillis) {
      return;
    }
    passedMillis = passed;
    resolution.figures().eventTime(passed);
    if (Math.floorDiv(passed, TELL_EVERY_MILLIS) > toldMinute) {
      toldMinute = Math.floorDiv(passed, TELL_EVERY_MILLIS);
      tell();
    }
    send();
    super.processWatermark(new Watermark(passed));
  }

  private void end() {
    long last = resolution.lastEventNanos();
    if (passedMillis != Long.MIN_VALUE) {
      last = Math.max(last, (passedMillis + 1) * NANOS_PER_MILLI);
    }
    long end = last;
    if (end != Long.MIN_VALUE) {
      resolution
          .devices()
          .forEach(device -> resolution.batches().add(DeviceObservation.end(device, end)));
    }
    tell();
  }

  /** Batches are no state: what came before a checkpoint is sent before it. */
  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    send();
    super.prepareSnapshotPreBarrier(checkpointId);
  }

  @Override
  public void finish() throws Exception {
    send();
    super.finish();
  }

  private void send() {
    resolution.batches().drainTo(batch -> output.collect(new StreamRecord<>(batch)));
  }

  private void tell() {
    resolution
        .takeTallies()
        .forEach(tally -> output.collect(DeviceResolution.TALLIES, new StreamRecord<>(tally)));
  }
}
