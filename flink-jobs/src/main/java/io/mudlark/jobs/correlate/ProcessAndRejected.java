package io.mudlark.jobs.correlate;

import io.mudlark.alert.Alert;
import io.mudlark.alert.Severity;
import io.mudlark.mrt.TrafficKind;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A device leaves its process and has unusual rejected traffic, whichever comes first: what happens
 * on the wire and what happens in the plant have one cause.
 */
public record ProcessAndRejected() implements DeviceTrend {
  @Override
  public Alert.Pattern pattern() {
    return Alert.Pattern.PROCESS_AND_REJECTED;
  }

  @Override
  public Severity severity() {
    return Severity.CRITICAL;
  }

  @Override
  public String title() {
    return "process deviation together with rejected traffic";
  }

  @Override
  public TrafficKind kind() {
    return TrafficKind.OTHER;
  }

  @Override
  public String meaning() {
    return "the device left its process while its profile rejected unusual traffic";
  }

  @Override
  public List<Sign> match(List<Sign> signs, List<Sequence.Match> matches) {
    @Nullable Sign process = null;
    @Nullable Sign traffic = null;
    for (Sign sign : signs) {
      if (sign.kind() == Sign.Kind.PROCESS_BROKEN && process == null) {
        process = sign;
      } else if (sign.isAnomalous() && traffic == null) {
        traffic = sign;
      }
    }
    return process == null || traffic == null
        ? List.of()
        : Stream.of(process, traffic).sorted(Sign.IN_TIME).toList();
  }
}
