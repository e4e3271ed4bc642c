package io.mudlark.jobs.sink;

import io.mudlark.jobs.config.KafkaClient;
import io.mudlark.jobs.delivery.ResultDocument;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * The form of results in a Kafka topic: the document as the value, its id and revision in headers;
 * the key keeps what is about one device, or one alert, in order.
 *
 * <p>A record's own time is the time it was written, not that of the result: brokers delete by it,
 * and results of last month's captures would be gone within minutes.
 *
 * @param topic where they go; made with the broker's defaults when it is not there
 * @param document makes a result's document
 * @param brokers to ask for the topic
 * @param client how to speak with them
 * @param <T> the type of the results
 */
record ResultRecords<T>(String topic, ToDocument<T> document, String brokers, KafkaClient client)
    implements KafkaRecordSerializationSchema<T>, KafkaDatasetFacetProvider {
  private static final long serialVersionUID = 1L;
  private static final int LOOKS = 150;
  private static final long BETWEEN_LOOKS_MILLIS = 200;

  static final String ID = "mudlark.id";
  static final String REVISION = "mudlark.revision";

  @Override
  public void open(SerializationSchema.InitializationContext context, KafkaSinkContext sink)
      throws Exception {
    Properties settings = client.properties();
    settings.put("bootstrap.servers", brokers);
    try (Admin admin = Admin.create(settings)) {
      make(admin);
    }
  }

  /** Transactions that were left open can only be looked for in a topic that is there. */
  private void make(Admin admin) throws InterruptedException, ExecutionException {
    try {
      if (admin.listTopics().names().get().contains(topic)) {
        return;
      }
      NewTopic wanted = new NewTopic(topic, Optional.empty(), Optional.empty());
      admin.createTopics(List.of(wanted)).all().get();
    } catch (ExecutionException e) {
      boolean others = e.getCause() instanceof TopicExistsException;
      if (!others && !(e.getCause() instanceof AuthorizationException)) {
        throw e;
      }
    }
    for (int look = 0; look < LOOKS; look++) {
      if (admin.listTopics().names().get().contains(topic)) {
        return;
      }
      Thread.sleep(BETWEEN_LOOKS_MILLIS);
    }
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(T element, KafkaSinkContext sink, Long time) {
    ResultDocument it = document.apply(element);
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, utf8(it.key()), utf8(it.json()));
    record.headers().add(ID, utf8(it.id()));
    byte[] revision = ByteBuffer.allocate(Long.BYTES).putLong(it.revision()).array();
    record.headers().add(REVISION, revision);
    return record;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
    return Optional.of(
        new DefaultKafkaDatasetFacet(
            DefaultKafkaDatasetIdentifier.ofTopics(List.of(topic)), new Properties()));
  }
}
