package io.mudlark.process.flink;

/**
 * What is kept of a client that is too busy on a topic.
 *
 * @param firstWindow number of the first of the consecutive windows that were too busy
 * @param lastBusy the last of them
 * @param most messages in the busiest of them
 * @param told how many revisions of the alert were told
 */
public record RateMemory(long firstWindow, long lastBusy, long most, int told) {
  RateMemory busyAgain(long window, long count) {
    return new RateMemory(firstWindow, window, Math.max(most, count), told + 1);
  }
}
