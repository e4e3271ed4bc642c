package io.mudlark.jobs.correlate;

import io.mudlark.flow.flink.KeyedStates;
import io.mudlark.flow.flink.ModelTypes;
import io.mudlark.site.DeviceId;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Says of each window of an episode which entries of the device's profile were missed in it.
 *
 * <p>Both inputs wait for the end of the window; then both are there, whichever came first. Nothing
 * of a window is kept beyond its end.
 */
public final class MissJoin
    extends KeyedCoProcessFunction<DeviceId, EpisodeWindow, WindowMisses, EpisodeWindow> {
  private static final long serialVersionUID = 1L;

  private final Duration timeToLive;
  private transient MapState<Long, EpisodeWindow> windows;
  private transient MapState<Long, WindowMisses> misses;

  /**
   * @param window length of the windows
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open() before anything else
  public MissJoin(Duration window) {
    this.timeToLive = window.multipliedBy(2).plusDays(7);
  }

  @Override
  public void open(OpenContext context) {
    windows =
        getRuntimeContext()
            .getMapState(
                KeyedStates.map(
                    "windows", Types.LONG, ModelTypes.immutable(EpisodeWindow.class), timeToLive));
    misses =
        getRuntimeContext()
            .getMapState(
                KeyedStates.map(
                    "misses", Types.LONG, ModelTypes.immutable(WindowMisses.class), timeToLive));
  }

  @Override
  public void processElement1(EpisodeWindow window, Context context, Collector<EpisodeWindow> out)
      throws Exception {
    long end = window.window().endMillis();
    windows.put(end, window);
    context.timerService().registerEventTimeTimer(end - 1);
  }

  @Override
  public void processElement2(WindowMisses of, Context context, Collector<EpisodeWindow> out)
      throws Exception {
    misses.put(of.endMillis(), of);
    context.timerService().registerEventTimeTimer(of.endMillis() - 1);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<EpisodeWindow> out)
      throws Exception {
    long end = timestamp + 1;
    EpisodeWindow window = windows.get(end);
    WindowMisses known = misses.get(end);
    if (window != null) {
      out.collect(known == null ? window : window.withMisses(Misses.together(known.misses())));
    }
    windows.remove(end);
    misses.remove(end);
  }
}
