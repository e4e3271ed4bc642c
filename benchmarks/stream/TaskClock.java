import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import com.sun.management.ThreadMXBean;

/** CPU time by thread, and what the busy ones were doing: a look every 50 ms. */
final class TaskClock extends Thread {
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final boolean stacks;
  private final Map<Long, Long> cpu = new HashMap<>();
  private final Map<Long, String> names = new HashMap<>();
  private final Map<String, Integer> leaves = new HashMap<>();
  private final Map<String, Integer> ours = new HashMap<>();
  private int samples;
  private volatile boolean stopped;

  private TaskClock(boolean stacks) {
    super("task-clock");
    this.stacks = stacks;
    setDaemon(true);
  }

  static TaskClock start(boolean stacks) {
    TaskClock clock = new TaskClock(stacks);
    clock.start();
    return clock;
  }

  @Override
  public void run() {
    while (!stopped) {
      long[] ids = threads.getAllThreadIds();
      long[] times = threads.getThreadCpuTime(ids);
      ThreadInfo[] infos = threads.getThreadInfo(ids, stacks ? 60 : 0);
      for (int i = 0; i < ids.length; i++) {
        if (infos[i] == null || times[i] < 0 || ids[i] == getId()) {
          continue;
        }
        long spent = times[i] - cpu.getOrDefault(ids[i], 0L);
        cpu.put(ids[i], times[i]);
        names.put(ids[i], infos[i].getThreadName());
        boolean task = infos[i].getThreadName().matches(".*\\(\\d+/\\d+\\)#\\d+.*");
        if (stacks && task && spent > 5_000_000L && infos[i].getThreadState() == State.RUNNABLE) {
          sample(infos[i].getStackTrace());
        }
      }
      try {
        Thread.sleep(stacks ? 50 : 500);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void sample(StackTraceElement[] stack) {
    if (stack.length == 0) {
      return;
    }
    samples++;
    leaves.merge(name(stack[0]), 1, Integer::sum);
    for (StackTraceElement frame : stack) {
      if (frame.getClassName().startsWith("io.mudlark") || frame.getClassName().startsWith("Synthetic")) {
        ours.merge(name(frame), 1, Integer::sum);
        return;
      }
    }
    for (StackTraceElement frame : stack) {
      if (frame.getClassName().startsWith("org.apache.flink.streaming")) {
        ours.merge("(Flink) " + name(frame), 1, Integer::sum);
        return;
      }
    }
  }

  private static String name(StackTraceElement frame) {
    return frame.getClassName().replaceAll(".*\\.", "") + "." + frame.getMethodName();
  }

  void end() throws InterruptedException {
    stopped = true;
    join();
  }

  void report(long flows) {
    Map<String, Long> byTask = new TreeMap<>();
    cpu.forEach(
        (id, nanos) ->
            byTask.merge(
                names.get(id).replaceAll(" \\(\\d+/\\d+\\)#\\d+", "").replaceAll("[-_ ]?\\d+$", ""), nanos, Long::sum));
    System.out.println("CPU by thread (of those alive at a look; the rest is garbage collection and compilation)");
    byTask.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(16)
        .forEach(e -> System.out.printf(Locale.ROOT, "  %6.2f s  %.90s%n", e.getValue() / 1e9, e.getKey()));
    top("innermost method of ours", ours);
    top("innermost method", leaves);
  }

  private void top(String title, Map<String, Integer> counts) {
    if (samples == 0) {
      return;
    }
    System.out.println(title + ", % of " + samples + " looks");
    counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(22)
        .forEach(e -> System.out.printf(Locale.ROOT, "  %5.1f %%  %s%n", 100.0 * e.getValue() / samples, e.getKey()));
  }
}
