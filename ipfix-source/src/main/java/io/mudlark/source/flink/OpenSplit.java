package io.mudlark.source.flink;

import io.mudlark.probe.meter.MeterConfig;
import io.mudlark.probe.point.ObservationPoint;
import io.mudlark.probe.point.PointConfig;
import io.mudlark.stream.Observation;
import java.nio.file.Path;
import org.apache.flink.api.connector.source.SourceOutput;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A split that is being read: the observation point behind it and what it has emitted. */
final class OpenSplit implements AutoCloseable {
  /** Its warnings are the one-line problems that a user sees. */
  private static final Logger PROBLEMS = LoggerFactory.getLogger("io.mudlark.problems");

  private final CaptureSplit split;
  private final MeterConfig meter;
  private final long suppressUpTo;
  private long emitted;
  private boolean done;
  private @Nullable ObservationPoint point;

  OpenSplit(CaptureSplit split, MeterConfig meter) {
    this.split = split;
    this.meter = meter;
    this.suppressUpTo = split.emitted();
  }

  boolean isDone() {
    return done;
  }

  /** Time of the last packet read; before the first, earlier than any. */
  long clockNanos() {
    return packetsRead() == 0 ? Long.MIN_VALUE : opened().clockNanos();
  }

  long packetsRead() {
    return point == null ? 0 : point.packetsRead();
  }

  long packetsTotal() {
    return point == null ? 0 : point.packetsTotal();
  }

  /** Reads one packet and emits what falls out of it, unless a checkpoint says it already did. */
  void advance(SourceOutput<Observation> output) {
    done = !opened().advance(observation -> emit(observation, output));
  }

  private void emit(Observation observation, SourceOutput<Observation> output) {
    emitted++;
    if (emitted > suppressUpTo) {
      output.collect(observation, Math.floorDiv(observation.timeNanos(), 1_000_000L));
    }
  }

  private ObservationPoint opened() {
    ObservationPoint known = point;
    if (known == null) {
      known =
          ObservationPoint.open(
              split.site(),
              split.files().stream().map(Path::of).toList(),
              PointConfig.everything(meter),
              problem -> PROBLEMS.warn("{}", problem));
      point = known;
    }
    return known;
  }

  CaptureSplit toSplit() {
    return split.after(Math.max(emitted, suppressUpTo));
  }

  @Override
  public void close() {
    if (point != null) {
      point.close();
    }
  }
}
