package io.mudlark.jobs.pipeline;

import io.mudlark.flow.flink.ModelTypes;
import io.mudlark.source.flink.CaptureSource;
import io.mudlark.source.flink.CaptureSplit;
import io.mudlark.stream.Observation;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The real source, whose reader dies after a checkpoint, a given number of times. */
final class FailingOnceSource
    implements Source<Observation, CaptureSplit, List<CaptureSplit>>,
        ResultTypeQueryable<Observation> {
  private static final long serialVersionUID = 1L;

  /** How many deaths are left; shared by all readers of the JVM, as a failure must not repeat. */
  static final AtomicInteger DEATHS_LEFT = new AtomicInteger();

  private final CaptureSource real;
  private final long pauseMillis;

  FailingOnceSource(CaptureSource real, long pauseMillis) {
    this.real = real;
    this.pauseMillis = pauseMillis;
  }

  @Override
  public Boundedness getBoundedness() {
    return real.getBoundedness();
  }

  @Override
  public SplitEnumerator<CaptureSplit, List<CaptureSplit>> createEnumerator(
      SplitEnumeratorContext<CaptureSplit> context) {
    return real.createEnumerator(context);
  }

  @Override
  public SplitEnumerator<CaptureSplit, List<CaptureSplit>> restoreEnumerator(
      SplitEnumeratorContext<CaptureSplit> context, List<CaptureSplit> checkpoint) {
    return real.restoreEnumerator(context, checkpoint);
  }

  @Override
  public SourceReader<Observation, CaptureSplit> createReader(SourceReaderContext context) {
    return new Reader(real.createReader(context), pauseMillis);
  }

  @Override
  public SimpleVersionedSerializer<CaptureSplit> getSplitSerializer() {
    return real.getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<List<CaptureSplit>> getEnumeratorCheckpointSerializer() {
    return real.getEnumeratorCheckpointSerializer();
  }

  @Override
  public TypeInformation<Observation> getProducedType() {
    return ModelTypes.OBSERVATION;
  }

  private static final class Reader implements SourceReader<Observation, CaptureSplit> {
    private final SourceReader<Observation, CaptureSplit> real;
    private final long pauseMillis;
    private int checkpoints;
    private int pollsSinceCheckpoint;

    Reader(SourceReader<Observation, CaptureSplit> real, long pauseMillis) {
      this.real = real;
      this.pauseMillis = pauseMillis;
    }

    @Override
    public void start() {
      real.start();
    }

    @Override
    public InputStatus pollNext(ReaderOutput<Observation> output) throws Exception {
      Thread.sleep(pauseMillis);
      if (checkpoints >= 2
          && ++pollsSinceCheckpoint > 3
          && DEATHS_LEFT.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
        throw new IllegalStateException("a death of the reader, as planned");
      }
      return real.pollNext(output);
    }

    @Override
    public List<CaptureSplit> snapshotState(long checkpointId) {
      return real.snapshotState(checkpointId);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
      checkpoints++;
      pollsSinceCheckpoint = 0;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
      return real.isAvailable();
    }

    @Override
    public void addSplits(List<CaptureSplit> splits) {
      real.addSplits(splits);
    }

    @Override
    public void notifyNoMoreSplits() {
      real.notifyNoMoreSplits();
    }

    @Override
    public void close() throws Exception {
      real.close();
    }
  }
}
