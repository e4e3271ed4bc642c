package io.mudlark.process.inductive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Divides a log along a cut; events that do not fit their part are left out, as IMf does. */
final class LogSplitter {
  private LogSplitter() {}

  static List<SubLog> split(SubLog log, Cut cut) {
    List<SubLog.Collector> parts = new ArrayList<>();
    cut.parts().forEach(unused -> parts.add(new SubLog.Collector()));
    for (int i = 0; i < log.size(); i++) {
      switch (cut.operator()) {
        case XOR -> choice(log.sequence(i), log.count(i), cut, parts);
        case SEQUENCE -> sequence(log.sequence(i), log.count(i), cut, parts);
        case PARALLEL -> parallel(log.sequence(i), log.count(i), cut, parts);
        case LOOP -> loop(log.sequence(i), log.count(i), cut, parts);
        default -> throw new IllegalStateException("no cut is a " + cut.operator());
      }
    }
    return parts.stream().map(SubLog.Collector::log).toList();
  }

  private static void choice(int[] trace, long count, Cut cut, List<SubLog.Collector> parts) {
    int best = 0;
    long most = -1;
    for (int p = 0; p < parts.size(); p++) {
      BitSet part = cut.parts().get(p);
      long members = Arrays.stream(trace).filter(part::get).count();
      if (members >= most) {
        most = members;
        best = p;
      }
    }
    parts.get(best).add(SubLog.project(trace, cut.parts().get(best)), count);
  }

  private static void parallel(int[] trace, long count, Cut cut, List<SubLog.Collector> parts) {
    for (int p = 0; p < parts.size(); p++) {
      parts.get(p).add(SubLog.project(trace, cut.parts().get(p)), count);
    }
  }

  private static void sequence(int[] trace, long count, Cut cut, List<SubLog.Collector> parts) {
    int from = 0;
    BitSet passed = new BitSet();
    for (int p = 0; p < parts.size(); p++) {
      BitSet part = cut.parts().get(p);
      int to = p == parts.size() - 1 ? trace.length : splitPoint(trace, part, from, passed);
      int[] piece = Arrays.copyOfRange(trace, from, to);
      parts.get(p).add(SubLog.project(piece, part), count);
      passed.or(part);
      from = to;
    }
  }

  /** Where a part's piece ends so that it holds most of its own and fewest of later parts. */
  private static int splitPoint(int[] trace, BitSet part, int from, BitSet passed) {
    int cost = 0;
    int least = 0;
    int best = from;
    for (int i = from; i < trace.length; i++) {
      if (part.get(trace[i])) {
        cost--;
      } else if (!passed.get(trace[i])) {
        cost++;
      }
      if (cost < least) {
        least = cost;
        best = i + 1;
      }
    }
    return best;
  }

  private static void loop(int[] trace, long count, Cut cut, List<SubLog.Collector> parts) {
    int current = 0;
    List<Integer> piece = new ArrayList<>();
    for (int activity : trace) {
      int part = partOf(activity, cut);
      if (part != current) {
        parts.get(current).add(ints(piece), count);
        piece.clear();
        if (part != 0 && current != 0) {
          parts.get(0).add(new int[0], count);
        }
        current = part;
      }
      piece.add(activity);
    }
    parts.get(current).add(ints(piece), count);
    if (current != 0) {
      parts.get(0).add(new int[0], count);
    }
  }

  private static int partOf(int activity, Cut cut) {
    for (int p = 0; p < cut.parts().size(); p++) {
      if (cut.parts().get(p).get(activity)) {
        return p;
      }
    }
    return 0;
  }

  private static int[] ints(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }
}
