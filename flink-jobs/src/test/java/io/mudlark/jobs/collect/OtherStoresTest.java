package io.mudlark.jobs.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.KafkaClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherStoresTest {
  @TempDir Path folder;

  @Test
  void a_line_is_what_mongoimport_reads() throws Exception {
    CollectedFlow flow =
        CollectedFlow.exchange(
            "0123456789abcdef01234567",
            Map.of("flowStartNanoseconds", List.of(1_795_290_350, 2_451_176_448L)),
            1);
    assertThat(new FlowJson().line(flow))
        .isEqualTo(
            "{\"_id\":{\"$oid\":\"0123456789abcdef01234567\"},"
                + "\"flowStartNanoseconds\":[1795290350,2451176448]}");
  }

  @Test
  void a_file_has_missions_documents_line_by_line() throws Exception {
    Path file = folder.resolve("flows.jsonl");
    StoreQueue queue = new StoreQueue(FlowStores.file(file), StoreLimits.standard()).start();
    MessageIntake intake = new MessageIntake(new FlowDocuments("plant", true), List.of(queue));
    for (var datagram : Mission.datagrams()) {
      intake.accept(datagram);
    }
    queue.finish(java.time.Duration.ofSeconds(20));
    List<String> lines = Files.readAllLines(file);
    List<Map<String, Object>> expected = Mission.documents();
    assertThat(lines).hasSize(13);
    ObjectMapper json = new ObjectMapper();
    for (int i = 0; i < 13; i++) {
      JsonNode line = json.readTree(lines.get(i));
      assertThat(line.get("_id").get("$oid").textValue()).matches("[0-9a-f]{24}");
      assertThat(((com.fasterxml.jackson.databind.node.ObjectNode) line).without("_id").toString())
          .isEqualTo(json.writeValueAsString(expected.get(i)));
    }
  }

  @Test
  void a_file_is_continued_and_a_line_that_was_cut_off_spoils_no_other() throws Exception {
    Path file = folder.resolve("flows.jsonl");
    Files.writeString(file, "{\"a\":1}\n{\"b\":");
    try (JsonLinesStore store = new JsonLinesStore(file)) {
      store.write(List.of(StoreQueueTest.flow(1)));
    }
    assertThat(Files.readAllLines(file)).hasSize(3).startsWith("{\"a\":1}", "{\"b\":");
    try (JsonLinesStore store = new JsonLinesStore(file)) {
      store.write(List.of(StoreQueueTest.flow(2)));
    }
    assertThat(Files.readAllLines(file)).hasSize(4);
  }

  @Test
  void refuses_a_file_that_cannot_be_written() {
    assertThatThrownBy(() -> FlowStores.file(folder.resolve("none/flows.jsonl")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("no such file or folder");
  }

  @Test
  void kafka_gets_each_document_under_its_id() throws Exception {
    MockProducer<String, String> broker = broker(true);
    try (KafkaStore store = new KafkaStore("h:9092", "flows", () -> broker)) {
      FlowStore.Written written =
          store.write(List.of(StoreQueueTest.flow(1), StoreQueueTest.flow(2)));
      assertThat(written.stored()).isEqualTo(2);
    }
    assertThat(broker.history()).hasSize(2);
    assertThat(broker.history().get(1).key()).isEqualTo(StoreQueueTest.flow(2).id());
    assertThat(broker.history().get(1).topic()).isEqualTo("flows");
    assertThat(broker.history().get(1).value()).endsWith("\"n\":2}");
    assertThat(broker.closed()).isTrue();
  }

  @Test
  void kafka_that_is_away_gets_the_batch_again() {
    MockProducer<String, String> broker = broker(true);
    broker.sendException = new TimeoutException("no broker in 5 s");
    try (KafkaStore store = new KafkaStore("h:9092", "flows", () -> broker)) {
      assertThatThrownBy(() -> store.write(List.of(StoreQueueTest.flow(1))))
          .isInstanceOf(IOException.class)
          .hasMessage("no broker in 5 s");
    }
  }

  @Test
  void a_document_too_large_for_kafka_is_refused() throws Exception {
    MockProducer<String, String> manual =
        new MockProducer<>(
            false, new RoundRobinPartitioner(), new StringSerializer(), new StringSerializer()) {
          @Override
          public synchronized void flush() {
            errorNext(new RecordTooLargeException("too large"));
            completeNext();
          }
        };
    try (KafkaStore store = new KafkaStore("h:9092", "flows", () -> manual)) {
      FlowStore.Written written =
          store.write(List.of(StoreQueueTest.flow(1), StoreQueueTest.flow(2)));
      assertThat(written).isEqualTo(new FlowStore.Written(1, 0, 1, "too large"));
    }
  }

  @Test
  void refuses_a_topic_that_is_none() {
    assertThatThrownBy(() -> FlowStores.kafka("h:9092", KafkaClient.PLAIN))
        .hasMessage("--kafka: 'h:9092' is not of the form HOST:PORT[,HOST:PORT...]/TOPIC");
    assertThatThrownBy(() -> FlowStores.kafka("h:9092/a b", KafkaClient.PLAIN))
        .isInstanceOf(ConfigException.class);
  }

  private static MockProducer<String, String> broker(boolean complete) {
    return new MockProducer<>(
        complete, new RoundRobinPartitioner(), new StringSerializer(), new StringSerializer());
  }
}
