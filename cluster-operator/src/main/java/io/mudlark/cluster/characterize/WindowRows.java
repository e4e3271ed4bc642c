package io.mudlark.cluster.characterize;

import io.mudlark.cluster.feature.FlowRow;
import io.mudlark.mrt.BusiestService;
import io.mudlark.mrt.Characterization;
import io.mudlark.mrt.WindowSpan;
import io.mudlark.mrt.WindowTotals;
import io.mudlark.site.DeviceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one device's window when it closes.
 *
 * @param device whose window
 * @param window when
 * @param last whether the observation ended in it
 * @param totals what became of all its flows
 * @param rejected its rejected flows, in any order; all of them, or a sample if they were too many
 *     to keep
 * @param busiest the service of most of its accepted flows, as {@link Characterization#busiest} is
 * @param held that of connections left open, likewise
 */
public record WindowRows(
    DeviceId device,
    WindowSpan window,
    boolean last,
    WindowTotals totals,
    List<FlowRow> rejected,
    @Nullable BusiestService busiest,
    @Nullable BusiestService held) {
  public WindowRows {
    rejected = rejected.stream().sorted(FlowRow.BY_VIEW).toList();
    if (rejected.size() > totals.rejected().flows()) {
      throw new IllegalArgumentException(
          device + ": " + rejected.size() + " rows of " + totals.rejected().flows() + " flows");
    }
  }

  /** A window of whose accepted flows only the number is known. */
  public WindowRows(
      DeviceId device,
      WindowSpan window,
      boolean last,
      WindowTotals totals,
      List<FlowRow> rejected) {
    this(device, window, last, totals, rejected, null, null);
  }
}
