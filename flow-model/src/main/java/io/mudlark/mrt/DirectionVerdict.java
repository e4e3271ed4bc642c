package io.mudlark.mrt;

import org.jspecify.annotations.Nullable;

/**
 * The judgement of one direction of a flow.
 *
 * @param acceptedBy {@code acl/ace} that accepted it, or {@code default/...} for what RFC 8520
 *     section 4 and the network itself need (DNS, NTP, DHCP, ...); null when rejected
 * @param reason why it was rejected; null when accepted
 * @param nearest the entry that came closest; null when accepted, or when the profile has no entry
 *     for this direction
 */
public record DirectionVerdict(
    @Nullable String acceptedBy, @Nullable Reason reason, @Nullable NearestAce nearest) {
  public DirectionVerdict {
    if ((acceptedBy == null) == (reason == null)) {
      throw new IllegalArgumentException(
          "a direction is accepted by an entry or rejected, not both");
    }
  }

  public static DirectionVerdict accepted(String by) {
    return new DirectionVerdict(by, null, null);
  }

  public static DirectionVerdict rejected(Reason reason, @Nullable NearestAce nearest) {
    return new DirectionVerdict(null, reason, nearest);
  }

  public boolean isAccepted() {
    return acceptedBy != null;
  }
}
