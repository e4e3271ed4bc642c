package io.mudlark.jobs.cluster;

import io.mudlark.jobs.config.KafkaClient;
import io.mudlark.source.datagram.DatagramReceiver;
import io.mudlark.source.datagram.ExportDatagram;
import io.mudlark.source.datagram.ReceiverAccount;
import io.mudlark.source.flink.DatagramRecords;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts what exporters send into a Kafka topic as it comes, keyed by exporter: undecoded, so that
 * nothing about the messages has to be known or kept here.
 *
 * <p>While Kafka is away messages wait in memory, 64 MiB at most; then TCP holds its exporters
 * back, and the kernel drops what comes by UDP and counts it. A message is in the topic once, also
 * when it had to be sent again; which of the last ones were not acknowledged before a crash nobody
 * knows.
 */
public final class Ingest implements AutoCloseable {
  private static final Logger PROBLEMS = LoggerFactory.getLogger("io.mudlark.problems");
  private static final int POLL = 512;
  private static final Duration WAIT = Duration.ofMillis(200);
  private static final Duration LAST_WORDS = Duration.ofSeconds(30);

  private final List<DatagramReceiver> receivers;
  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private final List<Thread> threads = new ArrayList<>();
  private final LongAdder stored = new LongAdder();
  private final LongAdder lost = new LongAdder();
  private final AtomicReference<@Nullable String> failure = new AtomicReference<>();
  private volatile boolean stopped;

  /**
   * Starts to receive.
   *
   * @param receivers open sockets, which are closed here
   * @param brokers {@code HOST:PORT}, several separated by commas
   * @param topic where messages go
   * @param client how to speak with the brokers
   */
  public Ingest(
      List<DatagramReceiver> receivers, String brokers, String topic, KafkaClient client) {
    this.receivers = List.copyOf(receivers);
    this.topic = topic;
    this.producer =
        new KafkaProducer<>(
            settings(brokers, client), new ByteArraySerializer(), new ByteArraySerializer());
    for (DatagramReceiver receiver : this.receivers) {
      Thread thread = new Thread(() -> receive(receiver), "ingest " + receiver.address());
      thread.setDaemon(true);
      threads.add(thread);
    }
    threads.forEach(Thread::start);
  }

  private static Properties settings(String brokers, KafkaClient client) {
    Properties settings = client.properties();
    settings.put("bootstrap.servers", brokers);
    settings.put("acks", "all");
    settings.put("enable.idempotence", "true");
    settings.put("compression.type", "lz4");
    settings.put("linger.ms", "20");
    settings.put("batch.size", "131072");
    settings.put("buffer.memory", "67108864");
    settings.put("max.block.ms", Long.toString(Duration.ofDays(1).toMillis()));
    settings.put("delivery.timeout.ms", Long.toString(Duration.ofDays(1).toMillis()));
    return settings;
  }

  private void receive(DatagramReceiver receiver) {
    try {
      while (!stopped) {
        receiver.poll(POLL, WAIT, this::send);
      }
    } catch (InterruptException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | KafkaException e) {
      fail(receiver.address() + ": " + e.getMessage());
    }
  }

  private void send(ExportDatagram datagram) {
    var unused =
        producer.send(
            DatagramRecords.toRecord(topic, datagram),
            (where, problem) -> {
              if (problem == null) {
                stored.increment();
              } else {
                lost.increment();
                fail("topic " + topic + ": " + problem.getMessage());
              }
            });
  }

  private void fail(String reason) {
    if (failure.compareAndSet(null, reason)) {
      PROBLEMS.warn("{}", reason);
    }
  }

  /** What went wrong first; null while nothing has. */
  public @Nullable String failure() {
    return failure.get();
  }

  /** What has happened so far, for people. */
  public String account() {
    long messages = 0;
    long dropped = 0;
    for (DatagramReceiver receiver : receivers) {
      ReceiverAccount account = receiver.account();
      messages += account.messages();
      dropped += Math.max(0, account.kernelDrops());
    }
    return String.format(
        java.util.Locale.ROOT,
        "%,d messages received, %,d in the topic, %,d lost, %,d dropped by the kernel",
        messages,
        stored.sum(),
        lost.sum(),
        dropped);
  }

  /** Fetches no more, and waits for what is on its way to the topic. */
  @Override
  public void close() throws IOException {
    stopped = true;
    try {
      for (Thread thread : threads) {
        thread.join(LAST_WORDS.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close(LAST_WORDS);
    for (DatagramReceiver receiver : receivers) {
      receiver.close();
    }
  }
}
