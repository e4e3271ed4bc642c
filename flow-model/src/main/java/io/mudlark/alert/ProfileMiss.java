package io.mudlark.alert;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a MUD profile that rejected flows of a window came nearest to, and by what they
 * missed it.
 *
 * @param profile the MUD URL of the profile; null when it has none
 * @param reason word of the reason, such as {@code no-matching-ace}
 * @param fromDevice whether the rejected direction is from the device
 * @param ace {@code acl/ace}; empty when the profile has none for this direction
 * @param missed the conditions that the first of these flows missed
 * @param flows how many flows
 */
public record ProfileMiss(
    @Nullable String profile,
    String reason,
    boolean fromDevice,
    String ace,
    List<String> missed,
    long flows) {
  public ProfileMiss {
    missed = List.copyOf(missed);
  }
}
