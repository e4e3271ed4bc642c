package io.mudlark.jobs.embedded;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.Scheduled;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows how far the captures have been read: packets, rate and the time still needed, as one line
 * on a terminal that is written over.
 */
final class ProgressReporter implements MetricReporter, Scheduled {
  /** Its lines go to the terminal without a line end. */
  private static final Logger PROGRESS = LoggerFactory.getLogger("io.mudlark.progress");

  private static final String READ = "packetsRead";
  private static final String TOTAL = "packetsTotal";

  private final Map<Metric, String> gauges = new ConcurrentHashMap<>();
  private final long startNanos = System.nanoTime();
  private volatile boolean finished;

  @Override
  public void open(MetricConfig config) {}

  @Override
  public void close() {}

  @Override
  public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
    if (metric instanceof Gauge<?> && (name.equals(READ) || name.equals(TOTAL))) {
      gauges.put(metric, name);
    }
  }

  @Override
  public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
    gauges.remove(metric);
  }

  @Override
  public void report() {
    long read = sum(READ);
    long total = sum(TOTAL);
    if (total == 0 || finished) {
      return;
    }
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    double rate = read / Math.max(seconds, 0.001);
    finished = read >= total;
    String line =
        String.format(
            Locale.ROOT,
            "\r%,d of %,d packets (%d %%), %,.0f packets/s, %s",
            read,
            total,
            100 * read / total,
            rate,
            finished ? "read; closing windows\n" : remaining(total - read, rate));
    PROGRESS.info("{}", line);
  }

  private static String remaining(long packets, double rate) {
    return rate < 1 ? "" : String.format(Locale.ROOT, "%,.0f s to go   ", packets / rate);
  }

  private long sum(String name) {
    long sum = 0;
    for (Map.Entry<Metric, String> gauge : gauges.entrySet()) {
      if (gauge.getValue().equals(name)
          && gauge.getKey() instanceof Gauge<?> g
          && g.getValue() instanceof Number n) {
        sum += n.longValue();
      }
    }
    return sum;
  }
}
