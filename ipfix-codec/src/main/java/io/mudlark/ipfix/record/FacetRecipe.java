package io.mudlark.ipfix.record;

import io.mudlark.flow.application.ApplicationFacet;
import io.mudlark.ipfix.template.RecordPlan;
import io.mudlark.ipfix.wire.NetworkOrder;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the records of one template say of the application protocol.
 *
 * <p>Exchanges that come by an export stand alone: no other flow record counts their packets.
 */
interface FacetRecipe {
  /** Octets at most that tell the exchanges of one connection apart. */
  int HASHED = 2048;

  /**
   * The facet of a record.
   *
   * @param durationNanos how long the flow lasted
   */
  ApplicationFacet read(RecordView record, long durationNanos);

  /** The recipe of a template, or null when it has no elements of an application protocol. */
  static @Nullable FacetRecipe of(RecordPlan plan) {
    FacetFields fields = new FacetFields(plan);
    if (fields.has(MqttFacetRecipe.KEY)) {
      return new MqttFacetRecipe(fields);
    }
    if (fields.has(MissionFacetRecipe.KEY)) {
      return new MissionFacetRecipe(fields);
    }
    if (fields.has(CoapFacetRecipe.KEY)) {
      return new CoapFacetRecipe(fields);
    }
    if (fields.has(OpcUaFacetRecipe.KEY)) {
      return new OpcUaFacetRecipe(fields);
    }
    return fields.has(TlsFacetRecipe.KEY) ? new TlsFacetRecipe(fields) : null;
  }

  /** Tells two exchanges of one connection and one instant apart: a hash of the record's octets. */
  static long hash(RecordView record) {
    int last = record.fieldCount() - 1;
    int at = record.start(0);
    int limit = Math.min(record.start(last) + record.length(last), at + HASHED);
    long hash = (long) limit - at;
    for (; at + 8 <= limit; at += 8) {
      hash = (hash ^ NetworkOrder.u64(record.bytes(), at)) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 29;
    }
    for (; at < limit; at++) {
      hash = (hash ^ record.bytes()[at]) * 0x9E3779B97F4A7C15L;
    }
    return hash ^ hash >>> 32;
  }
}
