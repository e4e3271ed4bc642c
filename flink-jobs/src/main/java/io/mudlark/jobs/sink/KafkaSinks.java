package io.mudlark.jobs.sink;

import io.mudlark.jobs.delivery.ResultDocument;
import io.mudlark.jobs.delivery.ResultStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Results in Kafka topics, one a stream, at least once: after a failure what was written since the
 * last checkpoint is written again, with the same id and revision in the record's headers.
 *
 * @param brokers {@code HOST:PORT}, several separated by commas
 * @param prefix beginning of the names of topics
 */
record KafkaSinks(String brokers, String prefix) implements DocumentSinks {
  private static final long serialVersionUID = 1L;

  static final String ID = "mudlark.id";
  static final String REVISION = "mudlark.revision";

  @Override
  public String name() {
    return "kafka";
  }

  @Override
  public Set<ResultStream> streams() {
    return EnumSet.copyOf(ResultStream.results());
  }

  @Override
  public <T> Sink<T> sink(ResultStream stream, ToDocument<T> document) {
    String topic = prefix + "-" + stream.word();
    KafkaRecordSerializationSchema<T> records =
        (element, context, timestamp) -> record(topic, document.apply(element));
    return KafkaSink.<T>builder()
        .setBootstrapServers(brokers)
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .setProperty("acks", "all")
        .setProperty("compression.type", "lz4")
        .setRecordSerializer(records)
        .build();
  }

  /** The key keeps what is about one device, or one alert, in order. */
  private static ProducerRecord<byte[], byte[]> record(String topic, ResultDocument document) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            topic,
            null,
            document.timeMillis(),
            document.key().getBytes(StandardCharsets.UTF_8),
            document.json().getBytes(StandardCharsets.UTF_8));
    record.headers().add(ID, document.id().getBytes(StandardCharsets.UTF_8));
    record
        .headers()
        .add(REVISION, ByteBuffer.allocate(Long.BYTES).putLong(document.revision()).array());
    return record;
  }
}
