package io.mudlark.jobs.correlate;

import io.mudlark.flow.flink.KeyedStates;
import io.mudlark.flow.flink.ModelTypes;
import io.mudlark.mrt.DirectionVerdict;
import io.mudlark.mrt.JudgedFlow;
import io.mudlark.mrt.Reason;
import io.mudlark.site.DeviceId;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Counts per device and window which entries of the profile rejected flows came nearest to. */
public final class MissTallies extends KeyedProcessFunction<DeviceId, JudgedFlow, WindowMisses> {
  private static final long serialVersionUID = 1L;

  private final long windowMillis;
  private transient MapState<Long, WindowMisses> open;

  /**
   * @param window length of the windows
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open() before anything else
  public MissTallies(Duration window) {
    this.windowMillis = window.toMillis();
  }

  @Override
  public void open(OpenContext context) {
    Duration timeToLive = Duration.ofMillis(windowMillis).multipliedBy(2).plusDays(7);
    open =
        getRuntimeContext()
            .getMapState(
                KeyedStates.map(
                    "open-misses",
                    Types.LONG,
                    ModelTypes.immutable(WindowMisses.class),
                    timeToLive));
  }

  /**
   * Takes a rejected flow. One that was rejected for a name without an address is left out: it is
   * no evidence against anybody.
   */
  @Override
  public void processElement(JudgedFlow flow, Context context, Collector<WindowMisses> out)
      throws Exception {
    DirectionVerdict decisive = flow.verdict().decisive(flow.deviceInitiated());
    if (decisive == null || decisive.reason() == Reason.NAME_UNRESOLVED) {
      return;
    }
    long end = Math.floorDiv(flow.flow().endMillis(), windowMillis) * windowMillis + windowMillis;
    WindowMisses known = open.get(end);
    if (known == null) {
      known = new WindowMisses(flow.device(), end, List.of());
      context.timerService().registerEventTimeTimer(end - 1);
    }
    open.put(end, known.plus(flow));
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<WindowMisses> out)
      throws Exception {
    WindowMisses known = open.get(timestamp + 1);
    if (known != null) {
      out.collect(known);
      open.remove(timestamp + 1);
    }
  }
}
