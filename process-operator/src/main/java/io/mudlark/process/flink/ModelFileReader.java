package io.mudlark.process.flink;

import io.mudlark.flow.flink.UnsplitSource;
import io.mudlark.process.live.ModelWatch;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the model file again and again. One that cannot be used is told of in one line, once,
 * and goes on as an empty update, which operators count and otherwise leave.
 */
final class ModelFileReader implements SourceReader<ModelUpdate, UnsplitSource.NoSplit> {
  private static final Logger PROBLEMS = LoggerFactory.getLogger("io.mudlark.problems");
  private static final long NANOS_PER_MILLI = 1_000_000L;
  private static final TimeUnit MILLIS = TimeUnit.MILLISECONDS;

  private final String file;
  private final ModelWatch watch;
  private final Duration every;
  private final Clock clock;
  private boolean begun;
  private CompletableFuture<Void> nextLook = CompletableFuture.completedFuture(null);

  ModelFileReader(String file, Duration every, Clock clock) {
    this.file = file;
    this.watch = new ModelWatch(Path.of(file));
    this.every = every;
    this.clock = clock;
  }

  @Override
  public void start() {}

  @Override
  public InputStatus pollNext(ReaderOutput<ModelUpdate> output) {
    if (!begun) {
      output.emitWatermark(Watermark.MAX_WATERMARK); // event time waits for exchanges alone
    }
    ModelWatch.News news = watch.look();
    if (news != null) {
      tell(news);
      String model = news.model() == null ? "" : news.model();
      output.collect(new ModelUpdate(model, clock.millis() * NANOS_PER_MILLI));
    }
    begun = true;
    nextLook = new CompletableFuture<Void>().completeOnTimeout(null, every.toMillis(), MILLIS);
    return InputStatus.NOTHING_AVAILABLE;
  }

  private void tell(ModelWatch.News news) {
    if (news.problem() != null) {
      PROBLEMS.warn("{}; the process model before it stays", news.problem());
    } else if (begun) {
      PROBLEMS.warn("{}: process model {} holds from now on", file, news.version());
    }
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return nextLook;
  }

  @Override
  public List<UnsplitSource.NoSplit> snapshotState(long checkpointId) {
    return List.of();
  }

  @Override
  public void addSplits(List<UnsplitSource.NoSplit> splits) {}

  @Override
  public void notifyNoMoreSplits() {}

  @Override
  public void close() {
    nextLook.complete(null);
  }
}
