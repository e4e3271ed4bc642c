package io.mudlark.jobs.correlate;

import java.util.List;
import java.util.Map;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.util.Collector;

/** Turns a match of the same kind on two devices into a pair. */
public final class SightingPairs extends PatternProcessFunction<EpisodeWindow, SightingPair> {
  private static final long serialVersionUID = 1L;

  @Override
  public void processMatch(
      Map<String, List<EpisodeWindow>> match, Context context, Collector<SightingPair> out) {
    out.collect(
        SightingPair.of(
            EpisodePatterns.matched(match, EpisodePatterns.FIRST),
            EpisodePatterns.matched(match, EpisodePatterns.OTHER)));
  }
}
