package io.mudlark.source.flink;

import io.mudlark.source.datagram.ExportDatagram;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The form of an export datagram in a Kafka topic: the message itself as the value, nothing added,
 * so that any tool can read it.
 *
 * <p>The key is the exporter, so that its messages stay in one partition and in order. Headers tell
 * the rest: {@code mudlark.site} (UTF-8), {@code mudlark.received} (8 octets, nanoseconds since the
 * Unix epoch) and, when it is not zero, {@code mudlark.dropped} (8 octets); {@code mudlark.end}
 * marks the end of a session, after which its templates are void. What another program wrote
 * without them is taken with the record's own time, and its key as the exporter.
 */
public final class DatagramRecords {
  static final String SITE = "mudlark.site";
  static final String RECEIVED = "mudlark.received";
  static final String DROPPED = "mudlark.dropped";
  static final String END = "mudlark.end";

  /** No UDP datagram is longer. */
  static final int GREATEST = 65_535;

  private DatagramRecords() {}

  /** The record to write for a datagram. */
  public static ProducerRecord<byte[], byte[]> toRecord(String topic, ExportDatagram datagram) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            topic, null, datagram.receiveMillis(), utf8(datagram.exporter()), datagram.bytes());
    record.headers().add(SITE, utf8(datagram.site()));
    record.headers().add(RECEIVED, number(datagram.receiveNanos()));
    if (datagram.droppedBefore() != 0) {
      record.headers().add(DROPPED, number(datagram.droppedBefore()));
    }
    if (datagram.isEnd()) {
      record.headers().add(END, new byte[0]);
    }
    return record;
  }

  /**
   * The datagram of a record.
   *
   * @param defaultSite where a record says no site
   * @return null when the record cannot be one: without a value, or too long for a datagram
   */
  public static @Nullable ExportDatagram fromRecord(
      ConsumerRecord<byte[], byte[]> record, String defaultSite) {
    byte[] value = record.value();
    if (value == null || value.length > GREATEST) {
      return null;
    }
    byte[] key = record.key();
    String exporter = key == null ? "kafka:" + partition(record) : text(key);
    Headers headers = record.headers();
    Header site = headers.lastHeader(SITE);
    long received = number(headers.lastHeader(RECEIVED), record.timestamp() * 1_000_000L);
    return new ExportDatagram(
        site == null || site.value() == null ? defaultSite : text(site.value()),
        exporter,
        received,
        value,
        Math.max(0, number(headers.lastHeader(DROPPED), 0)),
        headers.lastHeader(END) == null ? ExportDatagram.Kind.MESSAGE : ExportDatagram.Kind.END);
  }

  /** The mark that a record is no datagram. */
  static ExportDatagram fault(ConsumerRecord<byte[], byte[]> record, String site) {
    return ExportDatagram.fault(
        site, "kafka:" + partition(record), record.timestamp() * 1_000_000L);
  }

  /** Where a record lies, for those that say nothing of their exporter. */
  static String partition(ConsumerRecord<byte[], byte[]> record) {
    return record.topic() + "/" + record.partition();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] octets) {
    return new String(octets, StandardCharsets.UTF_8);
  }

  private static byte[] number(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
  }

  private static long number(@Nullable Header header, long absent) {
    return header == null || header.value() == null || header.value().length != Long.BYTES
        ? absent
        : ByteBuffer.wrap(header.value()).getLong();
  }
}
