package io.mudlark.jobs.correlate;

import io.mudlark.alert.Alert;
import io.mudlark.site.DeviceId;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;
import org.apache.flink.util.Collector;

/** A trend whose parts come one after another: a pattern of Flink CEP, as a value. */
public interface Sequence extends DeviceTrend {
  /**
   * The pattern, for a stream keyed by device. It never skips: whether a match counts is known
   * where it is known which signs people were told of.
   *
   * @param within how far apart its first and its last part may be, this time included
   */
  Pattern<Part, ?> sequence(Duration within);

  /** The numbers of the parts that a sign can be, from 0; most signs are none. */
  List<Integer> stages(Sign sign);

  /** Gives out the parts that a sign can be: all that the pattern gets to see. */
  default void parts(Sign sign, Collector<Part> out) {
    stages(sign).forEach(stage -> out.collect(new Part(stage, sign)));
  }

  /** The match that began first, of those that rest on no sign that is used up. */
  @Override
  default List<Sign> match(List<Sign> signs, List<Match> matches) {
    return matches.stream()
        .filter(match -> match.pattern() == pattern() && signs.containsAll(match.signs()))
        .map(Match::signs)
        .min(Comparator.comparing(found -> found.get(0), Sign.IN_TIME))
        .orElse(List.of());
  }

  /** The only part there is, in so many windows. */
  static Pattern<Part, ?> repeated(String name, int windows, Duration within) {
    return Pattern.<Part>begin(name, AfterMatchSkipStrategy.noSkip())
        .where(is(0))
        .times(windows)
        .within(within.plusMillis(1));
  }

  /** Whether an event is a part with this number. */
  static SimpleCondition<Part> is(int stage) {
    return SimpleCondition.of(part -> part.stage() == stage);
  }

  /**
   * What a sign can be in a sequence. A window can be several parts of one, and then is several
   * events of the same time: in the order of their stages, so that a scan and a login that lie in
   * one window are found as well.
   *
   * @param stage which part, from 0
   * @param sign what was noticed
   */
  record Part(int stage, Sign sign) {
    /** Whose sign it is. */
    public DeviceId device() {
      return sign.device();
    }
  }

  /**
   * The signs of a device that make up a sequence.
   *
   * @param device whose
   * @param pattern which sequence
   * @param signs its parts in the order of time, each once
   */
  record Match(DeviceId device, Alert.Pattern pattern, List<Sign> signs) {
    public Match {
      signs = List.copyOf(signs);
    }

    /** Event time of its last part, milliseconds since the Unix epoch. */
    long timeMillis() {
      return signs.get(signs.size() - 1).timeMillis();
    }
  }
}
