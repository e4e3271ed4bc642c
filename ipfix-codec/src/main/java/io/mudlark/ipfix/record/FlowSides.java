package io.mudlark.ipfix.record;

import io.mudlark.flow.Counters;
import io.mudlark.flow.MacAddress;
import org.jspecify.annotations.Nullable;

/** What belongs to the two ends of a flow, initiator first. */
record FlowSides(
    @Nullable MacAddress source,
    @Nullable MacAddress destination,
    Counters forward,
    Counters reverse) {
  /** An empty direction has no times, so the other one tells. */
  long start() {
    return forward.isEmpty()
        ? reverse.firstNanos()
        : reverse.isEmpty()
            ? forward.firstNanos()
            : Math.min(forward.firstNanos(), reverse.firstNanos());
  }

  long end() {
    return Math.max(forward.lastNanos(), reverse.lastNanos());
  }
}
