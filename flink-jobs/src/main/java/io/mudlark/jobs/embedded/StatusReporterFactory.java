package io.mudlark.jobs.embedded;

import java.util.Properties;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** Makes the reporter that shows how a live run fares; Flink asks for it by its class name. */
public final class StatusReporterFactory implements MetricReporterFactory {
  @Override
  public MetricReporter createMetricReporter(Properties properties) {
    return new StatusReporter();
  }

  /** Has a cluster show its status every two seconds. */
  public static void register(Configuration configuration) {
    configuration.setString(
        "metrics.reporter.status.factory.class", StatusReporterFactory.class.getName());
    configuration.setString("metrics.reporter.status.interval", "2 s");
  }
}
