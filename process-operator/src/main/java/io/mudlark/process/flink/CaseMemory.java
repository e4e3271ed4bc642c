package io.mudlark.process.flink;

import io.mudlark.flow.FlowId;
import io.mudlark.site.DeviceId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is kept of an open case: its events as numbers, from which everything else is worked out
 * again after a restart. At most about one and a half KiB.
 *
 * @param modelNanos which model judges it
 * @param confidence how sure its events belong together
 * @param activities the model's number of each event's activity, -1 when unknown
 * @param times when each event began, nanoseconds since the Unix epoch
 * @param lastNanos when the latest event began, whether remembered or only counted
 * @param beyond events after the {@link #MAX_EVENTS}th, which are only counted
 * @param firstUnknown the first activity that the model does not know; empty without one
 * @param evidence the exchanges up to the first deviation, the last {@link #MAX_EVIDENCE} of them
 * @param told how many revisions of its alert were told
 * @param sender the device that sent the first wrong exchange; null when nothing was wrong yet, or
 *     the device is not known
 */
@SuppressWarnings("ArrayRecordComponent") // never changed once made
record CaseMemory(
    long modelNanos,
    float confidence,
    int[] activities,
    long[] times,
    long lastNanos,
    int beyond,
    String firstUnknown,
    List<FlowId> evidence,
    int told,
    @Nullable DeviceId sender) {
  static final int MAX_EVENTS = 96;
  static final int MAX_EVIDENCE = 8;
  private static final int MAX_TEXT = 256;

  static CaseMemory empty(long modelNanos, float confidence) {
    return new CaseMemory(
        modelNanos, confidence, new int[0], new long[0], Long.MIN_VALUE, 0, "", List.of(), 0, null);
  }

  int events() {
    return activities.length;
  }

  /** With one event more, which may be beyond the room there is. */
  CaseMemory with(int activity, String name, long nanos, FlowId id) {
    List<FlowId> ids = evidence;
    if (told == 0) {
      ids = new ArrayList<>(evidence);
      if (ids.size() >= MAX_EVIDENCE) {
        ids.remove(0);
      }
      ids.add(id);
    }
    String unknown = activity < 0 && firstUnknown.isEmpty() ? cut(name) : firstUnknown;
    boolean room = activities.length < MAX_EVENTS;
    int size = activities.length + (room ? 1 : 0);
    int[] moreActivities = Arrays.copyOf(activities, size);
    long[] moreTimes = Arrays.copyOf(times, size);
    if (room) {
      moreActivities[size - 1] = activity;
      moreTimes[size - 1] = nanos;
    }
    return new CaseMemory(
        modelNanos,
        confidence,
        moreActivities,
        moreTimes,
        Math.max(lastNanos, nanos),
        beyond + (room ? 0 : 1),
        unknown,
        ids,
        told,
        sender);
  }

  /** The beginning of a name that no model knows: as much of it as is remembered and told. */
  static String cut(String name) {
    return name.substring(0, Math.min(MAX_TEXT, name.length()));
  }

  /** No surer than its least sure event. */
  CaseMemory surer(float other) {
    if (other >= confidence) {
      return this;
    }
    return new CaseMemory(
        modelNanos,
        Math.min(confidence, other),
        activities,
        times,
        lastNanos,
        beyond,
        firstUnknown,
        evidence,
        told,
        sender);
  }

  /** Told once more; who sent the first wrong exchange is remembered from the first time on. */
  CaseMemory toldAgain(@Nullable DeviceId of) {
    return new CaseMemory(
        modelNanos,
        confidence,
        activities,
        times,
        lastNanos,
        beyond,
        firstUnknown,
        evidence,
        told + 1,
        told == 0 ? of : sender);
  }
}
