package io.mudlark.mrt;

import org.jspecify.annotations.Nullable;

/**
 * The judgement of a flow from one device's point of view.
 *
 * @param outcome accepted, rejected or unprofiled
 * @param fromDevice the direction the device sends in; null when it carried no packets or there is
 *     no profile
 * @param toDevice the direction the device receives in; null likewise
 * @param initiatorUncertain an entry with {@code direction-initiated} was matched either way
 *     because the TCP handshake was not seen
 * @param profile the MUD URL of the profile in force, or null
 */
public record Verdict(
    Outcome outcome,
    @Nullable DirectionVerdict fromDevice,
    @Nullable DirectionVerdict toDevice,
    boolean initiatorUncertain,
    @Nullable String profile) {
  /** For a device without a MUD profile. */
  public static final Verdict UNPROFILED = new Verdict(Outcome.UNPROFILED, null, null, false, null);

  /** The two directions put together: rejected as soon as one is. */
  public static Verdict of(
      @Nullable DirectionVerdict fromDevice,
      @Nullable DirectionVerdict toDevice,
      boolean initiatorUncertain,
      String profile) {
    boolean rejected =
        (fromDevice != null && !fromDevice.isAccepted())
            || (toDevice != null && !toDevice.isAccepted());
    return new Verdict(
        rejected ? Outcome.REJECTED : Outcome.ACCEPTED,
        fromDevice,
        toDevice,
        initiatorUncertain,
        profile);
  }

  /**
   * The reason that stands for the flow: of the rejected directions the initiator's when {@code
   * deviceInitiated}, else the other; null when nothing is rejected.
   */
  public @Nullable DirectionVerdict decisive(boolean deviceInitiated) {
    DirectionVerdict first = deviceInitiated ? fromDevice : toDevice;
    DirectionVerdict second = deviceInitiated ? toDevice : fromDevice;
    if (first != null && !first.isAccepted()) {
      return first;
    }
    return second != null && !second.isAccepted() ? second : null;
  }
}
