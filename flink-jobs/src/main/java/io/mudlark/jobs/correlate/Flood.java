package io.mudlark.jobs.correlate;

import io.mudlark.alert.Alert;
import io.mudlark.alert.Severity;
import io.mudlark.mrt.TrafficKind;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.flink.cep.pattern.Pattern;

/**
 * A flood from or towards a device in several windows: more than one burst.
 *
 * @param windows how many windows it takes
 */
public record Flood(int windows) implements Sequence {
  private static final Set<TrafficKind> KINDS =
      Set.of(TrafficKind.FLOOD_OUTBOUND, TrafficKind.FLOOD_INBOUND);

  @Override
  public Alert.Pattern pattern() {
    return Alert.Pattern.FLOOD;
  }

  @Override
  public Severity severity() {
    return Severity.CRITICAL;
  }

  @Override
  public String title() {
    return "flood";
  }

  @Override
  public TrafficKind kind() {
    return TrafficKind.FLOOD_OUTBOUND;
  }

  @Override
  public Set<TrafficKind> saidByEpisodesOf() {
    return KINDS;
  }

  @Override
  public String meaning() {
    return "one host is sent far more than it answers, window after window";
  }

  @Override
  public Pattern<Part, ?> sequence(Duration within) {
    return Sequence.repeated("flood", windows, within);
  }

  @Override
  public List<Integer> stages(Sign sign) {
    return sign.shows(KINDS) ? List.of(0) : List.of();
  }
}
