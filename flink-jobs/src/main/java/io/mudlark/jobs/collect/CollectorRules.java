package io.mudlark.jobs.collect;

import io.mudlark.ipfix.decode.DecodeSettings;

/**
 * How a collector reads messages and makes documents.
 *
 * @param decoding information elements that are known, and limits
 * @param compat whether to store complete MQTT exchanges only, and no field that MISSION's
 *     collector does not
 */
public record CollectorRules(DecodeSettings decoding, boolean compat) {
  /** The elements of the tables. */
  public static CollectorRules standard(boolean compat) {
    return new CollectorRules(DecodeSettings.standard(), compat);
  }
}
