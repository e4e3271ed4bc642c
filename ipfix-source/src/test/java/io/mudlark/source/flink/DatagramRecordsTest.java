package io.mudlark.source.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.source.datagram.ExportDatagram;
import io.mudlark.source.session.ReceiveWindow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.util.clock.ManualClock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class DatagramRecordsTest {
  private static ConsumerRecord<byte[], byte[]> read(ProducerRecord<byte[], byte[]> written) {
    return new ConsumerRecord<>(
        written.topic(),
        3,
        17,
        written.timestamp(),
        TimestampType.CREATE_TIME,
        -1,
        -1,
        written.key(),
        written.value(),
        written.headers(),
        Optional.empty());
  }

  @Test
  void a_datagram_is_read_back_as_it_was_written() {
    ExportDatagram datagram =
        new ExportDatagram(
            "labör", "udp:[2001:db8::1]", 1_767_225_600_123_456_789L, new byte[9], 4);
    ExportDatagram back =
        DatagramRecords.fromRecord(read(DatagramRecords.toRecord("t", datagram)), "other");
    assertThat(back).usingRecursiveComparison().isEqualTo(datagram);
  }

  @Test
  void the_value_is_the_message_itself_and_the_key_its_exporter() {
    byte[] message = {0, 10, 0, 16};
    ProducerRecord<byte[], byte[]> record =
        DatagramRecords.toRecord(
            "t", new ExportDatagram("lab", "udp:192.0.2.1", 5_000_000, message));
    assertThat(record.value()).isEqualTo(message);
    assertThat(record.key()).asString().isEqualTo("udp:192.0.2.1");
    assertThat(record.timestamp()).isEqualTo(5);
    assertThat(record.headers().lastHeader("mudlark.dropped")).isNull();
  }

  @Test
  void a_record_of_another_program_is_taken_with_what_it_has() {
    ConsumerRecord<byte[], byte[]> bare =
        new ConsumerRecord<>(
            "t",
            3,
            17,
            42,
            TimestampType.CREATE_TIME,
            -1,
            -1,
            null,
            new byte[] {0, 9},
            new RecordHeaders(),
            Optional.empty());
    ExportDatagram datagram = DatagramRecords.fromRecord(bare, "lab");
    assertThat(datagram.exporter()).isEqualTo("kafka:t/3");
    assertThat(datagram.site()).isEqualTo("lab");
    assertThat(datagram.receiveNanos()).isEqualTo(42_000_000);
  }

  @Test
  void a_record_that_is_no_datagram_gives_none() {
    ConsumerRecord<byte[], byte[]> empty = new ConsumerRecord<>("t", 0, 1, null, null);
    ConsumerRecord<byte[], byte[]> large = new ConsumerRecord<>("t", 0, 1, null, new byte[65_536]);
    assertThat(DatagramRecords.fromRecord(empty, "lab")).isNull();
    assertThat(DatagramRecords.fromRecord(large, "lab")).isNull();
  }

  private static final class Marks implements WatermarkOutput {
    private final List<Long> millis = new ArrayList<>();

    @Override
    public void emitWatermark(Watermark watermark) {
      millis.add(watermark.getTimestamp());
    }

    @Override
    public void markIdle() {}

    @Override
    public void markActive() {}
  }

  /** A clock that a test sets. */
  private static final class SetClock extends Clock {
    private long millis;

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(millis);
    }
  }

  @Test
  void the_watermark_of_a_partition_follows_receive_times_and_in_silence_the_clock() {
    ReceiveWindow window = new ReceiveWindow(Duration.ofSeconds(10), Duration.ZERO);
    SetClock clock = new SetClock();
    ManualClock reading = new ManualClock(0);
    var received = new DatagramKafkaSource.Received(window, Duration.ofSeconds(5), clock, reading);
    Marks marks = new Marks();
    clock.millis = 100_000;
    received.onEvent(new ExportDatagram("lab", "e", 50_000_000_000L, new byte[0]), 0, marks);
    received.onPeriodicEmit(marks);
    clock.millis = 104_000;
    reading.advanceTime(Duration.ofSeconds(4));
    received.onPeriodicEmit(marks);
    clock.millis = 106_000;
    reading.advanceTime(Duration.ofSeconds(2));
    received.onPeriodicEmit(marks);
    assertThat(marks.millis).containsExactly(39_999L, 39_999L, 90_999L);
  }

  @Test
  void what_waits_in_a_topic_while_the_stream_is_held_back_is_no_silence() {
    ReceiveWindow window = new ReceiveWindow(Duration.ofSeconds(10), Duration.ZERO);
    SetClock clock = new SetClock();
    ManualClock reading = new ManualClock(0);
    var received = new DatagramKafkaSource.Received(window, Duration.ofSeconds(5), clock, reading);
    Marks marks = new Marks();
    clock.millis = 100_000;
    received.onEvent(new ExportDatagram("lab", "e", 99_000_000_000L, new byte[0]), 0, marks);
    received.onPeriodicEmit(marks);
    // an hour in which a store is away: Flink stops its clock of what is read
    clock.millis = 3_700_000;
    received.onPeriodicEmit(marks);
    assertThat(marks.millis).containsExactly(88_999L, 88_999L);
    clock.millis = 3_706_000;
    reading.advanceTime(Duration.ofSeconds(6));
    received.onPeriodicEmit(marks);
    assertThat(marks.millis).endsWith(88_999L, 3_690_999L);
  }

  @Test
  void recorded_input_never_looks_at_a_clock() {
    var received =
        new DatagramKafkaSource.Received(
            ReceiveWindow.RECORDED, Duration.ofSeconds(5), null, new ManualClock(0));
    Marks marks = new Marks();
    received.onPeriodicEmit(marks);
    assertThat(marks.millis).isEmpty();
  }
}
