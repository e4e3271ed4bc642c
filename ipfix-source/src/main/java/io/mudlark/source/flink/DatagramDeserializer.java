package io.mudlark.source.flink;

import io.mudlark.source.datagram.ExportDatagram;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads export datagrams from the records of a topic. */
final class DatagramDeserializer implements KafkaRecordDeserializationSchema<ExportDatagram> {
  private static final long serialVersionUID = 1L;
  private static final Logger PROBLEMS = LoggerFactory.getLogger("io.mudlark.problems");

  private final String defaultSite;
  private transient @Nullable Counter refused;

  DatagramDeserializer(String defaultSite) {
    this.defaultSite = defaultSite;
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    refused = context.getMetricGroup().counter("recordsRefused");
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<ExportDatagram> out) {
    ExportDatagram datagram = DatagramRecords.fromRecord(record, defaultSite);
    if (datagram != null) {
      out.collect(datagram);
      return;
    }
    PROBLEMS.warn(
        "topic {}, partition {}, offset {}: no export datagram: {}",
        record.topic(),
        record.partition(),
        record.offset(),
        record.value() == null ? "no value" : record.value().length + " octets");
    if (refused != null) {
      refused.inc();
    }
  }

  @Override
  public TypeInformation<ExportDatagram> getProducedType() {
    return ExportDatagramType.INSTANCE;
  }
}
