package io.mudlark.jobs.correlate;

import io.mudlark.alert.Alert;
import io.mudlark.alert.Severity;
import io.mudlark.mrt.TrafficKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first unusual window of rejected traffic after a new version of the device's profile, when
 * there was none in the same time before: the new profile does not fit what the device does, or the
 * device changed.
 */
public record RejectedAfterProfileChange() implements DeviceTrend {
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
  public List<Sign> match(List<Sign> signs) {
    @Nullable Sign change = null;
    boolean wasQuiet = true;
    for (Sign sign : signs) {
      if (sign.kind() == Sign.Kind.PROFILE_CHANGED) {
        change = sign;
      } else if (sign.isAnomalous() && change == null) {
        wasQuiet = false;
      } else if (sign.isAnomalous() && change != null && wasQuiet) {
        return List.of(change, sign);
      }
    }
    return List.of();
  }
}
