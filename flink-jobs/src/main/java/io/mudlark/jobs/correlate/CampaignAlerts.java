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
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Joins pairs of devices with the same kind of traffic into sets, and tells people once per window
 * end in which a set has grown.
 *
 * <p>Keyed by signature, of which there are few; each key keeps one campaign of bounded size, which
 * is replaced when the next pair comes later than the time given. Pairs wait for the end of their
 * window, so that how far the watermark jumps makes no difference.
 */
public final class CampaignAlerts extends KeyedProcessFunction<String, SightingPair, Alert> {
  private static final long serialVersionUID = 1L;

  private final Duration within;
  private transient ValueState<Campaign> campaigns;
  private transient ListState<SightingPair> waiting;

  /**
   * @param within how long after the latest pair another one still belongs to the same campaign
   */
  public CampaignAlerts(Duration within) {
    this.within = within;
  }

  @Override
  public void open(OpenContext context) {
    Duration timeToLive = within.multipliedBy(2).plusDays(7);
    campaigns =
        getRuntimeContext()
            .getState(
                KeyedStates.value("campaign", ModelTypes.immutable(Campaign.class), timeToLive));
    waiting =
        getRuntimeContext()
            .getListState(
                KeyedStates.list(
                    "waiting-pairs", ModelTypes.immutable(SightingPair.class), timeToLive));
  }

  @Override
  public void processElement(SightingPair pair, Context context, Collector<Alert> out)
      throws Exception {
    waiting.add(pair);
    context.timerService().registerEventTimeTimer(pair.timeMillis());
  }

  /** All pairs of one window end are there; earlier ones have been dealt with. */
  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Alert> out)
      throws Exception {
    List<SightingPair> together = new ArrayList<>();
    List<SightingPair> later = new ArrayList<>();
    for (SightingPair pair : waiting.get()) {
      (pair.timeMillis() <= timestamp ? together : later).add(pair);
    }
    if (together.isEmpty()) {
      return;
    }
    waiting.update(later);
    Campaign campaign = campaigns.value();
    if (campaign == null || timestamp - campaign.lastMillis() > within.toMillis()) {
      campaign = Campaign.of(together.get(0).signature());
    }
    campaign = campaign.with(together);
    if (campaign.hasNews()) {
      out.collect(campaign.toAlert());
      campaign = campaign.afterTelling();
    }
    campaigns.update(campaign);
  }
}
