package io.mudlark.jobs.collect;

import io.mudlark.flow.application.MqttFacet;
import io.mudlark.ipfix.record.DecodedFlow;
import io.mudlark.ipfix.record.FlowAssembler;
import io.mudlark.ipfix.record.RecordView;
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

  /** The document of a record, or null when MISSION's collector would have none for it. */
  @Nullable CollectedFlow of(RecordView record) {
    Map<String, Object> fields = fields(record);
    if (fields == null) {
      leftOut++;
      return null;
    }
    int octets = 0;
    for (int i = 0; i < record.fieldCount(); i++) {
      octets += record.octets(i).length;
    }
    return new CollectedFlow(CollectedFlow.idOf(record), fields, OVERHEAD + 2L * octets);
  }

  private @Nullable Map<String, Object> fields(RecordView record) {
    var dialect = record.plan().dialect();
    if (dialect != null && dialect.name().equals(MISSION)) {
      return MissionLayout.of(record);
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
      return fields;
    }
    return compat ? null : ElementLayout.of(record);
  }

  /** Records that were not stored because MISSION's collector has no document for them. */
  long leftOut() {
    return leftOut;
  }
}
