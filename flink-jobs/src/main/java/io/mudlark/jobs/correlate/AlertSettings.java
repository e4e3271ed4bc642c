package io.mudlark.jobs.correlate;

import io.mudlark.site.DeviceId;
import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What is recognised, and how much of it people are told.
 *
 * @param within how far apart the parts of a pattern may be
 * @param scopes with which devices a device is compared
 * @param leastDevices how many devices with the same kind of traffic are a campaign, at least 2
 * @param floodWindows windows with a flood that make an alert
 * @param beaconWindows windows with a beacon that make an alert
 * @param preset how much people are told
 * @param models MUD URL of each device that has a profile
 */
public record AlertSettings(
    Duration within,
    List<Scope> scopes,
    int leastDevices,
    int floodWindows,
    int beaconWindows,
    Preset preset,
    Map<DeviceId, String> models)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** With which other devices one is compared. */
  public enum Scope {
    ALL,
    SITE,
    MANUFACTURER,
    MODEL
  }

  /** How much people are told. */
  public enum Preset {
    QUIET,
    NORMAL,
    ALL
  }

  public AlertSettings {
    scopes = List.copyOf(scopes);
    models = Map.copyOf(models);
    if (leastDevices < 2 || floodWindows < 1 || beaconWindows < 1) {
      throw new IllegalArgumentException(
          "a campaign needs 2 devices or more, a flood or beacon 1 window or more");
    }
  }

  /** What is used when nobody says otherwise. */
  public static AlertSettings within(Duration within) {
    return new AlertSettings(within, List.of(Scope.ALL), 2, 2, 3, Preset.NORMAL, Map.of());
  }

  /** The same with the models of devices. */
  public AlertSettings withModels(Map<DeviceId, String> known) {
    return new AlertSettings(
        within, scopes, leastDevices, floodWindows, beaconWindows, preset, known);
  }

  /** The authority of a MUD URL in lower case; the whole text when it has none. */
  static String authority(String mudUrl) {
    try {
      String authority = URI.create(mudUrl).getRawAuthority();
      return authority == null ? mudUrl : authority.toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return mudUrl;
    }
  }
}
