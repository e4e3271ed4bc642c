package io.mudlark.jobs.collect;

import io.mudlark.flow.application.MqttFacet;
import io.mudlark.ipfix.record.DecodedFlow;
import io.mudlark.ipfix.record.FlowAssembler;
import io.mudlark.ipfix.record.RecordView;
import io.mudlark.jobs.delivery.ResultStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the documents of records: MISSION's for MQTT exchanges, whoever exported them, and the
 * elements by their names for all others.
 *
 * <p>One serves one thread.
 */
final class FlowDocuments {
  private static final int OVERHEAD = 512;
  private static final long NANOS_PER_MILLI = 1_000_000L;
  private static final String MISSION = "MISSION";

  private final FlowAssembler assembler;
  private final boolean compat;
  private long leftOut;

  /**
   * @param site observation point of the flows
   * @param compat whether to store complete MQTT exchanges only, and no field that MISSION's
   *     collector does not
   */
  FlowDocuments(String site, boolean compat) {
    this.assembler = new FlowAssembler(site);
    this.compat = compat;
  }

  /** What a record says, and when it was; milliseconds since the Unix epoch. */
  private record Content(ResultStream kind, long endMillis, Map<String, Object> fields) {}

  /** The document of a record, or null when MISSION's collector would have none for it. */
  @Nullable CollectedFlow of(RecordView record) {
    Content content = content(record);
    if (content == null) {
      leftOut++;
      return null;
    }
    int octets = 0;
    for (int i = 0; i < record.fieldCount(); i++) {
      octets += record.octets(i).length;
    }
    return new CollectedFlow(
        CollectedFlow.idOf(record),
        content.kind(),
        new CollectedFlow.Times(content.endMillis(), millis(record.receiveNanos())),
        content.fields(),
        OVERHEAD + 2L * octets);
  }

  private @Nullable Content content(RecordView record) {
    var dialect = record.plan().dialect();
    if (dialect != null && dialect.name().equals(MISSION)) {
      return new Content(
          ResultStream.EXCHANGES, MissionLayout.endMillis(record), MissionLayout.of(record));
    }
    DecodedFlow decoded = assembler.assemble(record);
    if (decoded != null && decoded.flow().application() instanceof MqttFacet mqtt) {
      if (compat && !mqtt.exchange().end().isAnswered()) {
        return null;
      }
      Map<String, Object> fields = MissionLayout.of(decoded.flow(), mqtt);
      if (!compat) {
        MissionLayout.addRest(fields, decoded, mqtt);
      }
      return new Content(ResultStream.EXCHANGES, decoded.flow().endMillis(), fields);
    }
    if (compat) {
      return null;
    }
    long end = decoded == null ? millis(record.header().exportNanos()) : decoded.flow().endMillis();
    return new Content(ResultStream.FLOWS, end, ElementLayout.of(record));
  }

  private static long millis(long nanos) {
    return Math.floorDiv(nanos, NANOS_PER_MILLI);
  }

  /** Records that were not stored because MISSION's collector has no document for them. */
  long leftOut() {
    return leftOut;
  }
}
