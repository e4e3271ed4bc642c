package io.mudlark.jobs.correlate;

import io.mudlark.alert.Alert;
import io.mudlark.flow.flink.KeyedStates;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Joins pairs of devices with the same kind of traffic into sets, and tells people once per window
 * end in which a set has grown.
 *
 * <p>Keyed by signature, of which there are few; each key keeps one campaign of bounded size, which
 * is replaced when the next pair comes later than the time given.
 */
public final class CampaignAlerts extends KeyedProcessFunction<String, SightingPair, Alert> {
  private static final long serialVersionUID = 1L;

  private final Duration within;
  private transient ValueState<Campaign> campaigns;

  /**
   * @param within how long after the latest pair another one still belongs to the same campaign
   */
  public CampaignAlerts(Duration within) {
    this.within = within;
  }

  @Override
  public void open(OpenContext context) {
    campaigns =
        getRuntimeContext()
            .getState(
                KeyedStates.value(
                    "campaign",
                    TypeInformation.of(Campaign.class),
                    within.multipliedBy(2).plusDays(7)));
  }

  @Override
  public void processElement(SightingPair pair, Context context, Collector<Alert> out)
      throws Exception {
    Campaign current = campaigns.value();
    if (current == null || pair.timeMillis() - current.lastMillis() > within.toMillis()) {
      current = Campaign.of(pair.signature());
    }
    campaigns.update(current.with(pair));
    context.timerService().registerEventTimeTimer(pair.timeMillis());
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Alert> out)
      throws Exception {
    Campaign campaign = campaigns.value();
    if (campaign != null && campaign.hasNews()) {
      out.collect(campaign.toAlert());
      campaigns.update(campaign.afterTelling());
    }
  }
}
