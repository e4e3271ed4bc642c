package io.mudlark.jobs.evaluate;

import java.util.Map;
import java.util.TreeMap;

/**
 * How well one method did.
 *
 * @param episodes attacks and reported episodes
 * @param windows device-windows
 * @param falseAlerts reported episodes that are about no attack
 * @param deviceMillis how long devices were watched, milliseconds
 * @param attacks per label
 */
public record Score(
    Counts episodes,
    Counts windows,
    long falseAlerts,
    long deviceMillis,
    Map<String, AttackScore> attacks) {
  static final Score NONE = new Score(Counts.NONE, Counts.NONE, 0, 0, Map.of());
  private static final double DAY_MILLIS = 86_400_000;

  /** How well a kind of attack was found. */
  AttackScore attack(String label) {
    return attacks.getOrDefault(label, AttackScore.NONE);
  }

  Score plus(Score other) {
    Map<String, AttackScore> sum = new TreeMap<>(attacks);
    other.attacks.forEach((label, score) -> sum.merge(label, score, AttackScore::plus));
    return new Score(
        episodes.plus(other.episodes),
        windows.plus(other.windows),
        falseAlerts + other.falseAlerts,
        deviceMillis + other.deviceMillis,
        sum);
  }

  double deviceDays() {
    return deviceMillis / DAY_MILLIS;
  }

  double falseAlertsPerDeviceDay() {
    return falseAlerts / deviceDays();
  }
}
