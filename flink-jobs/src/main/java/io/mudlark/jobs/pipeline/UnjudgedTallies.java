package io.mudlark.jobs.pipeline;

import io.mudlark.flow.FlowRecord;
import io.mudlark.ledger.Tally;
import io.mudlark.stream.DeviceObservation;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** Makes the ledger's lines about views that came too late, or too many at once, to be judged. */
final class UnjudgedTallies implements FlatMapFunction<DeviceObservation, Tally> {
  private static final long serialVersionUID = 1L;

  @Override
  public void flatMap(DeviceObservation observation, Collector<Tally> out) {
    String site = observation.device().site();
    FlowRecord flow = observation.flow();
    if (flow != null) {
      Tally.Book book = flow.isInsideMeteredFlow() ? Tally.Book.EXCHANGES : Tally.Book.VIEWS;
      out.collect(new Tally(site, book, "unjudged", 1, flow.packets()));
    } else {
      out.collect(new Tally(site, Tally.Book.NOTES, "late-bindings", 1, 0));
    }
  }
}
