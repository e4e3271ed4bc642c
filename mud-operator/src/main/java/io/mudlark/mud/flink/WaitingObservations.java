package io.mudlark.mud.flink;

import io.mudlark.flow.FlowId;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.NameBinding;
import io.mudlark.flow.flink.ObservationBatch;
import io.mudlark.flow.flink.ObservationPacker;
import io.mudlark.site.DeviceId;
import io.mudlark.stream.DeviceObservation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.streaming.api.TimerService;

/**
 * What waits for the watermark to pass its time, device by device, in keyed state.
 *
 * <p>It waits as it came, written; a device's observations of half a second lie in one batch, which
 * is looked into when the watermark has come to them. A device has one timer, for the first of
 * them.
 */
final class WaitingObservations {
  /** Observations of one device whose times lie in one such step wait in one batch. */
  static final long STEP_MILLIS = 500;

  private static final long NANOS_PER_MILLI = 1_000_000L;
  private static final Comparator<DeviceObservation> AT_ONE_TIME =
      Comparator.comparing(DeviceObservation::kind)
          .thenComparing(WaitingObservations::contentId)
          .thenComparing(DeviceObservation::role, Comparator.nullsFirst(Comparator.naturalOrder()));

  private final MapState<Long, ObservationBatch> pending;
  private final int maxPerStep;
  private final int maxPerTurn;
  private final ObservationPacker packer = new ObservationPacker();
  private final Map<DeviceId, WaitingSteps> byDevice = new HashMap<>();

  /**
   * @param pending by number of the step
   * @param maxPerStep most observations of one device in one step
   * @param maxPerTurn how many are taken before the rest is left to another timer
   */
  WaitingObservations(MapState<Long, ObservationBatch> pending, int maxPerStep, int maxPerTurn) {
    this.pending = pending;
    this.maxPerStep = maxPerStep;
    this.maxPerTurn = maxPerTurn;
  }

  /** Takes what cannot wait. */
  interface Aside {
    /** The watermark has passed it. */
    void late(DeviceObservation observation);

    /** Too many wait in its step. */
    void beyondLimit(DeviceObservation observation);
  }

  /** Puts the observations of the current key to those that wait. */
  void add(ObservationBatch batch, TimerService timers, Aside aside) throws Exception {
    WaitingSteps steps = steps(batch.device());
    long watermark = timers.currentWatermark();
    int at = 0;
    while (at < batch.length()) {
      long first = dueMillis(batch, at);
      if (first <= watermark) {
        aside.late(packer.read(batch, at));
        at = batch.after(at);
        continue;
      }
      long step = Math.floorDiv(first, STEP_MILLIS);
      int from = at;
      int count = 1;
      at = batch.after(at);
      while (at < batch.length()) {
        long millis = dueMillis(batch, at);
        if (millis <= watermark || Math.floorDiv(millis, STEP_MILLIS) != step) {
          break;
        }
        first = Math.min(first, millis);
        count++;
        at = batch.after(at);
      }
      int rest = join(step, batch, from, count, steps);
      for (; rest < at; rest = batch.after(rest)) {
        aside.beyondLimit(packer.read(batch, rest));
      }
      setTimer(first, steps, timers);
    }
  }

  /** Adds observations of one step to those that wait; says where those begin that may not. */
  private int join(long step, ObservationBatch batch, int from, int count, WaitingSteps steps)
      throws Exception {
    ObservationBatch known = pending.get(step);
    if (known == null) {
      known = new ObservationBatch(batch.device());
      steps.add(step);
    }
    int added = Math.min(count, maxPerStep - known.count());
    int to = from;
    for (int i = 0; i < added; i++) {
      to = batch.after(to);
    }
    known.addAll(batch, from, to, added);
    pending.put(step, known);
    return to;
  }

  /**
   * Takes those of the current key whose time has passed, in the order of time, kind, content and
   * role; of very many only the first ones, after which the timer is set for the rest.
   *
   * @param passedMillis event time that has passed
   */
  List<DeviceObservation> take(DeviceId device, long passedMillis, TimerService timers)
      throws Exception {
    WaitingSteps steps = steps(device);
    steps.fired(passedMillis);
    List<DeviceObservation> taken = new ArrayList<>();
    Long step = steps.first();
    while (step != null && step * STEP_MILLIS <= passedMillis && taken.size() < maxPerTurn) {
      long next = takeStep(step, passedMillis, taken);
      if (next != WaitingSteps.NONE) {
        setTimer(next, steps, timers);
        return taken;
      }
      steps.removeFirst();
      step = steps.first();
    }
    if (step != null) {
      setTimer(step * STEP_MILLIS, steps, timers);
    }
    return taken;
  }

  /** Takes what is due of a step; says when the first of the rest is, if any is left. */
  private long takeStep(Long step, long passedMillis, List<DeviceObservation> taken)
      throws Exception {
    ObservationBatch batch = pending.get(step);
    if (batch == null) {
      return WaitingSteps.NONE; // its time to live is over
    }
    int begin = taken.size();
    ObservationBatch rest = null;
    long next = WaitingSteps.NONE;
    for (int at = 0; at < batch.length(); at = batch.after(at)) {
      long millis = dueMillis(batch, at);
      if (millis <= passedMillis) {
        taken.add(packer.read(batch, at));
      } else {
        next = Math.min(next, millis);
        rest = rest == null ? new ObservationBatch(batch.device()) : rest;
        rest.addAll(batch, at, batch.after(at), 1);
      }
    }
    if (rest == null) {
      pending.remove(step);
    } else if (taken.size() > begin) {
      pending.put(step, rest);
    }
    List<DeviceObservation> due = taken.subList(begin, taken.size());
    if (due.size() > 1) {
      due.sort(WaitingObservations::compare);
    }
    return next;
  }

  private static void setTimer(long millis, WaitingSteps steps, TimerService timers) {
    if (steps.isTimerNeeded(millis)) {
      timers.registerEventTimeTimer(millis);
    }
  }

  private WaitingSteps steps(DeviceId device) throws Exception {
    WaitingSteps known = byDevice.get(device);
    if (known == null) {
      known = new WaitingSteps(pending.keys());
      byDevice.put(device, known);
    }
    return known;
  }

  /** The first whole millisecond at or after the time of an observation. */
  private static long dueMillis(ObservationBatch batch, int at) {
    return -Math.floorDiv(-batch.timeNanos(at), NANOS_PER_MILLI);
  }

  private static int compare(DeviceObservation a, DeviceObservation b) {
    int order = Long.compare(a.timeNanos(), b.timeNanos());
    return order != 0 ? order : AT_ONE_TIME.compare(a, b);
  }

  private static FlowId contentId(DeviceObservation observation) {
    FlowRecord flow = observation.flow();
    NameBinding binding = observation.binding();
    return flow != null ? flow.id() : binding != null ? binding.id() : new FlowId(0, 0);
  }
}
