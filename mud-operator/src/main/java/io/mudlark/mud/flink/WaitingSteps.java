package io.mudlark.mud.flink;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The steps of time in which observations of a device wait, in their order, and when they are next
 * looked at.
 *
 * <p>Keyed state knows the steps too, but not in order. With this, a device needs one timer for the
 * first of them and not one for each. It is no state: it is made of the state when a device is
 * first asked for, which is how it comes back after a restore. There is one for each device that
 * this worker has seen, and they are among those configured.
 */
final class WaitingSteps {
  /** No timer is set, as far as is known: after a restore one may be that is not known here. */
  static final long NONE = Long.MAX_VALUE;

  private final PriorityQueue<Long> steps = new PriorityQueue<>();
  private long timerMillis = NONE;

  /** Those that keyed state knows. */
  WaitingSteps(Iterable<Long> known) {
    known.forEach(steps::add);
  }

  void add(long step) {
    steps.add(step);
  }

  /** The first step, or null. */
  @Nullable Long first() {
    return steps.peek();
  }

  void removeFirst() {
    steps.remove();
  }

  /** Whether a timer is needed for a time because none is set that is earlier; it is set then. */
  boolean isTimerNeeded(long millis) {
    if (millis >= timerMillis) {
      return false;
    }
    timerMillis = millis;
    return true;
  }

  /** A timer of this device has fired. */
  void fired(long millis) {
    if (timerMillis <= millis) {
      timerMillis = NONE;
    }
  }
}
