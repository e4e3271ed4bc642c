package io.mudlark.jobs.pipeline;

import io.mudlark.alert.Alert;
import io.mudlark.alert.ProcessDeviation;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.flink.ModelTypes;
import io.mudlark.ledger.Tally;
import io.mudlark.process.flink.ConformanceFunction;
import io.mudlark.process.flink.InferenceFunction;
import io.mudlark.process.flink.ModelFileSource;
import io.mudlark.process.flink.ModelUpdate;
import io.mudlark.process.flink.ProcessSettings;
import io.mudlark.process.flink.RateFunction;
import io.mudlark.process.mqtt.MqttExchange;
import io.mudlark.stream.Observation;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** MQTT exchanges in, alerts about broken processes and busy clients out. */
final class ProcessPipeline {
  private static final TypeInformation<Alert> ALERT = ModelTypes.immutable(Alert.class);

  /** Site and case, how sure that is, and the exchange. */
  private static final TypeInformation<Tuple3<String, Float, FlowRecord>> CASE_STEP =
      Types.TUPLE(Types.STRING, Types.FLOAT, ModelTypes.FLOW_RECORD);

  private final SingleOutputStreamOperator<Tuple3<String, Float, FlowRecord>> inferred;
  private final SingleOutputStreamOperator<Alert> deviations;
  private final SingleOutputStreamOperator<Alert> rates;

  /**
   * @param settings null when there is no process model, and then there is no pipeline
   */
  static @Nullable ProcessPipeline of(
      StreamExecutionEnvironment env,
      @Nullable ProcessSettings settings,
      DataStream<Observation> observations) {
    return settings == null ? null : new ProcessPipeline(env, settings, observations);
  }

  private ProcessPipeline(
      StreamExecutionEnvironment env,
      ProcessSettings settings,
      DataStream<Observation> observations) {
    FlatMapFunction<Observation, FlowRecord> published =
        (observation, out) -> {
          FlowRecord flow = observation.flow();
          MqttExchange exchange = flow == null ? null : MqttExchange.of(flow);
          if (flow != null && exchange != null && exchange.isPublish()) {
            out.collect(flow);
          }
        };
    var exchanges =
        Step.PUBLISHED.on(observations.flatMap(published).returns(ModelTypes.FLOW_RECORD));
    BroadcastStream<ModelUpdate> changes = changes(env, settings);
    this.inferred =
        Step.PROCESS_INFER.on(
            Step.PROCESS_UNNAMED
                .on(exchanges.filter(flow -> !namesCase(flow)).returns(ModelTypes.FLOW_RECORD))
                .keyBy(FlowRecord::observationPoint, Types.STRING)
                .connect(changes)
                .process(new InferenceFunction(settings), CASE_STEP));
    this.deviations = deviations(settings, named(exchanges).union(inferred), changes);
    this.rates =
        Step.PROCESS_RATES.on(
            exchanges
                .keyBy(RateFunction.key(settings), Types.STRING)
                .connect(changes)
                .process(new RateFunction(settings), ALERT));
  }

  private static boolean namesCase(FlowRecord flow) {
    MqttExchange exchange = MqttExchange.of(flow);
    return exchange != null && exchange.isCaseEvent();
  }

  /** Exchanges that name their case: nobody doubts it. */
  private static DataStream<Tuple3<String, Float, FlowRecord>> named(
      DataStream<FlowRecord> exchanges) {
    FlatMapFunction<FlowRecord, Tuple3<String, Float, FlowRecord>> byCase =
        (flow, out) -> {
          MqttExchange exchange = MqttExchange.of(flow);
          if (exchange != null && exchange.isCaseEvent()) {
            String key = flow.observationPoint() + '\n' + exchange.message().correlation();
            out.collect(Tuple3.of(key, 1f, flow));
          }
        };
    return Step.PROCESS_CASES.on(exchanges.flatMap(byCase).returns(CASE_STEP));
  }

  private static SingleOutputStreamOperator<Alert> deviations(
      ProcessSettings settings,
      DataStream<Tuple3<String, Float, FlowRecord>> cases,
      BroadcastStream<ModelUpdate> changes) {
    return Step.CONFORM.on(
        cases
            .keyBy(step -> step.f0, Types.STRING)
            .connect(changes)
            .process(new ConformanceFunction(settings), ALERT));
  }

  /** Models that come later; where none can, a tick, of which no change is made. */
  private static BroadcastStream<ModelUpdate> changes(
      StreamExecutionEnvironment env, ProcessSettings settings) {
    return later(env, settings.later()).broadcast(ConformanceFunction.MODELS);
  }

  private static SingleOutputStreamOperator<ModelUpdate> later(
      StreamExecutionEnvironment env, @Nullable ModelFileSource source) {
    Step watch = Step.PROCESS_MODELS_WATCHED;
    if (source != null) {
      return watch.on(
          env.fromSource(source, WatermarkStrategy.noWatermarks(), watch.title())
              .setParallelism(1));
    }
    var tick =
        Step.PROCESS_TICK.on(
            env.fromSource(
                    new NumberSequenceSource(0, 0),
                    WatermarkStrategy.noWatermarks(),
                    Step.PROCESS_TICK.title())
                .setParallelism(1));
    FlatMapFunction<Long, ModelUpdate> none = (ignored, out) -> {};
    return Step.PROCESS_MODELS.on(
        tick.flatMap(none).returns(ModelTypes.immutable(ModelUpdate.class)).setParallelism(1));
  }

  /** What people are told. */
  DataStream<Alert> alerts() {
    return deviations.union(rates);
  }

  /** What is wrong, one by one. */
  DataStream<ProcessDeviation> deviations() {
    return deviations
        .getSideOutput(ConformanceFunction.DEVIATIONS)
        .union(rates.getSideOutput(ConformanceFunction.DEVIATIONS));
  }

  /** Exchanges that could not be judged. */
  DataStream<Tally> tallies() {
    return deviations
        .getSideOutput(ConformanceFunction.TALLIES)
        .union(
            inferred.getSideOutput(InferenceFunction.TALLIES),
            rates.getSideOutput(RateFunction.TALLIES));
  }
}
