package io.mudlark.jobs.correlate;

import io.mudlark.flow.flink.KeyedStates;
import io.mudlark.flow.flink.ModelTypes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Pairs an anomalous window of one device with the next one of the same kind on another device; the
 * pairs chain up to sets of devices.
 *
 * <p>Keyed by scope and signature; what is too old for a pair is cleared by event time. Windows
 * that end together are taken in the order of site and device, so that their arrival leaves no
 * trace. A pattern of Flink CEP said the same, but took a third of a millisecond for each window,
 * and all windows of one signature in one go: ten thousand devices with one worm kept a checkpoint
 * waiting for seconds.
 */
public final class SightingPairs extends KeyedProcessFunction<String, Sighting, SightingPair> {
  private static final long serialVersionUID = 1L;

  private final Duration within;
  private transient ListState<Sighting> waiting;
  private transient ListState<Sighting> unpaired;

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
                    "waiting-sightings", ModelTypes.immutable(Sighting.class), timeToLive));
    unpaired =
        getRuntimeContext()
            .getListState(
                KeyedStates.list(
                    "unpaired-sightings", ModelTypes.immutable(Sighting.class), timeToLive));
  }

  @Override
  public void processElement(Sighting sighting, Context context, Collector<SightingPair> out)
      throws Exception {
    waiting.add(sighting);
    context.timerService().registerEventTimeTimer(timeOf(sighting));
  }

  /** All sightings of one window end are there; earlier ones have been dealt with. */
  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<SightingPair> out)
      throws Exception {
    List<Sighting> due = new ArrayList<>();
    List<Sighting> later = new ArrayList<>();
    for (Sighting sighting : waiting.get()) {
      (timeOf(sighting) <= timestamp ? due : later).add(sighting);
    }
    waiting.update(later);
    due.sort(Comparator.comparing(Sighting::window, EpisodeWindow.BY_END_AND_DEVICE));
    List<Sighting> alone = new ArrayList<>();
    unpaired.get().forEach(alone::add);
    for (Sighting sighting : due) {
      alone.removeIf(earlier -> isOver(earlier, sighting) || pairs(earlier, sighting, out));
      alone.add(sighting);
    }
    alone.removeIf(earlier -> timestamp - timeOf(earlier) > within.toMillis());
    unpaired.update(alone);
    if (!alone.isEmpty()) {
      context.timerService().registerEventTimeTimer(timeOf(alone.get(0)) + within.toMillis() + 1);
    }
  }

  private boolean isOver(Sighting earlier, Sighting sighting) {
    return timeOf(sighting) - timeOf(earlier) > within.toMillis();
  }

  /**
   * What stays alone is of one device: the list is as short as a device has windows in the time.
   */
  private static boolean pairs(Sighting earlier, Sighting sighting, Collector<SightingPair> out) {
    if (earlier.window().device().equals(sighting.window().device())) {
      return false;
    }
    out.collect(SightingPair.of(earlier, sighting));
    return true;
  }

  private static long timeOf(Sighting sighting) {
    return sighting.window().window().endMillis() - 1;
  }
}
