package io.mudlark.jobs.pipeline;

import io.mudlark.stream.Observation;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Observations made here, from packets: a source that merges all observation points by time. */
final class CapturePipeline implements Intake {
  private final Source<Observation, ?, ?> source;

  CapturePipeline(Source<Observation, ?, ?> source) {
    this.source = source;
  }

  /** One reader merges all observation points by time, so that none runs ahead of another. */
  @Override
  public List<DataStream<Observation>> open(StreamExecutionEnvironment env) {
    return List.of(
        Step.OBSERVE.on(
            env.fromSource(source, WatermarkStrategy.noWatermarks(), Step.OBSERVE.title())
                .setParallelism(1)));
  }

  @Override
  public List<Lease> leases() {
    return List.of();
  }

  @Override
  public boolean tellsEnds() {
    return true;
  }

  @Override
  public boolean isBounded() {
    return true;
  }
}
