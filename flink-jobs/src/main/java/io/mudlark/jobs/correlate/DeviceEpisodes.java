package io.mudlark.jobs.correlate;

import io.mudlark.alert.Alert;
import io.mudlark.flow.flink.KeyedStates;
import io.mudlark.flow.flink.ModelTypes;
import io.mudlark.site.DeviceId;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Tells people of an episode of one device when its first anomalous window is there, and again at
 * the window that ends it, at the last one that was observed, or at the first of an episode that
 * takes over from it; or when it has gone on for as long as its end is waited for.
 *
 * <p>Keyed by device, whose windows come in the order of time, as {@link MissJoin} gives them out.
 * Kept is the first window of an episode that goes on, and neither state nor timer of a device
 * without one. (A pattern of Flink CEP said the same in three steps; of an episode that has ended
 * it keeps two timers for as long as an end would have been waited for.)
 */
public final class DeviceEpisodes extends KeyedProcessFunction<DeviceId, EpisodeWindow, Alert> {
  private static final long serialVersionUID = 1L;

  private final long longestMillis;
  private transient ValueState<EpisodeWindow> openings;

  /**
   * @param longest how long the end of an episode is waited for, from the end of its first window
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open() before anything else
  public DeviceEpisodes(Duration longest) {
    this.longestMillis = longest.toMillis();
  }

  @Override
  public void open(OpenContext context) {
    Duration timeToLive = Duration.ofMillis(longestMillis).multipliedBy(2).plusDays(7);
    openings =
        getRuntimeContext()
            .getState(
                KeyedStates.value(
                    "open-episode", ModelTypes.immutable(EpisodeWindow.class), timeToLive));
  }

  @Override
  public void processElement(EpisodeWindow window, Context context, Collector<Alert> out)
      throws Exception {
    EpisodeWindow opening = openings.value();
    if (opening != null && timeOf(window) >= waitedUntil(opening)) {
      out.collect(EpisodeAlerts.stillOpen(opening));
      forget(opening, context);
    } else if (opening != null && isEnd(opening, window)) {
      out.collect(EpisodeAlerts.ended(opening, window));
      forget(opening, context);
    }
    if (window.opens()) {
      out.collect(EpisodeAlerts.opened(window));
      if (!window.ends()) {
        openings.update(window);
        context.timerService().registerEventTimeTimer(waitedUntil(window));
      }
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Alert> out)
      throws Exception {
    EpisodeWindow opening = openings.value();
    if (opening != null && waitedUntil(opening) <= timestamp) {
      out.collect(EpisodeAlerts.stillOpen(opening));
      openings.clear();
    }
  }

  private static boolean isEnd(EpisodeWindow opening, EpisodeWindow later) {
    return later.isOfAnotherEpisode(opening) ? later.opens() : later.ends();
  }

  private void forget(EpisodeWindow opening, Context context) {
    openings.clear();
    context.timerService().deleteEventTimeTimer(waitedUntil(opening));
  }

  private long waitedUntil(EpisodeWindow opening) {
    return timeOf(opening) + longestMillis;
  }

  private static long timeOf(EpisodeWindow window) {
    return window.window().endMillis() - 1;
  }
}
