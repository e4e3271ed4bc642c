package io.mudlark.jobs.correlate;

import io.mudlark.alert.Alert;
import io.mudlark.alert.Severity;
import io.mudlark.mrt.TrafficKind;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.flink.cep.pattern.Pattern;

/**
 * A device calls one service that its profile does not know at regular intervals in several
 * windows: as malware does that waits for orders.
 *
 * @param windows how many windows it takes
 */
public record Beaconing(int windows) implements Sequence {
  private static final Set<TrafficKind> KINDS = Set.of(TrafficKind.BEACON);

  @Override
  public Alert.Pattern pattern() {
    return Alert.Pattern.BEACONING;
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public String title() {
    return "beaconing";
  }

  @Override
  public TrafficKind kind() {
    return TrafficKind.BEACON;
  }

  @Override
  public Set<TrafficKind> saidByEpisodesOf() {
    return KINDS;
  }

  @Override
  public String meaning() {
    return "the device calls one unlisted service at regular intervals, window after window";
  }

  @Override
  public Pattern<Part, ?> sequence(Duration within) {
    return Sequence.repeated("beacon", windows, within);
  }

  @Override
  public List<Integer> stages(Sign sign) {
    return sign.shows(KINDS) ? List.of(0) : List.of();
  }
}
