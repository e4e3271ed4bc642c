package io.mudlark.ipfix.decode;

import io.mudlark.ipfix.record.RecordView;
import io.mudlark.ipfix.template.RecordPlan;

/** Where decoded records go; the view is only valid during the call. */
@FunctionalInterface
public interface RecordSink {
  /** A data record of a template without scope: usually a flow. */
  void record(RecordView record);

  /** A data record of an options template: what the exporter says about itself. */
  default void options(RecordView record) {}

  /**
   * A template that an exporter announced for the first time, or with other fields than before.
   *
   * @param key exporter and domain
   * @param plan the template with its elements
   */
  default void template(DomainKey key, RecordPlan plan) {}

  /**
   * Input that could not be read; it is counted already.
   *
   * @param line one line naming exporter, offset and fault
   */
  default void problem(String line) {}
}
