package io.mudlark.flow.flink;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.jspecify.annotations.Nullable;

/**
 * An unbounded Flink source that has no parts to deal out and nothing to remember: a socket, a
 * subscription, a file that is looked at again and again. What came before a failure cannot be had
 * again from it.
 *
 * @param <T> what it gives
 */
public abstract class UnsplitSource<T>
    implements Source<T, UnsplitSource.NoSplit, Integer>, ResultTypeQueryable<T> {
  private static final long serialVersionUID = 1L;

  /** A part of the input; there is never one. */
  public record NoSplit() implements SourceSplit {
    @Override
    public String splitId() {
      return "all";
    }
  }

  @Override
  public final Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public final SplitEnumerator<NoSplit, Integer> createEnumerator(
      SplitEnumeratorContext<NoSplit> context) {
    return new NothingToDeal();
  }

  @Override
  public final SplitEnumerator<NoSplit, Integer> restoreEnumerator(
      SplitEnumeratorContext<NoSplit> context, Integer nothing) {
    return new NothingToDeal();
  }

  @Override
  public final SimpleVersionedSerializer<NoSplit> getSplitSerializer() {
    return new Nothing<>(NoSplit::new);
  }

  @Override
  public final SimpleVersionedSerializer<Integer> getEnumeratorCheckpointSerializer() {
    return new Nothing<>(() -> 0);
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

    private final Supplier<T> value;

    Nothing(Supplier<T> value) {
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
        throw new IOException("source state of version " + version + " is not known");
      }
      return value.get();
    }
  }
}
