package io.mudlark.jobs.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.jobs.cluster.Ingest;
import io.mudlark.jobs.collect.Collector;
import io.mudlark.jobs.collect.CollectorRules;
import io.mudlark.jobs.collect.FlowStores;
import io.mudlark.jobs.collect.StoreAccount;
import io.mudlark.jobs.collect.StoreLimits;
import io.mudlark.jobs.config.KafkaClient;
import io.mudlark.jobs.delivery.ResultDocument;
import io.mudlark.jobs.delivery.ResultStream;
import io.mudlark.source.datagram.CapturedExports;
import io.mudlark.source.datagram.ListenAddress;
import io.mudlark.source.datagram.UdpReceiver;
import io.mudlark.source.datagram.UdpSettings;
import io.mudlark.source.testing.KafkaBroker;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Results into a real broker, with a job that dies several times on the way. */
@Timeout(240)
class KafkaSinksIT {
  private static final long RECORDS = 12_000;
  private static final int DEATHS = 4;
  private static final AtomicInteger DEATHS_LEFT = new AtomicInteger();

  @TempDir static Path home;
  @TempDir Path folder;
  private static KafkaBroker broker;

  @BeforeAll
  static void startBroker() throws Exception {
    broker = KafkaBroker.secured(home, "flows", 1);
  }

  @AfterAll
  static void stopBroker() throws Exception {
    if (broker != null) {
      broker.close();
    }
  }

  @Test
  void results_are_there_once_for_readers_of_what_is_committed_after_several_failures()
      throws Exception {
    long began = System.currentTimeMillis();
    run(DeliveryGuarantee.EXACTLY_ONCE, broker.secureAddress(), securely(), "once");

    List<ConsumerRecord<byte[], byte[]>> committed = records("once-ledger", "read_committed");
    assertThat(numbers(committed)).containsExactlyInAnyOrderElementsOf(all());
    // what was written and taken back proves that the failures hit something
    assertThat(records("once-ledger", "read_uncommitted")).hasSizeGreaterThan((int) RECORDS);
    // a broker deletes by this time: not that of the results, which are of 1970
    assertThat(committed).allMatch(record -> record.timestamp() >= began);
  }

  @Test
  void without_transactions_no_result_is_missing() throws Exception {
    run(DeliveryGuarantee.AT_LEAST_ONCE, broker.address(), KafkaClient.PLAIN, "more");

    assertThat(numbers(records("more-ledger", "read_committed"))).containsAll(all());
  }

  private static KafkaClient securely() throws Exception {
    return KafkaClient.read(broker.clientSettings());
  }

  private static List<Long> all() {
    return LongStream.range(0, RECORDS).boxed().toList();
  }

  private void run(DeliveryGuarantee guarantee, String address, KafkaClient client, String prefix)
      throws Exception {
    DEATHS_LEFT.set(DEATHS);
    StreamExecutionEnvironment env = environment();
    env.fromSource(
            new NumberSequenceSource(0, RECORDS - 1), WatermarkStrategy.noWatermarks(), "numbers")
        .map(new Mortal())
        .returns(Types.LONG)
        .sinkTo(
            new KafkaSinks(address, prefix, guarantee, client)
                .sink(ResultStream.LEDGER, KafkaSinksIT::document));
    env.execute();
    assertThat(DEATHS_LEFT).hasValue(0);
  }

  @Test
  void the_collector_puts_every_document_under_its_id() throws Exception {
    Path capture = Path.of(KafkaSinksIT.class.getResource("/mission/ipfix-live.pcap").toURI());
    Collector collector =
        new Collector(
            List.of(FlowStores.kafka(broker.secureAddress() + "/flows", securely())),
            StoreLimits.standard(),
            CollectorRules.standard(true));
    try (CapturedExports reader = CapturedExports.open("plant", capture, Set.of(2055))) {
      collector.read(reader);
    }
    StoreAccount account = collector.stop(Duration.ofSeconds(60)).stores().get(0);
    assertThat(account.stored()).isEqualTo(13);
    assertThat(account.closes()).isTrue();

    Set<String> ids = new TreeSet<>();
    for (ConsumerRecord<byte[], byte[]> record : records("flows", "read_committed")) {
      String id = new String(record.key(), StandardCharsets.UTF_8);
      assertThat(new String(record.value(), StandardCharsets.UTF_8))
          .startsWith("{\"_id\":{\"$oid\":\"" + id + "\"},\"sourceIPv4Address\":");
      ids.add(id);
    }
    assertThat(ids).hasSize(13);
  }

