package io.mudlark.generator.timeline;

import java.util.Arrays;

/**
 * Virtual time: events run in the order of their moments, and those of one moment in the order in
 * which they were scheduled.
 *
 * <p>A binary heap on primitive arrays, since it is asked once per packet.
 */
public final class Timeline {
  /** More waiting events than this mean a scenario that runs away. */
  public static final int MAX_WAITING = 4_000_000;

  private long[] moments = new long[1024];
  private long[] ordinals = new long[1024];
  private Event[] events = new Event[1024];
  private int size;
  private long scheduled;
  private long now = Long.MIN_VALUE;

  /**
   * Schedules an event.
   *
   * @param nanos its moment, nanoseconds since the Unix epoch, not before what has happened
   * @throws IllegalStateException when more than {@link #MAX_WAITING} events wait
   */
  public void at(long nanos, Event event) {
    if (nanos < now) {
      throw new IllegalArgumentException("an event at " + nanos + " ns is before now, " + now);
    }
    if (size == MAX_WAITING) {
      throw new IllegalStateException("more than " + MAX_WAITING + " events wait");
    }
    if (size == moments.length) {
      grow();
    }
    rise(nanos, scheduled++, event);
  }

  /** Runs all events before {@code endNanos}; the rest never happen. */
  public void runUntil(long endNanos) {
    while (size > 0 && moments[0] < endNanos) {
      now = moments[0];
      takeFirst().happen(now);
    }
  }

  private Event takeFirst() {
    Event first = events[0];
    size--;
    if (size > 0) {
      sink(moments[size], ordinals[size], events[size]);
    }
    return first;
  }

  private void rise(long moment, long ordinal, Event event) {
    int at = size++;
    while (at > 0) {
      int parent = (at - 1) >>> 1;
      if (moments[parent] <= moment) {
        break;
      }
      move(parent, at);
      at = parent;
    }
    put(at, moment, ordinal, event);
  }

  private void sink(long moment, long ordinal, Event event) {
    int at = 0;
    while (true) {
      int child = 2 * at + 1;
      if (child >= size) {
        break;
      }
      if (child + 1 < size && before(child + 1, moments[child], ordinals[child])) {
        child++;
      }
      if (!before(child, moment, ordinal)) {
        break;
      }
      move(child, at);
      at = child;
    }
    put(at, moment, ordinal, event);
  }

  private boolean before(int index, long moment, long ordinal) {
    return moments[index] < moment || (moments[index] == moment && ordinals[index] < ordinal);
  }

  private void move(int from, int to) {
    put(to, moments[from], ordinals[from], events[from]);
  }

  private void put(int at, long moment, long ordinal, Event event) {
    moments[at] = moment;
    ordinals[at] = ordinal;
    events[at] = event;
  }

  private void grow() {
    int capacity = Math.min(MAX_WAITING, moments.length * 2);
    moments = Arrays.copyOf(moments, capacity);
    ordinals = Arrays.copyOf(ordinals, capacity);
    events = Arrays.copyOf(events, capacity);
  }
}
