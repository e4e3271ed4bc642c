package io.mudlark.source.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.flink.ModelTypes;
import io.mudlark.ledger.Tally;
import io.mudlark.source.datagram.ExportDatagram;
import io.mudlark.source.session.ReceiveWindow;
import io.mudlark.source.testing.Exports;
import io.mudlark.source.testing.KafkaBroker;
import io.mudlark.source.testing.SessionOutput;
import io.mudlark.stream.Observation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Export datagrams through a real broker. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DatagramKafkaIT {
  private static final String TOPIC = "exports";

  /** More than there are exporters: some have no records. */
  private static final int PARTITIONS = 8;

  private static final int MESSAGES = 204;

  /** A flow record as goflow2 writes it. */
  private static final String GOFLOW2 =
      """
      {"type":"IPFIX","sampler_address":"192.168.88.1","time_flow_start_ns":1767225599000000000,
       "time_flow_end_ns":1767225600000000000,"bytes":143,"packets":2,"src_addr":"192.168.89.2",
       "dst_addr":"192.168.88.30","etype":"IPv4","proto":"UDP","src_port":53,"dst_port":55743}
      """;

  private static final AtomicInteger READ = new AtomicInteger();

  /** How long a message takes, so that a job can be stopped in the middle. */
  private static final AtomicInteger PAUSE_MILLIS = new AtomicInteger();

  @TempDir static Path home;
  @TempDir Path folder;
  private static KafkaBroker broker;
  private static DatagramKafkaSource.Topic topic;

  @BeforeAll
  static void startBroker() throws Exception {
    broker = KafkaBroker.start(home, TOPIC, PARTITIONS);
    topic = topic("test");
    write();
  }

  private static DatagramKafkaSource.Topic topic(String group) {
    return new DatagramKafkaSource.Topic(broker.address(), TOPIC, group, "nowhere");
  }

  @AfterAll
  static void stopBroker() throws Exception {
    if (broker != null) {
      broker.close();
    }
  }

  private static void write() throws Exception {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", broker.address());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      List<Exports> exporters = new ArrayList<>();
      for (int e = 0; e < 4; e++) {
        exporters.add(new Exports(e));
        producer.send(record(e, 0, exporters.get(e).templates())).get();
      }
      for (int i = 0; i < 50; i++) {
        for (int e = 0; e < 4; e++) {
          long now = Exports.START_NANOS + i * Exports.SECOND;
          producer.send(record(e, i, exporters.get(e).message(5, now))).get();
        }
      }
      for (String text : List.of(GOFLOW2, GOFLOW2.replace("UDP", "?"), "")) {
        byte[] value = text.isEmpty() ? null : text.getBytes(StandardCharsets.UTF_8);
        byte[] key = "junk".getBytes(StandardCharsets.UTF_8);
        long now = Exports.START_NANOS / 1_000_000;
        producer.send(new ProducerRecord<>(TOPIC, null, now, key, value)).get();
      }
    }
  }

  private static ProducerRecord<byte[], byte[]> record(int exporter, int second, byte[] message) {
    long now = Exports.START_NANOS + second * Exports.SECOND;
    ExportDatagram datagram = Exports.received("192.0.2." + exporter, now, message);
    ProducerRecord<byte[], byte[]> record =
        new DatagramKafkaSerializer(TOPIC).serialize(datagram, null, 0L);
    assertThat(record.key()).isNotEmpty();
    return record;
  }

  private static DataStream<ExportDatagram> recorded(StreamExecutionEnvironment env) {
    return env.fromSource(
            DatagramKafkaSource.bounded(topic, new Properties()),
            DatagramKafkaSource.watermarks(ReceiveWindow.RECORDED, Duration.ofSeconds(5), null),
            "exports")
        .uid("exports");
  }

  @Test
  void what_was_put_into_a_topic_comes_out_whole_from_all_partitions() throws Exception {
    List<Observation> flows = new ArrayList<>();
    List<Tally> tallies = new ArrayList<>();
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2);
    env.setMaxParallelism(128);
    try (CloseableIterator<Observation> output =
        recorded(env)
            .keyBy(new ExportKey(), Types.STRING)
            .transform(
                "decode",
                ModelTypes.OBSERVATION,
                new DecodeOperator(DecodeOptions.of(ReceiveWindow.RECORDED)))
            .executeAndCollect()) {
      output.forEachRemaining(
          o -> {
            if (o.kind() == Observation.Kind.FLOW) {
              flows.add(o);
            } else if (o.tally() != null) {
              tallies.add(o.tally());
            }
          });
    }
    flows.sort(Comparator.comparing(Observation::site));
    Observation document = flows.remove(1000);
    assertThat(document.site())
        .as("the site that is meant when none is named")
        .isEqualTo("nowhere");
    assertThat(document.flow().origin().exporter()).isEqualTo("json:192.168.88.1");
    assertThat(SessionOutput.sum(tallies, Tally.Book.NOTES, "input-problems"))
        .as("a document that cannot be read, a record without a value")
        .isEqualTo(2);
    assertThat(flows).hasSize(1000);
    assertThat(flows).extracting(o -> o.flow().id()).doesNotHaveDuplicates();
    assertThat(flows).extracting(Observation::site).containsOnly("lab");
    assertThat(flows)
        .extracting(o -> o.flow().origin().exporter())
        .contains("udp:192.0.2.0", "udp:192.0.2.3");
  }

  /** Passes times of receipt on when event time has come to them. */
  private static final class WhenDue extends KeyedProcessFunction<String, ExportDatagram, Long> {
    private static final long serialVersionUID = 1L;

    @Override
    public void processElement(ExportDatagram datagram, Context context, Collector<Long> out) {
      context.timerService().registerEventTimeTimer(datagram.receiveMillis());
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Long> out) {
      out.collect(timestamp);
    }
  }

  @Test
  void partitions_without_records_and_silent_ones_hold_event_time_up_no_longer_than_they_may()
      throws Exception {
    long last = Exports.START_NANOS / 1_000_000 + 49_000;
    Clock now = Clock.systemUTC();
    Clock anHourLater = Clock.offset(now, Duration.ofMillis(last + 3_600_000 - now.millis()));
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2);
    int due = 0;
    try (CloseableIterator<Long> times =
        env.fromSource(
                DatagramKafkaSource.unbounded(topic("live"), new Properties()),
                DatagramKafkaSource.watermarks(
                    ReceiveWindow.LIVE, Duration.ofMillis(500), anHourLater),
                "exports")
            .keyBy(ExportDatagram::exporter)
            .process(new WhenDue())
            .executeAndCollect()) {
      // four exporters, each with a timer a second: without event time the topic's end would wait
      while (due < 4 * 50 && times.hasNext()) {
        assertThat(times.next()).isLessThanOrEqualTo(last);
        due++;
      }
    }
    assertThat(due).isEqualTo(200);
  }

  @Test
  void a_recording_ends_also_for_a_job_that_goes_on_from_a_savepoint() throws Exception {
    READ.set(0);
    PAUSE_MILLIS.set(50);
    JobClient first = read(new Configuration(), 2);
    while (READ.get() < 20) {
      Thread.sleep(10);
    }
    String savepoint =
        first
            .stopWithSavepoint(false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
            .get(60, TimeUnit.SECONDS);
    assertThat(READ.get()).isLessThan(MESSAGES);
    PAUSE_MILLIS.set(0);

    Configuration on = new Configuration();
    on.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    read(on, 1).getJobExecutionResult().get(60, TimeUnit.SECONDS);
    assertThat(READ).hasValue(MESSAGES);
  }

  private static JobClient read(Configuration configuration, int parallelism) throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
    env.setMaxParallelism(128);
    recorded(env)
        .map(
            datagram -> {
              Thread.sleep(PAUSE_MILLIS.get());
              return datagram.exporter().startsWith("udp:") ? READ.incrementAndGet() : READ.get();
            })
        .returns(Types.INT)
        .uid("read")
        .sinkTo(new DiscardingSink<>())
        .uid("end");
    return env.executeAsync();
  }
}