  @Test
  void ingest_puts_messages_as_they_come_under_their_exporter() throws Exception {
    UdpReceiver receiver =
        UdpReceiver.open(
            UdpSettings.of(ListenAddress.parse("udp://127.0.0.1:0?site=lab")), Clock.systemUTC());
    int port = receiver.address().getPort();
    List<String> sent = new ArrayList<>();
    try (Ingest ingest = new Ingest(List.of(receiver), broker.secureAddress(), "raw", securely());
        DatagramSocket exporter = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      for (int i = 0; i < 50; i++) {
        byte[] message = ("message " + i).getBytes(StandardCharsets.UTF_8);
        exporter.send(
            new DatagramPacket(message, message.length, InetAddress.getLoopbackAddress(), port));
        sent.add("udp:127.0.0.1 lab message " + i);
      }
      for (int look = 0; look < 300 && !ingest.account().contains("50 in the topic"); look++) {
        Thread.sleep(100);
      }
      assertThat(ingest.account())
          .isEqualTo("50 messages received, 50 in the topic, 0 lost, 0 dropped by the kernel");
      assertThat(ingest.failure()).isNull();
    }
    List<String> stored =
        records("raw", "read_committed").stream()
            .map(
                it ->
                    text(it.key())
                        + " "
                        + text(it.headers().lastHeader("mudlark.site").value())
                        + " "
                        + text(it.value()))
            .toList();
    assertThat(stored).isEqualTo(sent);
  }

  private static String text(byte[] octets) {
    return new String(octets, StandardCharsets.UTF_8);
  }

  private static ResultDocument document(long n) {
    return new ResultDocument(
        ResultStream.LEDGER, "n" + n, 1, n, "site" + n % 7, "{\"count\":" + n + "}");
  }

  private StreamExecutionEnvironment environment() {
    Configuration configuration = new Configuration();
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, DEATHS);
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(100));
    configuration.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        folder.resolve("checkpoints").toUri().toString());
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(2, configuration);
    env.enableCheckpointing(400);
    return env;
  }

  private static List<Long> numbers(List<ConsumerRecord<byte[], byte[]>> records) {
    return records.stream()
        .map(record -> record.headers().lastHeader(ResultRecords.ID).value())
        .map(id -> Long.parseLong(new String(id, StandardCharsets.UTF_8).substring(1)))
        .toList();
  }

  private static List<ConsumerRecord<byte[], byte[]>> records(String topic, String isolation) {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", broker.address());
    properties.put("isolation.level", isolation);
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> all =
          consumer.partitionsFor(topic).stream()
              .map(it -> new TopicPartition(topic, it.partition()))
              .toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      while (all.stream().anyMatch(it -> consumer.position(it) < ends.get(it))) {
        consumer.poll(Duration.ofMillis(200)).forEach(found::add);
      }
    }
    return found;
  }

  /** Passes numbers on slowly, and dies around checkpoints as long as deaths are left. */
  private static final class Mortal
      implements MapFunction<Long, Long>, CheckpointListener, CheckpointedFunction {
    private static final long serialVersionUID = 1L;
    private long passed;
    private long diesAt = Long.MAX_VALUE;

    @Override
    public Long map(Long n) {
      LockSupport.parkNanos(400_000);
      passed++;
      if (passed >= diesAt) {
        die(0);
      }
      return n;
    }

    /** Every second death: the transaction has been got ready, the checkpoint is not complete. */
    @Override
    public void snapshotState(FunctionSnapshotContext context) {
      if (diesAt != Long.MAX_VALUE) {
        die(1);
      }
    }

    private static void die(int turn) {
      int left = DEATHS_LEFT.getAndUpdate(it -> it > 0 && it % 2 == turn ? it - 1 : it);
      if (left > 0 && left % 2 == turn) {
        throw new IllegalStateException("dies on purpose");
      }
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {
      // It has none.
    }

    /** Dies some records after the checkpoint. */
    @Override
    public void notifyCheckpointComplete(long checkpoint) {
      diesAt = passed + 150;
    }
  }
}
