package io.mudlark.jobs.correlate;

import io.mudlark.flow.flink.KeyedStates;
import io.mudlark.flow.flink.ModelTypes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Pairs an anomalous window of one device with the next one of the same kind on another device; the
 * pairs chain up to sets of devices.
 *
 * <p>Keyed by signature. Windows that end together are taken in the order of site and device, so
 * that their arrival leaves no trace. A pattern of Flink CEP said the same, but took a third of a
 * millisecond for each window, and all windows of one signature in one go: ten thousand devices
 * with one worm kept a checkpoint waiting for seconds.
 */
public final class SightingPairs extends KeyedProcessFunction<String, EpisodeWindow, SightingPair> {
  private static final long serialVersionUID = 1L;

  private final Duration within;
  private transient ListState<EpisodeWindow> waiting;
  private transient ListState<EpisodeWindow> unpaired;

  /**
   * @param within how far apart the two windows may end
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open() before anything else
  public SightingPairs(Duration within) {
    this.within = within;
  }

  @Override
  public void open(OpenContext context) {
    Duration timeToLive = within.multipliedBy(2).plusDays(7);
    waiting =
        getRuntimeContext()
            .getListState(
                KeyedStates.list(
                    "waiting-sightings", ModelTypes.immutable(EpisodeWindow.class), timeToLive));
    unpaired =
        getRuntimeContext()
            .getListState(
                KeyedStates.list(
                    "unpaired-sightings", ModelTypes.immutable(EpisodeWindow.class), timeToLive));
  }

  @Override
  public void processElement(EpisodeWindow sighting, Context context, Collector<SightingPair> out)
      throws Exception {
    waiting.add(sighting);
    context.timerService().registerEventTimeTimer(timeOf(sighting));
  }

  /** All sightings of one window end are there; earlier ones have been dealt with. */
  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<SightingPair> out)
      throws Exception {
    List<EpisodeWindow> due = new ArrayList<>();
    List<EpisodeWindow> later = new ArrayList<>();
    for (EpisodeWindow sighting : waiting.get()) {
      (timeOf(sighting) <= timestamp ? due : later).add(sighting);
    }
    if (due.isEmpty()) {
      return;
    }
    waiting.update(later);
    due.sort(EpisodePatterns.BY_END_AND_DEVICE);
    List<EpisodeWindow> alone = new ArrayList<>();
    unpaired.get().forEach(alone::add);
    for (EpisodeWindow sighting : due) {
      alone.removeIf(earlier -> isOver(earlier, sighting) || pairs(earlier, sighting, out));
      alone.add(sighting);
    }
    unpaired.update(alone);
  }

  private boolean isOver(EpisodeWindow earlier, EpisodeWindow sighting) {
    return timeOf(sighting) - timeOf(earlier) > within.toMillis();
  }

  /**
   * What stays alone is of one device: the list is as short as a device has windows in the time.
   */
  private static boolean pairs(
      EpisodeWindow earlier, EpisodeWindow sighting, Collector<SightingPair> out) {
    if (earlier.device().equals(sighting.device())) {
      return false;
    }
    out.collect(SightingPair.of(earlier, sighting));
    return true;
  }

  private static long timeOf(EpisodeWindow sighting) {
    return sighting.window().endMillis() - 1;
  }
}
