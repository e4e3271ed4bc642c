package io.mudlark.process.live;

import java.util.Arrays;
import java.util.EnumSet;

/**
 * What is remembered of one open case, in bounded memory: where it is in the model, its last
 * events, and which checks have already spoken.
 */
public final class CaseState {
  /** Events remembered for time checks; older ones are only counted. */
  public static final int RECENT_EVENTS = 48;

  /** Distinct activities counted per case; further ones are only replayed. */
  public static final int DISTINCT_ACTIVITIES = 48;

  final String caseId;
  final EnumSet<Check> reported = EnumSet.noneOf(Check.class);
  int replayState;
  int events;
  long lastNanos;
  int lastActivity = -1;
  private int[] activities = new int[4];
  private int[] counts = new int[4];
  private int[] lastSteps = new int[4];
  private int distinct;
  private int[] recentActivities = new int[4];
  private long[] recentTimes = new long[4];
  private int recent;
  private int uncounted;

  CaseState(String caseId, int replayState) {
    this.caseId = caseId;
    this.replayState = replayState;
  }

  public String caseId() {
    return caseId;
  }

  /** Events so far. */
  public int events() {
    return events;
  }

  /** Event time of the last event, nanoseconds since the Unix epoch. */
  public long lastNanos() {
    return lastNanos;
  }

  /** Events whose activity was not counted because the case has too many different ones. */
  public int uncounted() {
    return uncounted;
  }

  /** Notes an activity and gives how often it has now occurred. */
  int count(int activity, int step) {
    int at = find(activity);
    if (at < 0) {
      if (distinct >= DISTINCT_ACTIVITIES) {
        uncounted++;
        return 0;
      }
      at = distinct++;
      if (at >= activities.length) {
        activities = Arrays.copyOf(activities, at * 2);
        counts = Arrays.copyOf(counts, at * 2);
        lastSteps = Arrays.copyOf(lastSteps, at * 2);
      }
      activities[at] = activity;
    }
    lastSteps[at] = step;
    return ++counts[at];
  }

  private int find(int activity) {
    for (int i = 0; i < distinct; i++) {
      if (activities[i] == activity) {
        return i;
      }
    }
    return -1;
  }

  int occurrences(int activity) {
    int at = find(activity);
    return at < 0 ? 0 : counts[at];
  }

  /** Whether an activity is known not to have occurred: what is not counted may have. */
  boolean isAbsent(int activity) {
    return uncounted == 0 && find(activity) < 0;
  }

  /** Whether it is known how often an activity occurred. */
  boolean isCounted(int activity) {
    return uncounted == 0 || find(activity) >= 0;
  }

  /** The number of the last event of an activity, or -1. */
  int lastStep(int activity) {
    int at = find(activity);
    return at < 0 ? -1 : lastSteps[at];
  }

  int distinct() {
    return distinct;
  }

  int activityAt(int index) {
    return activities[index];
  }

  void remember(int activity, long timeNanos) {
    if (recent >= RECENT_EVENTS) {
      System.arraycopy(recentActivities, 1, recentActivities, 0, recent - 1);
      System.arraycopy(recentTimes, 1, recentTimes, 0, recent - 1);
      recent--;
    }
    if (recent >= recentActivities.length) {
      recentActivities = Arrays.copyOf(recentActivities, recent * 2);
      recentTimes = Arrays.copyOf(recentTimes, recent * 2);
    }
    recentActivities[recent] = activity;
    recentTimes[recent++] = timeNanos;
  }

  int recent() {
    return recent;
  }

  int recentActivity(int index) {
    return recentActivities[index];
  }

  long recentTime(int index) {
    return recentTimes[index];
  }

  /** What this state occupies, in bytes, the case's name included; objects counted generously. */
  public int sizeBytes() {
    int arrays = 4 * (activities.length + counts.length + lastSteps.length);
    arrays += 4 * recentActivities.length + 8 * recentTimes.length;
    return 200 + 5 * 16 + arrays + 2 * caseId.length();
  }
}
