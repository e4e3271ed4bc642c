package io.mudlark.jobs.sink;

import io.mudlark.alert.Alert;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.application.MqttFacet;
import io.mudlark.flow.flink.ModelTypes;
import io.mudlark.jobs.collect.ExchangeDocument;
import io.mudlark.jobs.delivery.ResultDocument;
import io.mudlark.jobs.delivery.ResultStream;
import io.mudlark.jobs.ecs.EcsDocuments;
import io.mudlark.jobs.ecs.EcsFlows;
import io.mudlark.jobs.pipeline.Outlet;
import io.mudlark.jobs.pipeline.ResultStreams;
import io.mudlark.ledger.Tally;
import io.mudlark.stream.Observation;
import org.apache.flink.api.common.functions.FilterFunction;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Sends each stream of results, as documents, to one store or receiver.
 *
 * <p>Each stream has an operator of its own, {@code write-STREAM-NAME-v1}: a sink can be added or
 * taken away between a savepoint and the next start without touching the others.
 */
final class DocumentOutlet implements Outlet {
  private final DocumentSinks sinks;
  private final long windowMillis;

  /**
   * @param sinks where the documents go
   * @param windowMillis length of the windows, greater than 0
   */
  DocumentOutlet(DocumentSinks sinks, long windowMillis) {
    this.sinks = sinks;
    this.windowMillis = windowMillis;
  }

  @Override
  public void attach(ResultStreams results) {
    long window = windowMillis;
    if (wants(ResultStream.REJECTED)) {
      write(results.rejected(), ResultStream.REJECTED, flow -> EcsFlows.of(flow, window));
    }
    if (wants(ResultStream.CHARACTERIZATIONS)) {
      write(results.characterizations(), ResultStream.CHARACTERIZATIONS, EcsDocuments::of);
    }
    if (wants(ResultStream.EVOLUTION)) {
      write(results.evolutions(), ResultStream.EVOLUTION, EcsDocuments::of);
    }
    if (wants(ResultStream.ALERTS)) {
      write(alerts(results), ResultStream.ALERTS, EcsDocuments::of);
    }
    if (wants(ResultStream.DEVIATIONS) && results.deviations() != null) {
      write(results.deviations(), ResultStream.DEVIATIONS, EcsDocuments::of);
    }
    if (wants(ResultStream.LEDGER)) {
      write(totals(results.ledger()), ResultStream.LEDGER, document -> document);
    }
    if (wants(ResultStream.EXCHANGES)) {
      write(exchanges(results.observations()), ResultStream.EXCHANGES, ExchangeDocument::of);
    }
  }

  /** One alert's tellings stay in order. */
  private DataStream<Alert> alerts(ResultStreams results) {
    DataStream<Alert> all = results.alerts().keyBy(Alert::id, Types.STRING);
    if (!sinks.isForPeople()) {
      return all;
    }
    FilterFunction<Alert> told = alert -> alert.details().suppressed() == null;
    return on(all.filter(told), "unsuppressed-alerts", "Alerts that people are told of");
  }

  private boolean wants(ResultStream stream) {
    return sinks.streams().contains(stream);
  }

  private <T> void write(DataStream<T> results, ResultStream stream, ToDocument<T> document) {
    results
        .sinkTo(sinks.sink(stream, document))
        .uid("write-" + stream.word() + "-" + sinks.name() + "-v1")
        .name("Write " + stream.word() + " to " + sinks.name());
  }

  private <T> SingleOutputStreamOperator<T> on(
      SingleOutputStreamOperator<T> operator, String uid, String title) {
    return operator.uid(uid + "-for-" + sinks.name() + "-v1").name(title + " for " + sinks.name());
  }

  private DataStream<ResultDocument> totals(DataStream<Tally> ledger) {
    return on(
        ledger
            .keyBy(LedgerTotals::key, Types.STRING)
            .process(new LedgerTotals(), ModelTypes.immutable(ResultDocument.class)),
        "ledger-totals",
        "Sums of the ledger");
  }

  /** MQTT exchanges, inside metered flows or told by exporters. */
  private DataStream<FlowRecord> exchanges(DataStream<Observation> observations) {
    FlatMapFunction<Observation, FlowRecord> mqtt =
        (observation, out) -> {
          FlowRecord flow = observation.flow();
          if (flow != null && flow.application() instanceof MqttFacet) {
            out.collect(flow);
          }
        };
    return on(
        observations.flatMap(mqtt).returns(ModelTypes.FLOW_RECORD), "exchanges", "MQTT exchanges");
  }
}
