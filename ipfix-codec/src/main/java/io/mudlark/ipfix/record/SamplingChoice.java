package io.mudlark.ipfix.record;

import static io.mudlark.ipfix.record.FlowSlot.*;

/** Chooses among those who say of how many packets one was counted. */
final class SamplingChoice {
  private SamplingChoice() {}

  /** The record's own interval, its selector's, its domain's, the header's: the first that is. */
  static SamplingInterval of(FlowRecipe recipe, RecordView record, long[] values) {
    long own = ownInterval(recipe, values);
    if (own > 0) {
      return new SamplingInterval(own, SamplingInterval.Origin.RECORD);
    }
    SamplingTable table = record.sampling();
    SamplingInterval told = null;
    if (recipe.has(SELECTOR_ID)) {
      told = table.ofSelector(values[SELECTOR_ID.place()]);
    }
    if (told == null && recipe.has(SAMPLER_ID)) {
      told = table.ofSelector(values[SAMPLER_ID.place()]);
    }
    if (told == null) {
      told = table.ofDomain();
    }
    if (told != null) {
      return told;
    }
    int header = record.header().sampling() & 0x3FFF;
    return header > 1
        ? new SamplingInterval(header, SamplingInterval.Origin.HEADER)
        : SamplingInterval.UNSAMPLED;
  }

  private static long ownInterval(FlowRecipe recipe, long[] values) {
    if (recipe.has(SAMPLING_PACKET_INTERVAL) && recipe.has(SAMPLING_PACKET_SPACE)) {
      long taken = values[SAMPLING_PACKET_INTERVAL.place()];
      return taken < 1 ? 0 : (taken + values[SAMPLING_PACKET_SPACE.place()]) / taken;
    }
    long interval = recipe.value(SAMPLING_INTERVAL, values);
    interval = interval > 0 ? interval : recipe.value(SAMPLING_PACKET_INTERVAL, values);
    return interval > 0 ? interval : recipe.value(SAMPLER_RANDOM_INTERVAL, values);
  }
}
