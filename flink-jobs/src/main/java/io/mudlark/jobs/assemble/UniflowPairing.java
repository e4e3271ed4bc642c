package io.mudlark.jobs.assemble;

import io.mudlark.flow.FlowRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides which of the uniflows of one key belong together: two of opposite direction whose ends
 * lie within a given time of each other.
 *
 * <p>Uniflows are taken by the time of their end, then by id, so that the outcome depends on the
 * set of them and not on their arrival. Each looks for its partner among those that ended before it
 * and are still alone: one of the same exporter rather than another's, then the one with the
 * longest time in common, then the nearest start.
 */
final class UniflowPairing {
  private static final long NANOS_PER_MILLI = 1_000_000L;
  private static final Comparator<FlowRecord> BY_END =
      Comparator.comparingLong(FlowRecord::endNanos).thenComparing(FlowRecord::id);

  private final long withinMillis;

  /**
   * @param withinMillis how far apart the ends of two directions may be
   */
  UniflowPairing(long withinMillis) {
    this.withinMillis = withinMillis;
  }

  /**
   * What is decided, and what is not yet.
   *
   * @param biflows pairs, each made one record
   * @param paired the packets of these pairs
   * @param alone uniflows for which no partner can come any more
   * @param held uniflows that are still to be decided
   */
  record Settled(
      List<FlowRecord> biflows, long paired, List<FlowRecord> alone, List<FlowRecord> held) {}

  /** The time at which a flow's fate is certain, in milliseconds since the Unix epoch. */
  long settledAt(FlowRecord flow) {
    return endMillis(flow) + withinMillis;
  }

  /** The first whole millisecond at which a flow is over. */
  static long endMillis(FlowRecord flow) {
    return -Math.floorDiv(-flow.endNanos(), NANOS_PER_MILLI);
  }

  /**
   * Decides all that can be.
   *
   * @param flows the uniflows of one key that were not settled before, in any order
   * @param nowMillis all uniflows that end until then have come
   */
  Settled settle(Iterable<FlowRecord> flows, long nowMillis) {
    List<FlowRecord> ordered = new ArrayList<>();
    flows.forEach(ordered::add);
    ordered.sort(BY_END);
    List<FlowRecord> biflows = new ArrayList<>();
    List<FlowRecord> there = new ArrayList<>();
    List<FlowRecord> back = new ArrayList<>();
    List<FlowRecord> held = new ArrayList<>();
    long packets = 0;
    for (FlowRecord flow : ordered) {
      if (endMillis(flow) > nowMillis) {
        held.add(flow);
        continue;
      }
      // a thousand of one direction need not be compared with each other
      List<FlowRecord> others = UniflowKey.isForward(flow.key()) ? back : there;
      FlowRecord partner = partner(flow, others);
      if (partner == null) {
        (UniflowKey.isForward(flow.key().reversed()) ? back : there).add(flow);
      } else {
        others.remove(partner);
        packets += partner.packets() + flow.packets();
        biflows.add(Biflows.join(partner, flow));
      }
    }
    List<FlowRecord> waiting = new ArrayList<>(there);
    waiting.addAll(back);
    waiting.sort(BY_END);
    List<FlowRecord> alone = new ArrayList<>();
    for (FlowRecord flow : waiting) {
      (settledAt(flow) <= nowMillis ? alone : held).add(flow);
    }
    return new Settled(biflows, packets, alone, held);
  }

  private @Nullable FlowRecord partner(FlowRecord flow, List<FlowRecord> waiting) {
    FlowRecord best = null;
    for (FlowRecord candidate : waiting) {
      if (settledAt(candidate) >= endMillis(flow)
          && UniflowKey.areOpposite(candidate, flow)
          && (best == null || closeness(flow).compare(candidate, best) < 0)) {
        best = candidate;
      }
    }
    return best;
  }

  private static Comparator<FlowRecord> closeness(FlowRecord flow) {
    return Comparator.comparing((FlowRecord c) -> !sameExporter(c, flow))
        .thenComparingLong(c -> -inCommon(c, flow))
        .thenComparingLong(c -> Math.abs(c.startNanos() - flow.startNanos()))
        .thenComparing(FlowRecord::id);
  }

  private static boolean sameExporter(FlowRecord a, FlowRecord b) {
    return Objects.equals(
        a.origin() == null ? "" : a.origin().exporter(),
        b.origin() == null ? "" : b.origin().exporter());
  }

  /** Time both were going on; negative when there is a gap between them. */
  private static long inCommon(FlowRecord a, FlowRecord b) {
    return Math.min(a.endNanos(), b.endNanos()) - Math.max(a.startNanos(), b.startNanos());
  }
}
