package io.mudlark.jobs.correlate;

import io.mudlark.alert.Alert;
import io.mudlark.flow.flink.KeyedStates;
import io.mudlark.flow.flink.ModelTypes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Joins pairs of devices with the same kind of traffic into sets, and tells people at the end of a
 * window in which a set has grown: in devices, or to twice the flows they know of. When it has
 * ended on all devices, they are told once more.
 *
 * <p>Keyed by scope and signature, of which there are few; each key keeps one campaign of bounded
 * size, which is cleared as soon as nothing can belong to it any more. Everything waits for the end
 * of its window, so that how far the watermark jumps makes no difference.
 */
public final class CampaignAlerts
    extends KeyedCoProcessFunction<String, SightingPair, Sighting, Alert> {
  private static final long serialVersionUID = 1L;

  private final AlertSettings settings;
  private final long windowMillis;
  private transient ValueState<Campaign> campaigns;
  private transient ListState<SightingPair> pairs;
  private transient ListState<EpisodeWindow> windows;

  /**
   * @param settings how long after the latest pair another one still belongs to the same campaign,
   *     and how many devices it takes
   * @param window length of the windows: a device without one has left its campaign
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open() before anything else
  public CampaignAlerts(AlertSettings settings, Duration window) {
    this.settings = settings;
    this.windowMillis = window.toMillis();
  }

  @Override
  public void open(OpenContext context) {
    Duration timeToLive = settings.within().multipliedBy(2).plusDays(7);
    var runtime = getRuntimeContext();
    campaigns =
        runtime.getState(
            KeyedStates.value("campaign", ModelTypes.immutable(Campaign.class), timeToLive));
    pairs =
        runtime.getListState(
            KeyedStates.list(
                "waiting-pairs", ModelTypes.immutable(SightingPair.class), timeToLive));
    windows =
        runtime.getListState(
            KeyedStates.list(
                "waiting-windows", ModelTypes.immutable(EpisodeWindow.class), timeToLive));
  }

  @Override
  public void processElement1(SightingPair pair, Context context, Collector<Alert> out)
      throws Exception {
    if (!Scopes.isSpread(pair.scope()) || pair.isInSequence()) {
      pairs.add(pair);
      context.timerService().registerEventTimeTimer(pair.timeMillis());
    }
  }

  @Override
  public void processElement2(Sighting sighting, Context context, Collector<Alert> out)
      throws Exception {
    windows.add(sighting.window());
    context.timerService().registerEventTimeTimer(sighting.window().window().endMillis());
  }

  /** All pairs and windows of one window end are there; earlier ones have been dealt with. */
  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Alert> out)
      throws Exception {
    List<SightingPair> together = new ArrayList<>();
    List<SightingPair> later = new ArrayList<>();
    for (SightingPair pair : pairs.get()) {
      (pair.timeMillis() <= timestamp ? together : later).add(pair);
    }
    pairs.update(later);
    List<EpisodeWindow> latest = takeWindows(timestamp);
    Campaign campaign = campaigns.value();
    if (campaign != null && timestamp - campaign.lastMillis() > settings.within().toMillis()) {
      campaign = null;
      campaigns.clear();
    }
    if (campaign == null) {
      if (together.isEmpty()) {
        return;
      }
      SightingPair any = together.get(0);
      campaign = Campaign.of(any.scope(), any.signature());
    }
    campaign = campaign.with(together).after(latest);
    boolean on = campaign.isOn(timestamp - windowMillis);
    if (campaign.hasNews(settings.leastDevices(), on)) {
      out.collect(campaign.toAlert(on));
      campaign = campaign.afterTelling(on);
    }
    campaigns.update(campaign);
    context
        .timerService()
        .registerEventTimeTimer(
            on
                ? timestamp + windowMillis
                : campaign.lastMillis() + settings.within().toMillis() + 1);
  }

  private List<EpisodeWindow> takeWindows(long timestamp) throws Exception {
    List<EpisodeWindow> due = new ArrayList<>();
    List<EpisodeWindow> later = new ArrayList<>();
    for (EpisodeWindow window : windows.get()) {
      (window.window().endMillis() <= timestamp ? due : later).add(window);
    }
    windows.update(later);
    return due;
  }
}
