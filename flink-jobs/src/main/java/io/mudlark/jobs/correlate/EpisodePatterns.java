package io.mudlark.jobs.correlate;

import io.mudlark.mrt.Episode;
import io.mudlark.mrt.TrafficKind;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.cep.EventComparator;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;

/** The patterns that are looked for in the evolution of devices, as values. */
public final class EpisodePatterns {
  public static final String OPENED = "opened";
  public static final String ENDED = "ended";

  static final Comparator<EpisodeWindow> BY_END_AND_DEVICE =
      Comparator.<EpisodeWindow>comparingLong(window -> window.window().endMillis())
          .thenComparing(EpisodeWindow::device);

  private EpisodePatterns() {}

  /**
   * An episode of one device from its first anomalous window to the window that ends it, to the
   * last one that was observed, or to the first of an episode that takes over from it. To be
   * matched on a stream keyed by device.
   *
   * @param longest how long an episode is waited for
   */
  public static Pattern<EpisodeWindow, ?> episode(Duration longest) {
    return Pattern.<EpisodeWindow>begin(OPENED, AfterMatchSkipStrategy.noSkip())
        .where(SimpleCondition.of(EpisodePatterns::opens))
        .followedBy(ENDED)
        .where(new EndOfTheSame())
        .within(longest);
  }

  /** The order of windows that end together: by site, then device. */
  public static EventComparator<EpisodeWindow> order() {
    return new ByDevice();
  }

  /** The one event that a stage of a pattern matched. */
  static EpisodeWindow matched(Map<String, List<EpisodeWindow>> match, String stage) {
    return Objects.requireNonNull(match.get(stage)).get(0);
  }

  /** Whether the first window of an episode. */
  public static boolean opens(EpisodeWindow window) {
    return window.episode().phase() == Episode.Phase.OPENED;
  }

  /** Whether a window can be a stage of {@link #episode}; no other needs to be looked at. */
  public static boolean opensOrEnds(EpisodeWindow window) {
    return opens(window) || ends(window);
  }

  private static boolean ends(EpisodeWindow window) {
    return window.episode().phase() == Episode.Phase.CLOSED || window.episode().cutOff();
  }

  /** Whether {@code later} belongs to another episode than {@code opening}: one that took over. */
  static boolean takesOver(EpisodeWindow opening, EpisodeWindow later) {
    return !Objects.equals(opening.episode().id(), later.episode().id());
  }

  /** Whether a window of an episode whose kind of traffic says something about other devices. */
  static boolean isOfKnownKind(EpisodeWindow window) {
    var signature = window.episode().signature();
    return signature != null
        && signature.kind() != TrafficKind.NONE
        && signature.kind() != TrafficKind.OTHER;
  }

  private static final class EndOfTheSame extends IterativeCondition<EpisodeWindow> {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean filter(EpisodeWindow later, Context<EpisodeWindow> context) throws Exception {
      for (EpisodeWindow opening : context.getEventsForPattern(OPENED)) {
        return takesOver(opening, later) ? opens(later) : ends(later);
      }
      return false;
    }
  }

  private static final class ByDevice implements EventComparator<EpisodeWindow> {
    private static final long serialVersionUID = 1L;
    private static final Comparator<EpisodeWindow> ORDER =
        Comparator.comparing(EpisodeWindow::device);

    @Override
    public int compare(EpisodeWindow a, EpisodeWindow b) {
      return ORDER.compare(a, b);
    }
  }
}
