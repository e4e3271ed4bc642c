package io.mudlark.jobs.pipeline;

import io.mudlark.flow.flink.ModelTypes;
import io.mudlark.jobs.assemble.AssemblerOperator;
import io.mudlark.jobs.assemble.BiflowAssembler;
import io.mudlark.source.datagram.ExportDatagram;
import io.mudlark.source.flink.DecodeOperator;
import io.mudlark.source.flink.DecodeOptions;
import io.mudlark.source.flink.ExportKey;
import io.mudlark.stream.Observation;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Observations told by flow exporters: messages come in, are decoded, and uniflows are joined. */
public final class ExportsPipeline implements Intake {
  private final List<Inlet> inlets;
  private final DecodeOptions decoding;
  private final Duration pairWithin;
  private final List<Lease> leases;
  private final boolean bounded;

  /**
   * @param inlets where messages come from, at least one
   * @param decoding how they are decoded
   * @param pairWithin how far apart the ends of two directions of a conversation may be
   * @param leases who had which address when
   * @param bounded whether all inlets come to an end
   */
  public ExportsPipeline(
      List<Inlet> inlets,
      DecodeOptions decoding,
      Duration pairWithin,
      List<Lease> leases,
      boolean bounded) {
    if (inlets.isEmpty()) {
      throw new IllegalArgumentException("exports come from somewhere");
    }
    this.inlets = List.copyOf(inlets);
    this.decoding = decoding;
    this.pairWithin = pairWithin;
    this.leases = List.copyOf(leases);
    this.bounded = bounded;
  }

  @Override
  public List<DataStream<Observation>> open(StreamExecutionEnvironment env) {
    DataStream<Observation> decoded =
        Step.DECODE.on(
            messages(env)
                .keyBy(new ExportKey(), Types.STRING)
                .transform(
                    Step.DECODE.title(), ModelTypes.OBSERVATION, new DecodeOperator(decoding)));
    DataStream<Observation> whole =
        Step.WHOLE.on(
            decoded
                .filter(observation -> !BiflowAssembler.isUniflow(observation))
                .returns(ModelTypes.OBSERVATION));
    DataStream<Observation> uniflows =
        Step.UNIFLOWS.on(
            decoded.filter(BiflowAssembler::isUniflow).returns(ModelTypes.OBSERVATION));
    DataStream<Observation> joined =
        Step.PAIR.on(
            uniflows
                .keyBy(BiflowAssembler::keyOf, Types.LONG)
                .transform(
                    Step.PAIR.title(),
                    ModelTypes.OBSERVATION,
                    new AssemblerOperator(new BiflowAssembler(pairWithin))));
    return List.of(whole, joined);
  }

  /** Each inlet has one reader, which stamps and orders what comes. */
  private DataStream<ExportDatagram> messages(StreamExecutionEnvironment env) {
    DataStream<ExportDatagram> all = null;
    for (Inlet inlet : inlets) {
      Step step = step(inlet.kind());
      DataStream<ExportDatagram> one =
          step.on(
              env.fromSource(inlet.source(), inlet.watermarks(), step.title()).setParallelism(1));
      all = all == null ? one : all.union(one);
    }
    return Objects.requireNonNull(all);
  }

  private static Step step(Inlet.Kind kind) {
    return switch (kind) {
      case UDP -> Step.LISTEN_UDP;
      case TCP -> Step.LISTEN_TCP;
      case KAFKA -> Step.READ_KAFKA;
      case FILES -> Step.READ_FILES;
    };
  }

  @Override
  public List<Lease> leases() {
    return leases;
  }

  @Override
  public boolean tellsEnds() {
    return false;
  }

  @Override
  public boolean isBounded() {
    return bounded;
  }
}
