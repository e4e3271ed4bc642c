package io.mudlark.jobs.pipeline;

import io.mudlark.ledger.Tally;
import io.mudlark.mrt.Characterization;
import io.mudlark.mrt.Volume;
import io.mudlark.mrt.WindowTotals;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** Makes the ledger's lines about device views from the totals of a window. */
final class WindowTallies implements FlatMapFunction<Characterization, Tally> {
  private static final long serialVersionUID = 1L;

  @Override
  public void flatMap(Characterization window, Collector<Tally> out) {
    String site = window.device().site();
    WindowTotals totals = window.totals();
    tell(site, "accepted", totals.accepted(), out);
    tell(site, "rejected", totals.rejected(), out);
    tell(site, "unresolved", totals.unresolved(), out);
    tell(site, "unprofiled", totals.unprofiled(), out);
  }

  private static void tell(String site, String fate, Volume volume, Collector<Tally> out) {
    if (volume.flows() > 0) {
      out.collect(new Tally(site, Tally.Book.VIEWS, fate, volume.flows(), volume.packets()));
    }
  }
}
