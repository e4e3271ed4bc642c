import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes a topic of NetFlow 9 again as it were if each message had come when its exporter says it
 * was sent, and in that order: {@code Recorded BROKER FROM TO}. An exporter that is told of minutes
 * in a second gives a recording of minutes.
 */
public final class Recorded {
  private static final String RECEIVED = "mudlark.received";

  public static void main(String[] args) throws Exception {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", args[0]);
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(args[1]).stream().map(it -> new TopicPartition(it.topic(), it.partition())).toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(it -> consumer.position(it) < ends.get(it))) {
        consumer.poll(Duration.ofMillis(500)).forEach(all::add);
      }
    }
    all.sort(Comparator.comparingLong(Recorded::sentSeconds));
    settings.put("acks", "all");
    settings.put("linger.ms", "0");
    try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (var record : all) {
        long received = (sentSeconds(record) + 1) * 1_000L;
        record.headers().remove(RECEIVED);
        record.headers().add(RECEIVED, ByteBuffer.allocate(8).putLong(received * 1_000_000L).array());
        var unused = producer.send(new ProducerRecord<>(args[2], null, received, record.key(), record.value(), record.headers()));
      }
    }
    System.out.println(all.size() + " messages");
  }

  /** In the header of a NetFlow 9 message: RFC 3954 5.1. */
  private static long sentSeconds(ConsumerRecord<byte[], byte[]> record) {
    return Integer.toUnsignedLong(ByteBuffer.wrap(record.value()).getInt(8));
  }
}
