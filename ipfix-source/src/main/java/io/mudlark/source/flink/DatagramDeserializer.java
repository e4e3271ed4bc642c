package io.mudlark.source.flink;

import io.mudlark.ipfix.registry.ElementRegistry;
import io.mudlark.source.datagram.ExportDatagram;
import io.mudlark.source.datagram.UnreadableExports;
import io.mudlark.source.document.FlowDocuments;
import io.mudlark.source.session.ProblemLimit;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads export datagrams, and flow records in JSON, from the records of a topic. What is neither is
 * told of, and goes on as the mark of a fault.
 */
final class DatagramDeserializer implements KafkaRecordDeserializationSchema<ExportDatagram> {
  private static final long serialVersionUID = 1L;
  private static final int PROBLEM_LINES = 10;
  private static final Logger PROBLEMS = LoggerFactory.getLogger("io.mudlark.problems");

  private final String defaultSite;
  private transient @Nullable Counter refused;
  private transient @Nullable FlowDocuments documents;
  private transient @Nullable ProblemLimit problems;

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
    if (datagram == null) {
      int length = record.value() == null ? 0 : record.value().length;
      refuse(record, "no export datagram: " + length + " octets");
      datagram = DatagramRecords.fault(record, defaultSite);
    } else if (FlowDocuments.isOne(datagram.bytes())) {
      datagram = document(record, datagram);
    }
    out.collect(datagram);
  }

  private ExportDatagram document(ConsumerRecord<byte[], byte[]> record, ExportDatagram raw) {
    FlowDocuments reader =
        documents == null ? new FlowDocuments(ElementRegistry.standard()) : documents;
    documents = reader;
    try {
      var from =
          new FlowDocuments.Envelope(
              raw.site(), DatagramRecords.partition(record), raw.receiveNanos());
      return reader.read(raw.bytes(), from);
    } catch (UnreadableExports e) {
      refuse(record, String.valueOf(e.getMessage()));
      return DatagramRecords.fault(record, defaultSite);
    }
  }

  private void refuse(ConsumerRecord<byte[], byte[]> record, String reason) {
    ProblemLimit limit = problems == null ? new ProblemLimit(PROBLEM_LINES) : problems;
    problems = limit;
    if (limit.allows(record.timestamp() * 1_000_000L)) {
      long unseen = limit.takeSuppressed();
      PROBLEMS.warn(
          "topic {}, partition {}, offset {}: {}{}",
          record.topic(),
          record.partition(),
          record.offset(),
          reason,
          unseen == 0 ? "" : " (and " + unseen + " problems before it)");
    }
    if (refused != null) {
      refused.inc();
    }
  }

  @Override
  public TypeInformation<ExportDatagram> getProducedType() {
    return ExportDatagramType.INSTANCE;
  }
}
