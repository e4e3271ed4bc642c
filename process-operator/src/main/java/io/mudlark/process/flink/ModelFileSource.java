package io.mudlark.process.flink;

import io.mudlark.flow.flink.ModelTypes;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.jspecify.annotations.Nullable;

/**
 * An unbounded Flink source of the models that a file holds one after the other: first the one that
 * is there, then each that takes its place, effective from when it was seen. For runs that listen;
 * takes a parallelism of one. It keeps nothing in state: after a restart it tells of the file anew,
 * and the operators know what they had.
 */
public final class ModelFileSource
    implements Source<ModelUpdate, ModelFileSource.NoSplit, Integer>,
        ResultTypeQueryable<ModelUpdate> {
  private static final long serialVersionUID = 1L;

  /** How often the file is looked at. */
  public static final Duration EVERY = Duration.ofSeconds(2);

  private final String file;
  private final Duration every;

  @SuppressWarnings("serial") // the clocks of the JDK, and those of tests, are serializable
  private final Clock clock;

  /** There is no part to deal out. */
  public record NoSplit() implements SourceSplit {
    @Override
    public String splitId() {
      return "model";
    }
  }

  /**
   * @param file holds the model
   * @param every how often it is looked at
   * @param clock says from when on a model holds; must be serializable, as the JDK's are
   */
  public ModelFileSource(String file, Duration every, Clock clock) {
    this.file = file;
    this.every = every;
    this.clock = clock;
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SourceReader<ModelUpdate, NoSplit> createReader(SourceReaderContext context) {
    return new ModelFileReader(file, every, clock);
  }

  @Override
  public SplitEnumerator<NoSplit, Integer> createEnumerator(
      SplitEnumeratorContext<NoSplit> context) {
    return new NothingToDeal();
  }

  @Override
  public SplitEnumerator<NoSplit, Integer> restoreEnumerator(
      SplitEnumeratorContext<NoSplit> context, Integer nothing) {
    return new NothingToDeal();
  }

  @Override
  public SimpleVersionedSerializer<NoSplit> getSplitSerializer() {
    return new Nothing<>(new NoSplit());
  }

  @Override
  public SimpleVersionedSerializer<Integer> getEnumeratorCheckpointSerializer() {
    return new Nothing<>(0);
  }

  @Override
  public TypeInformation<ModelUpdate> getProducedType() {
    return ModelTypes.immutable(ModelUpdate.class);
  }

  private static final class NothingToDeal implements SplitEnumerator<NoSplit, Integer> {
    @Override
    public void start() {}

    @Override
    public void handleSplitRequest(int subtask, @Nullable String host) {}

    @Override
    public void addSplitsBack(List<NoSplit> splits, int subtask) {}

    @Override
    public void addReader(int subtask) {}

    @Override
    public Integer snapshotState(long checkpointId) {
      return 0;
    }

    @Override
    public void close() {}
  }

  /** Writes what has nothing to remember as no bytes. */
  private static final class Nothing<T> implements SimpleVersionedSerializer<T> {
    private static final int VERSION = 1;
    private final T value;

    Nothing(T value) {
      this.value = value;
    }

    @Override
    public int getVersion() {
      return VERSION;
    }

    @Override
    public byte[] serialize(T nothing) {
      return new byte[0];
    }

    @Override
    public T deserialize(int version, byte[] serialized) throws IOException {
      if (version != VERSION) {
        throw new IOException("state of version " + version + " is not known");
      }
      return value;
    }
  }
}
