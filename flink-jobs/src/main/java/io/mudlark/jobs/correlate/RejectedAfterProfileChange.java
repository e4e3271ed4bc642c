package io.mudlark.jobs.correlate;

import io.mudlark.alert.Alert;
import io.mudlark.alert.Severity;
import io.mudlark.mrt.TrafficKind;
import java.time.Duration;
import java.util.List;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;

/**
 * The first unusual window of rejected traffic after a new version of the device's profile, when
 * there was none in the same time before: the new profile does not fit what the device does, or the
 * device changed.
 */
public record RejectedAfterProfileChange() implements Sequence {
  @Override
  public Alert.Pattern pattern() {
    return Alert.Pattern.PROFILE_CHANGE;
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public String title() {
    return "rejected traffic since its profile changed";
  }

  @Override
  public TrafficKind kind() {
    return TrafficKind.OTHER;
  }

  @Override
  public String meaning() {
    return "the device did what its profile allowed until a new version of the profile came";
  }

  @Override
  public Pattern<Part, ?> sequence(Duration within) {
    return Pattern.<Part>begin("changed", AfterMatchSkipStrategy.noSkip())
        .where(Sequence.is(0))
        .notFollowedBy("changed again")
        .where(Sequence.is(0))
        .followedBy("unusual")
        .where(Sequence.is(1))
        .within(within.plusMillis(1));
  }

  /** An unusual window that does not open an episode is of one that went on before it. */
  @Override
  public List<Integer> stages(Sign sign) {
    if (sign.kind() == Sign.Kind.PROFILE_CHANGED) {
      return List.of(0);
    }
    EpisodeWindow window = sign.window();
    return window != null && window.opens() ? List.of(1) : List.of();
  }

  /** An episode that ended shortly before the change speaks against it. */
  @Override
  public List<Sign> match(List<Sign> signs, List<Match> matches) {
    List<Sign> found = Sequence.super.match(signs, matches);
    boolean wasQuiet =
        found.isEmpty()
            || signs.stream()
                .filter(Sign::isAnomalous)
                .noneMatch(sign -> Sign.IN_TIME.compare(sign, found.get(0)) < 0);
    return wasQuiet ? found : List.of();
  }
}
