package io.mudlark.jobs.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Indexes;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.delivery.ResultDocument;
import io.mudlark.jobs.delivery.ResultStream;
import io.mudlark.jobs.delivery.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against mongo-java-server, which speaks MongoDB's protocol and is not MongoDB. */
class MongoTransportTest {
  private final MongoServer server = new MongoServer(new MemoryBackend());
  private final String url = "mongodb://127.0.0.1:" + server.bind().getPort();

  @TempDir Path folder;

  @AfterEach
  void stop() {
    server.shutdownNow();
  }

  private static Transport to(String place) throws ConfigException {
    return MongoTransport.ToMongo.parse(place, "plant", "mqtt").open();
  }

  private static ResultDocument exchange(int n) {
    String id = String.format(Locale.ROOT, "%024x", n);
    String json = "{\"mqttTopic\":\"t/" + n + "\",\"octets\":" + n + "}";
    return new ResultDocument(ResultStream.EXCHANGES, id, 1, 0, "plant", json);
  }

  private List<Document> stored() {
    try (MongoClient client = MongoClients.create(url)) {
      return client.getDatabase("plant").getCollection("mqtt").find().into(new ArrayList<>());
    }
  }

  @Test
  void exchanges_are_stored_under_their_ids_and_once_however_often_they_come() throws Exception {
    List<ResultDocument> batch = List.of(exchange(1), exchange(2));
    try (Transport transport = to(url)) {
      assertThat(transport.send(batch)).isEqualTo(Transport.Answer.DELIVERED);
      assertThat(transport.send(List.of(exchange(2), exchange(3))))
          .isEqualTo(Transport.Answer.DELIVERED);
    }
    List<Document> stored = stored();
    assertThat(stored)
        .extracting(it -> it.get("_id").toString())
        .hasSize(3)
        .contains("0".repeat(23) + "2");
    assertThat(stored)
        .extracting(it -> it.getString("mqttTopic"))
        .containsExactly("t/1", "t/2", "t/3");
  }

  @Test
  void what_the_database_refuses_is_named_and_the_others_arrive() throws Exception {
    try (MongoClient client = MongoClients.create(url)) {
      client
          .getDatabase("plant")
          .getCollection("mqtt")
          .createIndex(
              Indexes.ascending("mqttTopic"),
              new com.mongodb.client.model.IndexOptions().unique(true));
    }
    ResultDocument same =
        new ResultDocument(
            ResultStream.EXCHANGES, "f".repeat(24), 1, 0, "plant", exchange(1).json());
    try (Transport transport = to(url)) {
      Transport.Answer answer = transport.send(List.of(exchange(1), same, exchange(2)));
      assertThat(answer.again()).isEmpty();
      assertThat(answer.refused())
          .singleElement()
          .satisfies(
              refusal -> {
                assertThat(refusal.document()).isEqualTo(same);
                assertThat(refusal.reason()).isNotBlank();
              });
    }
    assertThat(stored()).hasSize(2);
  }

  @Test
  void a_connection_string_with_a_password_is_read_from_where_it_is_and_never_told()
      throws Exception {
    Path file = Files.writeString(folder.resolve("url"), url + "\n");
    try (Transport transport = to("file:" + file)) {
      assertThat(transport.send(List.of(exchange(1)))).isEqualTo(Transport.Answer.DELIVERED);
    }
    assertThat(stored()).hasSize(1);

    Path wrong = Files.writeString(folder.resolve("wrong"), "mongo://u:hush@h");
    try (Transport transport = to("file:" + wrong)) {
      assertThatThrownBy(() -> transport.send(List.of(exchange(1))))
          .isInstanceOf(IOException.class)
          .hasMessage("MongoDB: the connection string cannot be used");
    }
    assertThatThrownBy(() -> to("mongodb://u:hush@h"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("env:NAME or file:PATH")
        .hasMessageNotContaining("hush");
    assertThatThrownBy(() -> to("mongo://u:hush@h"))
        .isInstanceOf(ConfigException.class)
        .hasMessageNotContaining("hush");
  }

  @Test
  void a_database_that_is_away_gets_the_batch_again() throws Exception {
    server.shutdownNow();
    try (Transport transport = to(url + "/?serverSelectionTimeoutMS=300")) {
      assertThatThrownBy(() -> transport.send(List.of(exchange(1))))
          .isInstanceOf(IOException.class);
    }
  }
}
