package io.mudlark.process.inductive;

import java.util.Arrays;
import java.util.BitSet;

/** What the inductive miner does when no operator explains the log (Leemans 2017, 6.1.5). */
final class FallThroughs {
  private FallThroughs() {}

  /** An activity that occurs exactly once in every case, or -1. */
  static int oncePerCase(SubLog log) {
    for (int activity : log.activities().stream().toArray()) {
      boolean once = true;
      for (int i = 0; i < log.size() && once; i++) {
        once = occurrences(log.sequence(i), activity) == 1;
      }
      if (once) {
        return activity;
      }
    }
    return -1;
  }

  private static long occurrences(int[] sequence, int activity) {
    return Arrays.stream(sequence).filter(a -> a == activity).count();
  }

  /** The log cut before every start activity that follows an end activity. */
  static SubLog cutBetweenEndAndStart(SubLog log) {
    Graph graph = log.graph();
    return cut(log, graph.starts(), graph.ends());
  }

  /** The log cut before every start activity. */
  static SubLog cutBeforeStart(SubLog log) {
    return cut(log, log.graph().starts(), log.activities());
  }

  private static SubLog cut(SubLog log, BitSet starts, BitSet ends) {
    SubLog.Collector pieces = new SubLog.Collector();
    for (int i = 0; i < log.size(); i++) {
      int[] sequence = log.sequence(i);
      int from = 0;
      for (int at = 1; at < sequence.length; at++) {
        if (starts.get(sequence[at]) && ends.get(sequence[at - 1])) {
          pieces.add(Arrays.copyOfRange(sequence, from, at), log.count(i));
          from = at;
        }
      }
      pieces.add(Arrays.copyOfRange(sequence, from, sequence.length), log.count(i));
    }
    return pieces.log();
  }
}
