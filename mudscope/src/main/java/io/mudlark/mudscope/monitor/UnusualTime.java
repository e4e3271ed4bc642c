package io.mudlark.mudscope.monitor;

import io.mudlark.mudscope.input.UnusableInput;
import java.util.List;

/**
 * A time in which a feed was not as it usually is, for programs that hold it against something.
 *
 * @param startSeconds when it began, seconds since the Unix epoch
 * @param endSeconds when it ended, or when the feed did, if it ended first
 */
public record UnusualTime(double startSeconds, double endSeconds) {
  /**
   * The unusual times of a feed, oldest first.
   *
   * @param compat by the original's rule
   * @throws UnusableInput when the feed cannot be read
   */
  public static List<UnusualTime> of(MonitorConfig.Source source, boolean compat)
      throws UnusableInput {
    Feed feed = FeedReader.read(source, List.of());
    return AnomalyFinder.find(feed, List.of(), compat).stream()
        .map(
            anomaly ->
                new UnusualTime(
                    anomaly.startSeconds(),
                    anomaly.open() ? feed.at("ch2_t_end", feed.rows() - 1) : anomaly.endSeconds()))
        .toList();
  }
}
