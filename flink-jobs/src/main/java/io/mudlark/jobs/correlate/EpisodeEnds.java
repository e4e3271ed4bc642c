package io.mudlark.jobs.correlate;

import io.mudlark.alert.Alert;
import java.util.List;
import java.util.Map;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.cep.functions.TimedOutPartialMatchHandler;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Turns a matched episode into its closing alert, and one that never ends into a reminder. */
public final class EpisodeEnds extends PatternProcessFunction<EpisodeWindow, Alert>
    implements TimedOutPartialMatchHandler<EpisodeWindow> {
  private static final long serialVersionUID = 1L;

  private final OutputTag<Alert> unended;

  /**
   * @param unended where episodes go that have not ended for as long as the pattern waits
   */
  public EpisodeEnds(OutputTag<Alert> unended) {
    this.unended = unended;
  }

  @Override
  public void processMatch(
      Map<String, List<EpisodeWindow>> match, Context context, Collector<Alert> out) {
    out.collect(
        EpisodeAlerts.ended(
            EpisodePatterns.matched(match, EpisodePatterns.OPENED),
            EpisodePatterns.matched(match, EpisodePatterns.ENDED)));
  }

  @Override
  public void processTimedOutMatch(Map<String, List<EpisodeWindow>> match, Context context) {
    EpisodeWindow opening = EpisodePatterns.matched(match, EpisodePatterns.OPENED);
    if (!opening.episode().cutOff()) {
      context.output(unended, EpisodeAlerts.stillOpen(opening));
    }
  }
}
