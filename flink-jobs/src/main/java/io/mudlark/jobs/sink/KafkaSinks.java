package io.mudlark.jobs.sink;

import io.mudlark.jobs.config.KafkaClient;
import io.mudlark.jobs.delivery.ResultStream;
import java.util.EnumSet;
import java.util.Properties;
import java.util.Set;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;

/**
 * Results in Kafka topics, one a stream.
 *
 * <p>Exactly once: a transaction ends with each checkpoint, so readers must ask for {@code
 * isolation.level=read_committed} and see results that late. At least once: results are there at
 * once, and after a failure those since the last checkpoint are written again, with the same id and
 * revision.
 *
 * @param brokers {@code HOST:PORT}, several separated by commas
 * @param prefix beginning of the names of topics and of transactional ids; two jobs must not share
 *     it
 * @param guarantee exactly or at least once
 * @param client how to speak with the brokers
 */
record KafkaSinks(String brokers, String prefix, DeliveryGuarantee guarantee, KafkaClient client)
    implements DocumentSinks {
  private static final long serialVersionUID = 1L;

  private static final String TIMEOUT = "transaction.timeout.ms";

  /** The most that brokers allow unless told otherwise: 15 minutes. */
  private static final String LONGEST_TIMEOUT_MILLIS = "900000";

  @Override
  public String name() {
    return "kafka";
  }

  @Override
  public boolean isForPeople() {
    return false;
  }

  @Override
  public Set<ResultStream> streams() {
    return EnumSet.copyOf(ResultStream.results());
  }

  @Override
  public <T> Sink<T> sink(ResultStream stream, ToDocument<T> document) {
    String topic = prefix + "-" + stream.word();
    Properties settings = client.properties();
    settings.putIfAbsent(TIMEOUT, LONGEST_TIMEOUT_MILLIS);
    settings.putIfAbsent("compression.type", "lz4");
    settings.put("acks", "all");
    return KafkaSink.<T>builder()
        .setKafkaProducerConfig(settings)
        .setBootstrapServers(brokers)
        .setDeliveryGuarantee(guarantee)
        .setTransactionalIdPrefix(topic)
        // a few names for each writer, used again and again: the broker keeps each for a week
        .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
        .setRecordSerializer(new ResultRecords<>(topic, document, brokers, client))
        .build();
  }
}
