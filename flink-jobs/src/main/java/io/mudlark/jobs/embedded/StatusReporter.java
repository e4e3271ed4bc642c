package io.mudlark.jobs.embedded;

import io.mudlark.jobs.pipeline.LiveFigures;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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
 * Shows how a live run fares, as one line on a terminal that is written over: messages and flows a
 * second, exporters, what was lost, and how far event time has come.
 */
final class StatusReporter implements MetricReporter, Scheduled {
  /** Its lines go to the terminal without a line end. */
  private static final Logger PROGRESS = LoggerFactory.getLogger("io.mudlark.progress");

  private static final String MESSAGES = "messages";
  private static final String KERNEL_DROPS = "kernelDrops";
  private static final Set<String> SHOWN =
      Set.of(
          MESSAGES,
          KERNEL_DROPS,
          LiveFigures.FLOWS,
          LiveFigures.UNKNOWN,
          LiveFigures.EXPORTERS,
          LiveFigures.LOST,
          LiveFigures.EVENT_TIME);

  private final Map<Metric, String> gauges = new ConcurrentHashMap<>();
  private long lastNanos = System.nanoTime();
  private long lastMessages;
  private long lastFlows;

  @Override
  public void open(MetricConfig config) {}

  @Override
  public void close() {}

  @Override
  public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
    if (metric instanceof Gauge<?> && SHOWN.contains(name)) {
      gauges.put(metric, name);
    }
  }

  @Override
  public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
    gauges.remove(metric);
  }

  @Override
  public void report() {
    long now = System.nanoTime();
    double seconds = Math.max((now - lastNanos) / 1e9, 0.001);
    long messages = sum(MESSAGES);
    long flows = sum(LiveFigures.FLOWS);
    double messageRate = Math.max(0, messages - lastMessages) / seconds;
    double flowRate = Math.max(0, flows - lastFlows) / seconds;
    lastNanos = now;
    lastMessages = messages;
    lastFlows = flows;
    long eventTime = max(LiveFigures.EVENT_TIME);
    String line =
        String.format(
            Locale.ROOT,
            "\r%,.0f messages/s, %,.0f flows/s, %,d flows (%,d of unknown hosts), %d exporters,"
                + " %,d lost, %,d dropped by the kernel; judged until %s   ",
            messageRate,
            flowRate,
            flows,
            sum(LiveFigures.UNKNOWN),
            max(LiveFigures.EXPORTERS),
            sum(LiveFigures.LOST),
            Math.max(0, sum(KERNEL_DROPS)),
            eventTime == 0 ? "-" : Instant.ofEpochSecond(eventTime / 1000));
    PROGRESS.info("{}", line);
  }

  private long sum(String name) {
    return gauges.entrySet().stream()
        .filter(gauge -> gauge.getValue().equals(name))
        .mapToLong(gauge -> value(gauge.getKey()))
        .sum();
  }

  private long max(String name) {
    return gauges.entrySet().stream()
        .filter(gauge -> gauge.getValue().equals(name))
        .mapToLong(gauge -> value(gauge.getKey()))
        .max()
        .orElse(0);
  }

  private static long value(Metric metric) {
    return metric instanceof Gauge<?> gauge && gauge.getValue() instanceof Number number
        ? number.longValue()
        : 0;
  }
}
