package io.mudlark.cluster.testing;

import io.mudlark.cluster.characterize.WindowRows;
import io.mudlark.cluster.feature.FlowRow;
import io.mudlark.mrt.Volume;
import io.mudlark.mrt.WindowSpan;
import io.mudlark.mrt.WindowTotals;
import io.mudlark.site.DeviceId;
import java.util.List;

/** Windows to characterize. */
public final class Windows {
  public static final DeviceId PLUG = new DeviceId("lab", "plug");
  public static final long LENGTH_MILLIS = 300_000;

  private Windows() {}

  /** The window with this number whose rejected flows are these; nothing else was seen. */
  public static WindowRows window(long ordinal, List<FlowRow> rejected) {
    return window(PLUG, ordinal, rejected);
  }

  public static WindowRows window(DeviceId device, long ordinal, List<FlowRow> rejected) {
    long packets = rejected.stream().mapToLong(FlowRow::packets).sum();
    long octets = rejected.stream().mapToLong(FlowRow::octets).sum();
    return new WindowRows(
        device,
        span(ordinal),
        false,
        new WindowTotals(
            Volume.NONE, new Volume(rejected.size(), packets, octets), Volume.NONE, Volume.NONE),
        rejected);
  }

  public static WindowSpan span(long ordinal) {
    long start = 1_700_000_100_000L + ordinal * LENGTH_MILLIS;
    return new WindowSpan(start, start + LENGTH_MILLIS, ordinal);
  }
}
