package io.mudlark.jobs.collect;

import io.mudlark.jobs.config.KafkaClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends documents to a Kafka topic as JSON, with the id as key.
 *
 * <p>At least once: after a failure a batch is sent again as a whole, so consumers go by the key (a
 * compacted topic keeps each flow once).
 */
final class KafkaStore implements FlowStore {
  private final String brokers;
  private final String topic;
  private final Opening opening;
  private final FlowJson json = new FlowJson();
  private @Nullable Producer<String, String> producer;

  /** Makes a producer, which looks the brokers' names up. */
  @FunctionalInterface
  interface Opening {
    Producer<String, String> open();
  }

  /**
   * @param brokers {@code HOST:PORT}, several with commas
   * @param client how to speak with them
   */
  KafkaStore(String brokers, String topic, KafkaClient client) {
    this(brokers, topic, () -> producer(brokers, client));
  }

  KafkaStore(String brokers, String topic, Opening opening) {
    this.brokers = brokers;
    this.topic = topic;
    this.opening = opening;
  }

  private static Producer<String, String> producer(String brokers, KafkaClient client) {
    Properties settings = client.properties();
    settings.put("bootstrap.servers", brokers);
    settings.put("client.id", "mudlark-collect");
    settings.put("acks", "all");
    settings.put("enable.idempotence", "true");
    settings.put("linger.ms", "5");
    settings.put("max.block.ms", "5000");
    settings.put("request.timeout.ms", "10000");
    settings.put("delivery.timeout.ms", "30000");
    return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
  }

  @Override
  public String name() {
    return "Kafka " + brokers + ", " + topic;
  }

  @Override
  public Written write(List<CollectedFlow> batch) throws IOException {
    try {
      Producer<String, String> open = producer == null ? opening.open() : producer;
      producer = open;
      List<Future<?>> sent = new ArrayList<>(batch.size());
      for (CollectedFlow flow : batch) {
        sent.add(open.send(new ProducerRecord<>(topic, flow.id(), json.line(flow))));
      }
      open.flush();
      return answer(sent);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (KafkaException e) {
      throw new IOException(reason(e), e);
    }
  }

  private static Written answer(List<Future<?>> sent) throws IOException, InterruptedException {
    long refused = 0;
    String reason = null;
    for (Future<?> one : sent) {
      try {
        one.get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof RecordTooLargeException)) {
          throw new IOException(reason(e.getCause()), e);
        }
        refused++;
        reason = reason == null ? reason(e.getCause()) : reason;
      }
    }
    return new Written(sent.size() - refused, 0, refused, reason);
  }

  private static String reason(@Nullable Throwable failure) {
    Throwable root = failure;
    while (root != null && root.getCause() != null) {
      root = root.getCause();
    }
    if (root == null || root.getMessage() == null) {
      return "no broker answers";
    }
    return root.getMessage();
  }

  @Override
  public void close() {
    if (producer != null) {
      producer.close(Duration.ofSeconds(5));
    }
  }
}
