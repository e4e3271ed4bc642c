package io.mudlark.source.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.flink.ModelTypes;
import io.mudlark.source.datagram.ExportDatagram;
import io.mudlark.source.session.ReceiveWindow;
import io.mudlark.source.testing.Exports;
import io.mudlark.source.testing.KafkaBroker;
import io.mudlark.stream.Observation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Export datagrams through a real broker. */
@Timeout(180)
class DatagramKafkaIT {
  private static final String TOPIC = "exports";

  @TempDir Path folder;

  private static void write(KafkaBroker broker) throws Exception {
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
      producer
          .send(
              new ProducerRecord<>(
                  TOPIC, "junk".getBytes(java.nio.charset.StandardCharsets.UTF_8), null))
          .get();
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

  @Test
  void what_was_put_into_a_topic_comes_out_whole_from_all_partitions() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(folder, TOPIC, 3)) {
      write(broker);
      var topic = new DatagramKafkaSource.Topic(broker.address(), TOPIC, "test", "nowhere");
      List<Observation> flows = new ArrayList<>();
      StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2);
      env.setMaxParallelism(128);
      try (CloseableIterator<Observation> output =
          env.fromSource(
                  DatagramKafkaSource.bounded(topic, new Properties()),
                  DatagramKafkaSource.watermarks(
                      ReceiveWindow.RECORDED, Duration.ofSeconds(5), null),
                  "exports")
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
              }
            });
      }
      assertThat(flows).hasSize(1000);
      assertThat(flows).extracting(o -> o.flow().id()).doesNotHaveDuplicates();
      assertThat(flows).extracting(Observation::site).containsOnly("lab");
      assertThat(flows)
          .extracting(o -> o.flow().origin().exporter())
          .contains("udp:192.0.2.0", "udp:192.0.2.3");
    }
  }
}
