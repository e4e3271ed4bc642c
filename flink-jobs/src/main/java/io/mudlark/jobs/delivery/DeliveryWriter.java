package io.mudlark.jobs.delivery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriter;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.DequeRequestBuffer;
import org.apache.flink.connector.base.sink.writer.ElementConverter;
import org.apache.flink.connector.base.sink.writer.ResultHandler;
import org.apache.flink.connector.base.sink.writer.config.AsyncSinkWriterConfiguration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends batches on a thread of its own, tries again what was not taken, with growing pauses, and
 * lays aside what never will be.
 *
 * @param <T> the type of the results
 */
final class DeliveryWriter<T> extends AsyncSinkWriter<T, ResultDocument> {
  private static final Logger PROBLEMS = LoggerFactory.getLogger("io.mudlark.problems");
  private static final double CHARS_TO_OCTETS = 1.1;

  /** Results that the quantiles of their age are of. */
  private static final int AGES = 1_000;

  private final Transport transport;
  private final DeliverySettings settings;
  private final DeadLetters deadLetters;
  private final String name;
  private final Counter delivered;
  private final Counter repeated;
  private final Counter refused;
  private final Histogram age;
  private final ScheduledExecutorService courier =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "mudlark-delivery");
            thread.setDaemon(true);
            return thread;
          });

  /** When documents that were not taken were first sent; only the courier touches it. */
  private final Map<ResultDocument, Long> firstTried = new LinkedHashMap<>();

  /** For patience, never for results. */
  private final ProcessingTimeService clock;

  private long failures;

  DeliveryWriter(
      ElementConverter<T, ResultDocument> document,
      WriterInitContext context,
      Transport.Factory transports,
      DeliverySettings settings,
      Collection<BufferedRequestState<ResultDocument>> waiting) {
    super(
        document,
        context,
        configuration(settings),
        waiting,
        new Batches<>(settings.batchOctets()),
        new DequeRequestBuffer<>());
    this.clock = context.getProcessingTimeService();
    this.transport = transports.open();
    this.settings = settings;
    this.name = transports.name();
    this.deadLetters =
        new DeadLetters(
            settings.deadLetters(), name, context.getTaskInfo().getIndexOfThisSubtask());
    var metrics = context.metricGroup().addGroup("delivery", name);
    delivered = metrics.counter("documentsDelivered");
    repeated = metrics.counter("documentsRepeated");
    refused = metrics.counter("documentsDeadLettered");
    age = metrics.histogram("resultAgeMillis", new DescriptiveStatisticsHistogram(AGES));
  }

  private static AsyncSinkWriterConfiguration configuration(DeliverySettings settings) {
    return AsyncSinkWriterConfiguration.builder()
        .setMaxBatchSize(settings.batch())
        .setMaxBatchSizeInBytes(DeliverySettings.LONGEST_DOCUMENT)
        .setMaxInFlightRequests(1)
        .setMaxBufferedRequests(Math.max(settings.buffered(), settings.batch() + 1))
        .setMaxTimeInBufferMS(settings.linger().toMillis())
        .setMaxRecordSizeInBytes(DeliverySettings.LONGEST_DOCUMENT)
        .build();
  }

  @Override
  protected long getSizeInBytes(ResultDocument document) {
    return (long) (document.json().length() * CHARS_TO_OCTETS) + document.id().length() + 64;
  }

  @Override
  protected void submitRequestEntries(
      List<ResultDocument> batch, ResultHandler<ResultDocument> handler) {
    courier.execute(() -> deliver(List.copyOf(batch), handler));
  }

  private void deliver(List<ResultDocument> batch, ResultHandler<ResultDocument> handler) {
    try {
      Transport.Answer answer = transport.send(batch);
      for (Transport.Refusal refusal : answer.refused()) {
        layAside(refusal.document(), refusal.reason());
      }
      delivered.inc(batch.size() - answer.again().size() - answer.refused().size());
      tellAges(batch, answer);
      batch.forEach(firstTried::remove);
      settle(answer.again(), "not taken", handler);
    } catch (IOException e) {
      settle(batch, String.valueOf(e.getMessage()), handler);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      handler.completeExceptionally(e);
    } catch (RuntimeException e) {
      handler.completeExceptionally(e);
    }
  }

  /**
   * How long ago the flow or window ended that a result is about, in milliseconds; results that
   * know no time, and those not delivered, tell none.
   */
  private void tellAges(List<ResultDocument> batch, Transport.Answer answer) {
    Set<ResultDocument> others = new HashSet<>(answer.again());
    answer.refused().forEach(refusal -> others.add(refusal.document()));
    long now = clock.getCurrentProcessingTime();
    for (ResultDocument document : batch) {
      if (document.timeMillis() > 0 && (others.isEmpty() || !others.contains(document))) {
        age.update(now - document.timeMillis());
      }
    }
  }

  /** Ends the request, now or after a pause. */
  private void settle(
      List<ResultDocument> again, String reason, ResultHandler<ResultDocument> handler) {
    List<ResultDocument> rest = new ArrayList<>(again.size());
    try {
      long now = clock.getCurrentProcessingTime();
      for (ResultDocument document : again) {
        long since = firstTried.computeIfAbsent(document, any -> now);
        if (now - since >= settings.giveUpAfter().toMillis()) {
          layAside(document, "given up: " + reason);
        } else {
          rest.add(document);
        }
      }
    } catch (IOException e) {
      handler.completeExceptionally(e);
      return;
    }
    if (rest.isEmpty()) {
      failures = 0;
      handler.complete();
      return;
    }
    repeated.inc(rest.size());
    if (failures == 0) {
      PROBLEMS.warn("{}: {}; trying again", name, reason);
    }
    long pause = settings.firstPause().toMillis() << Math.min(failures, 20);
    failures++;
    Future<?> unused =
        courier.schedule(
            () -> handler.retryForEntries(rest),
            Math.min(pause, settings.longestPause().toMillis()),
            TimeUnit.MILLISECONDS);
  }

  private void layAside(ResultDocument document, String reason) throws IOException {
    firstTried.remove(document);
    refused.inc();
    deadLetters.add(document, reason);
  }

  @Override
  public void close() {
    courier.shutdownNow();
    transport.close();
    super.close();
  }
}
