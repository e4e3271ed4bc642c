package io.mudlark.jobs.embedded;

import java.util.Properties;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** Makes the reporter that shows progress; Flink asks for it by its class name. */
public final class ProgressReporterFactory implements MetricReporterFactory {
  @Override
  public MetricReporter createMetricReporter(Properties properties) {
    return new ProgressReporter();
  }
}
