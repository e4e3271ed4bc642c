package io.mudlark.stream;

import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.NameBinding;
import io.mudlark.ledger.Tally;
import org.jspecify.annotations.Nullable;

/**
 * What a source emits: a flow, a name binding, a line of the ledger, or the end of what was
 * observed at a site. Exactly the field that the kind names is set.
 *
 * @param kind which of them it is
 * @param site where it was observed
 * @param timeNanos its event time: the end of a flow, the time of an answer, the last packet's
 *     time; nanoseconds since the Unix epoch
 * @param flow set for {@link Kind#FLOW}
 * @param binding set for {@link Kind#BINDING}
 * @param tally set for {@link Kind#TALLY}
 */
public record Observation(
    Kind kind,
    String site,
    long timeNanos,
    @Nullable FlowRecord flow,
    @Nullable NameBinding binding,
    @Nullable Tally tally) {
  /** The order of the constants is the order in which equal times are processed. */
  public enum Kind {
    BINDING,
    FLOW,
    TALLY,
    /** Nothing more will come from this site; {@code timeNanos} is its last real event. */
    END
  }

  public static Observation of(FlowRecord flow) {
    return new Observation(Kind.FLOW, flow.observationPoint(), flow.endNanos(), flow, null, null);
  }

  public static Observation of(NameBinding binding) {
    return new Observation(
        Kind.BINDING, binding.observationPoint(), binding.timeNanos(), null, binding, null);
  }

  public static Observation of(Tally tally, long timeNanos) {
    return new Observation(Kind.TALLY, tally.site(), timeNanos, null, null, tally);
  }

  public static Observation end(String site, long timeNanos) {
    return new Observation(Kind.END, site, timeNanos, null, null, null);
  }
}
