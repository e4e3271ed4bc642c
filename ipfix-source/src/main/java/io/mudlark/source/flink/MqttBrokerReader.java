package io.mudlark.source.flink;

import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.flink.UnsplitSource;
import io.mudlark.ledger.Tally;
import io.mudlark.source.session.ReceiveWindow;
import io.mudlark.stream.Observation;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.InputStatus;
import org.jspecify.annotations.Nullable;

/** Hands on what a subscription receives; the watermark follows the receive clock. */
final class MqttBrokerReader implements SourceReader<Observation, UnsplitSource.NoSplit> {
  private static final int BATCH = 512;
  private static final long WAIT_MILLIS = 10;
  private static final long WATERMARK_MILLIS = 100;

  private final SourceReaderContext context;
  private final @Nullable MqttSubscription subscription;
  private final String site;
  private final ReceiveWindow window;
  private final Clock clock;
  private long droppedBefore;
  private long watermarkMillis = Long.MIN_VALUE;

  MqttBrokerReader(
      SourceReaderContext context,
      @Nullable MqttSubscription subscription,
      ReceiveWindow window,
      Clock clock) {
    this.context = context;
    this.subscription = subscription;
    this.site = subscription == null ? "" : subscription.site();
    this.window = window;
    this.clock = clock;
  }

  @Override
  public void start() {
    if (subscription != null) {
      context.metricGroup().gauge("messages", subscription::received);
      context.metricGroup().gauge("messagesDropped", subscription::dropped);
      subscription.open();
    }
  }

  @Override
  public InputStatus pollNext(ReaderOutput<Observation> output) throws InterruptedException {
    if (subscription == null) {
      output.markIdle();
      return InputStatus.NOTHING_AVAILABLE;
    }
    // taken first: whatever is received after this is stamped no earlier
    long nowMillis = clock.millis();
    FlowRecord flow = subscription.poll(WAIT_MILLIS);
    int count = 0;
    while (flow != null) {
      output.collect(Observation.of(flow), flow.endMillis());
      count++;
      flow = count < BATCH ? subscription.poll(0) : null;
    }
    if (count > 0) {
      // each stands for a packet in its flow, so for one in the site's ledger
      tell(Tally.Book.PACKETS, "metered", count, nowMillis, output);
    }
    tellDropped(subscription, nowMillis, output);
    long next = window.watermarkMillis(nowMillis);
    if (watermarkMillis == Long.MIN_VALUE || next >= watermarkMillis + WATERMARK_MILLIS) {
      watermarkMillis = next;
      output.emitWatermark(new Watermark(next));
    }
    return InputStatus.MORE_AVAILABLE;
  }

  private void tellDropped(
      MqttSubscription from, long nowMillis, ReaderOutput<Observation> output) {
    long dropped = from.dropped();
    if (dropped > droppedBefore) {
      tell(Tally.Book.NOTES, "mqtt-messages-dropped", dropped - droppedBefore, nowMillis, output);
      droppedBefore = dropped;
    }
  }

  private void tell(
      Tally.Book book, String fate, long count, long nowMillis, ReaderOutput<Observation> output) {
    long packets = book == Tally.Book.PACKETS ? count : 0;
    Tally tally = new Tally(site, book, fate, count, packets);
    output.collect(Observation.of(tally, nowMillis * 1_000_000L), nowMillis);
  }

  /** Without a subscription there is nothing to wait for; with one there is always a look. */
  @Override
  public CompletableFuture<Void> isAvailable() {
    return subscription == null
        ? new CompletableFuture<>()
        : CompletableFuture.completedFuture(null);
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
    if (subscription != null) {
      subscription.close();
    }
  }
}
