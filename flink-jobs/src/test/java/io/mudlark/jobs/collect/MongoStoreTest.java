package io.mudlark.jobs.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.mudlark.jobs.config.ConfigException;
import io.mudlark.source.datagram.ExportDatagram;
import io.mudlark.source.datagram.ListenAddress;
import io.mudlark.source.datagram.UdpReceiver;
import io.mudlark.source.datagram.UdpSettings;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonType;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against mongo-java-server, which speaks MongoDB's protocol and is not MongoDB. */
class MongoStoreTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final StoreLimits LIMITS =
      new StoreLimits(1_000, 10_000_000, 5, Duration.ofMillis(20), Duration.ofMillis(200));
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-22T00:00:00Z"), ZoneOffset.UTC);

  private final LastingBackend backend = new LastingBackend();
  private MongoServer server = new MongoServer(backend);
  private int port;

  /** Keeps its data while its server is away, as a database on a disk does. */
  private static final class LastingBackend extends MemoryBackend {
    @Override
    public void close() {}

    void end() {
      super.close();
    }
  }

  @BeforeEach
  void start() {
    port = server.bind().getPort();
  }

  @AfterEach
  void stop() {
    server.shutdownNow();
    backend.end();
  }

  private void restart() {
    server = new MongoServer(backend);
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  private String url() {
    return "mongodb://127.0.0.1:" + port;
  }

  @Test
  void stores_missions_documents_with_missions_types() throws Exception {
    collect("mind2");
    List<BsonDocument> stored = stored("mind2");
    assertThat(stored).hasSize(13);
    List<Map<String, Object>> expected = Mission.documents();
    for (int i = 0; i < 13; i++) {
      BsonDocument document = stored.get(i);
      assertThat(document.get("_id").getBsonType()).isEqualTo(BsonType.OBJECT_ID);
      document.remove("_id");
      assertThat(document.keySet()).containsExactlyElementsOf(expected.get(i).keySet());
      assertThat(document).isEqualTo(new Document(expected.get(i)).toBsonDocument());
    }
  }

  @Test
  void collecting_again_adds_nothing() throws Exception {
    assertThat(collect("mind2").stored()).isEqualTo(13);
    StoreAccount again = collect("mind2");
    assertThat(again.stored()).isZero();
    assertThat(again.present()).isEqualTo(13);
    assertThat(stored("mind2")).hasSize(13);
  }

  @Test
  void nothing_is_lost_or_doubled_while_the_database_is_away() throws Exception {
    UdpReceiver receiver =
        UdpReceiver.open(UdpSettings.of(ListenAddress.parse("udp://127.0.0.1:0")), CLOCK);
    Collector collector =
        new Collector(
            List.of(FlowStores.mongo(url(), "plant", "mqtt")),
            LIMITS,
            CollectorRules.standard(true));
    collector.listen(receiver);
    List<ExportDatagram> datagrams = Mission.datagrams();
    try (DatagramSocket probe = new DatagramSocket()) {
      send(probe, receiver, datagrams.subList(0, 4));
      CollectorTest.await(() -> account(collector).stored() == 4);
      server.shutdownNow();
      send(probe, receiver, datagrams.subList(2, 13));
      CollectorTest.await(
          () -> account(collector).waiting() == 11 && account(collector).failures() > 0);
      restart();
      CollectorTest.await(() -> account(collector).waiting() == 0);
    }
    StoreAccount last = collector.stop(PATIENCE).stores().get(0);
    assertThat(last.stored() + last.present()).isEqualTo(15);
    assertThat(last.givenUp() + last.refused()).isZero();
    assertThat(last.closes()).isTrue();
    List<Document> all = new ArrayList<>();
    try (MongoClient client = MongoClients.create(url())) {
      client.getDatabase("plant").getCollection("mqtt").find().into(all);
    }
    all.forEach(document -> document.remove("_id"));
    assertThat(all)
        .containsExactlyInAnyOrderElementsOf(
            Mission.documents().stream().map(Document::new).toList());
  }

  @Test
  void a_database_that_is_not_there_at_the_start_may_come_later() throws Exception {
    server.shutdownNow();
    StoreQueue queue = new StoreQueue(FlowStores.mongo(url(), "late", "mqtt"), LIMITS).start();
    MessageIntake intake = new MessageIntake(new FlowDocuments("plant", true), List.of(queue));
    for (ExportDatagram datagram : Mission.datagrams()) {
      intake.accept(datagram);
    }
    restart();
    assertThat(queue.finish(PATIENCE).stored()).isEqualTo(13);
  }

  @Test
  void refuses_a_connection_string_without_repeating_its_password() {
    assertThatThrownBy(() -> FlowStores.mongo("mongo://u:secret@h", "a", "b"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("mongodb://[USER:PASSWORD@]HOST[:PORT]")
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> FlowStores.mongo("mongodb://h", "a b", "c"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("'a b'");
  }

  private static StoreAccount account(Collector collector) {
    return collector.account().stores().get(0);
  }

  private StoreAccount collect(String database) throws Exception {
    StoreQueue queue = new StoreQueue(FlowStores.mongo(url(), database, "mqtt"), LIMITS).start();
    MessageIntake intake = new MessageIntake(new FlowDocuments("plant", true), List.of(queue));
    for (ExportDatagram datagram : Mission.datagrams()) {
      intake.accept(datagram);
    }
    return queue.finish(PATIENCE);
  }

  private List<BsonDocument> stored(String database) {
    List<BsonDocument> all = new ArrayList<>();
    try (MongoClient client = MongoClients.create(url())) {
      client.getDatabase(database).getCollection("mqtt", BsonDocument.class).find().into(all);
    }
    return all;
  }

  private static void send(
      DatagramSocket probe, UdpReceiver receiver, List<ExportDatagram> datagrams) throws Exception {
    for (ExportDatagram datagram : datagrams) {
      byte[] bytes = datagram.bytes();
      int to = receiver.address().getPort();
      probe.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), to));
    }
  }
}
