import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Prints what readers of committed records see in topics, sorted, one a line, repetitions included;
 * the topics' names without their prefix: {@code Committed BROKER PREFIX-TOPIC...}
 */
public final class Committed {
  public static void main(String[] args) {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", args[0]);
    settings.put("isolation.level", "read_committed");
    List<String> lines = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partitions =
          Arrays.stream(args)
              .skip(1)
              .flatMap(topic -> consumer.partitionsFor(topic).stream())
              .map(it -> new TopicPartition(it.topic(), it.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(it -> consumer.position(it) < ends.get(it))) {
        for (var record : consumer.poll(Duration.ofMillis(500))) {
          String id = new String(record.headers().lastHeader("mudlark.id").value(), StandardCharsets.UTF_8);
          String topic = record.topic().substring(record.topic().lastIndexOf('-') + 1);
          lines.add(topic + " " + id + " " + record.key() + " " + record.value());
        }
      }
    }
    Collections.sort(lines);
    lines.forEach(System.out::println);
  }
}
