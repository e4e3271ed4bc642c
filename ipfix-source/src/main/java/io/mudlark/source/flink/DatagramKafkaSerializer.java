package io.mudlark.source.flink;

import io.mudlark.source.datagram.ExportDatagram;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes export datagrams into a topic, for a later job to decode. */
public final class DatagramKafkaSerializer
    implements KafkaRecordSerializationSchema<ExportDatagram> {
  private static final long serialVersionUID = 1L;

  private final String topic;

  public DatagramKafkaSerializer(String topic) {
    this.topic = topic;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      ExportDatagram datagram, KafkaSinkContext context, Long timestamp) {
    return DatagramRecords.toRecord(topic, datagram);
  }
}
