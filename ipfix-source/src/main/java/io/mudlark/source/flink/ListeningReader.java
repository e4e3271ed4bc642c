package io.mudlark.source.flink;

import io.mudlark.flow.flink.UnsplitSource;
import io.mudlark.source.datagram.DatagramReceiver;
import io.mudlark.source.datagram.ExportDatagram;
import io.mudlark.source.datagram.ReceiverAccount;
import io.mudlark.source.session.ReceiveWindow;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.InputStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches what exporters send to the sockets of one subtask.
 *
 * <p>The watermark is the receive time less the greatest delay. While nothing comes it goes on by
 * the receive clock: this is the one place where a clock moves event time.
 */
final class ListeningReader implements SourceReader<ExportDatagram, UnsplitSource.NoSplit> {
  private static final Logger PROBLEMS = LoggerFactory.getLogger("io.mudlark.problems");

  /** Messages per socket and call: enough to be quick, few enough to let a checkpoint in. */
  private static final int BATCH = 512;

  /** How long a call may wait for the first message; a checkpoint waits no longer. */
  private static final Duration WAIT = Duration.ofMillis(10);

  private final SourceReaderContext context;
  private final List<ReceiverFactory> factories;
  private final ReceiveWindow window;
  private final Clock clock;
  private final List<DatagramReceiver> receivers = new ArrayList<>();
  private long clockMillis = Long.MIN_VALUE;
  private long watermarkMillis = Long.MIN_VALUE;
  private boolean idle;

  ListeningReader(
      SourceReaderContext context,
      List<ReceiverFactory> factories,
      ReceiveWindow window,
      Clock clock) {
    this.context = context;
    this.factories = factories;
    this.window = window;
    this.clock = clock;
  }

  @Override
  public void start() {
    try {
      for (ReceiverFactory factory : factories) {
        DatagramReceiver receiver = factory.open(context.getIndexOfSubtask(), clock);
        if (receiver != null) {
          receivers.add(receiver);
          warnOfSmallBuffer(receiver);
        }
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    context.metricGroup().gauge("kernelDrops", () -> sum(ReceiverAccount::kernelDrops));
    context.metricGroup().gauge("messages", () -> sum(ReceiverAccount::messages));
    context.metricGroup().gauge("connectionsRefused", () -> sum(ReceiverAccount::refused));
    context.metricGroup().gauge("connectionsBroken", () -> sum(ReceiverAccount::broken));
  }

  private static void warnOfSmallBuffer(DatagramReceiver receiver) {
    ReceiverAccount account = receiver.account();
    if (account.bufferGranted() < account.bufferAsked()) {
      PROBLEMS.warn(
          "{}: {} octets of receive buffer granted, {} asked for; sysctl net.core.rmem_max allows"
              + " more",
          receiver.address(),
          account.bufferGranted(),
          account.bufferAsked());
    }
  }

  private long sum(ToLongFunction<ReceiverAccount> figure) {
    return receivers.stream().map(DatagramReceiver::account).mapToLong(figure).sum();
  }

  @Override
  public InputStatus pollNext(ReaderOutput<ExportDatagram> output) throws IOException {
    if (receivers.isEmpty()) {
      output.markIdle();
      idle = true;
      return InputStatus.NOTHING_AVAILABLE;
    }
    int count = 0;
    Consumer<ExportDatagram> sink = datagram -> emit(datagram, output);
    for (DatagramReceiver receiver : receivers) {
      count += receiver.poll(BATCH, Duration.ZERO, sink);
    }
    if (count == 0) {
      for (DatagramReceiver receiver : receivers) {
        count += receiver.poll(BATCH, count == 0 ? WAIT : Duration.ZERO, sink);
      }
    }
    if (count == 0) {
      clockMillis = Math.max(clockMillis, clock.millis());
    }
    emitWatermark(output);
    return InputStatus.MORE_AVAILABLE;
  }

  private void emit(ExportDatagram datagram, ReaderOutput<ExportDatagram> output) {
    long millis = datagram.receiveMillis();
    clockMillis = Math.max(clockMillis, millis);
    output.collect(datagram, millis);
  }

  private void emitWatermark(ReaderOutput<ExportDatagram> output) {
    long next = window.watermarkMillis(clockMillis);
    if (watermarkMillis == Long.MIN_VALUE
        || next >= watermarkMillis + window.watermarkEveryMillis()) {
      watermarkMillis = next;
      output.emitWatermark(new Watermark(next));
    }
  }

  /**
   * A reader without a socket waits for ever; one with a socket always has something to look at.
   */
  @Override
  public CompletableFuture<Void> isAvailable() {
    return idle ? new CompletableFuture<>() : CompletableFuture.completedFuture(null);
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
  public void close() throws IOException {
    for (DatagramReceiver receiver : receivers) {
      receiver.close();
    }
  }
}
