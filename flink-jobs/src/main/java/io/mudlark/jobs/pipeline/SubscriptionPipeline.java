package io.mudlark.jobs.pipeline;

import io.mudlark.source.flink.MqttBrokerSource;
import io.mudlark.stream.Observation;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** Observations of an MQTT broker's subscriber, beside those of exporters where there are any. */
public final class SubscriptionPipeline implements Intake {
  private final MqttBrokerSource source;
  private final @Nullable Intake others;

  /**
   * @param source subscribes
   * @param others what else comes in, or null
   */
  public SubscriptionPipeline(MqttBrokerSource source, @Nullable Intake others) {
    this.source = source;
    this.others = others;
  }

  @Override
  public List<DataStream<Observation>> open(StreamExecutionEnvironment env) {
    Step step = Step.SUBSCRIBE;
    DataStream<Observation> messages =
        step.on(
            env.fromSource(source, WatermarkStrategy.noWatermarks(), step.title())
                .setParallelism(1));
    if (others == null) {
      return List.of(messages);
    }
    List<DataStream<Observation>> all = new ArrayList<>(others.open(env));
    int last = all.size() - 1;
    all.set(last, all.get(last).union(messages));
    return all;
  }

  @Override
  public List<Lease> leases() {
    return others == null ? List.of() : others.leases();
  }

  @Override
  public boolean tellsEnds() {
    return false;
  }

  @Override
  public boolean isBounded() {
    return false;
  }
}
