package io.mudlark.jobs.correlate;

import io.mudlark.alert.ProfileMiss;
import io.mudlark.mrt.DirectionVerdict;
import io.mudlark.mrt.JudgedFlow;
import io.mudlark.mrt.NearestAce;
import io.mudlark.site.DeviceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The entries of a device's profile that the rejected flows of a window came nearest to.
 *
 * @param device whose
 * @param endMillis end of the window, milliseconds since the Unix epoch
 * @param misses in the order in which they were first met
 */
public record WindowMisses(DeviceId device, long endMillis, List<ProfileMiss> misses) {
  /** Entries that are told apart in a window; flows that came nearest to others are not counted. */
  static final int TOLD_APART = 32;

  public WindowMisses {
    misses = List.copyOf(misses);
  }

  /** The same and one more flow; a flow that is not rejected changes nothing. */
  WindowMisses plus(JudgedFlow flow) {
    DirectionVerdict decisive = flow.verdict().decisive(flow.deviceInitiated());
    if (decisive == null) {
      return this;
    }
    NearestAce nearest = decisive.nearest();
    ProfileMiss miss =
        new ProfileMiss(
            flow.verdict().profile(),
            Objects.requireNonNull(decisive.reason()).text(),
            decisive.equals(flow.verdict().fromDevice()),
            nearest == null ? "" : nearest.acl() + "/" + nearest.ace(),
            nearest == null ? List.of() : nearest.missed(),
            1);
    List<ProfileMiss> sum = new ArrayList<>(misses);
    Misses.add(sum, miss);
    return sum.size() > TOLD_APART ? this : new WindowMisses(device, endMillis, sum);
  }
}
