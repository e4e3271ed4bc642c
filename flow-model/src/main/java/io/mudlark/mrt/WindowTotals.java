package io.mudlark.mrt;

/**
 * What became of all of a device's flows in a window. The four fates are disjoint and add up to
 * what was seen.
 *
 * @param accepted allowed by the profile: counted, not kept
 * @param rejected MUD-rejected traffic: what is clustered
 * @param unresolved rejected only because a DNS name of the profile has no known answer ({@link
 *     Reason#NAME_UNRESOLVED}): kept out of clustering unless configured otherwise, and then part
 *     of {@code rejected} instead
 * @param unprofiled the device had no profile in force
 */
public record WindowTotals(Volume accepted, Volume rejected, Volume unresolved, Volume unprofiled) {
  public static final WindowTotals NONE =
      new WindowTotals(Volume.NONE, Volume.NONE, Volume.NONE, Volume.NONE);

  /** Everything that was seen. */
  public Volume seen() {
    return accepted.plus(rejected).plus(unresolved).plus(unprofiled);
  }
}
