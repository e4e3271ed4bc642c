package io.mudlark.jobs.correlate;

import io.mudlark.alert.Alert;
import io.mudlark.alert.Participant;
import io.mudlark.alert.ProfileReference;
import io.mudlark.mud.flink.WatchedDevice;
import io.mudlark.mud.profile.MudFileReader;
import io.mudlark.mud.profile.MudFormatException;
import io.mudlark.site.DeviceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.MapFunction;

/**
 * Says of each alert which profiles its devices are held against: model and hash of what the job
 * was started with.
 */
public final class ProfilesOfAlerts implements MapFunction<Alert, Alert> {
  private static final long serialVersionUID = 1L;

  /** Profiles named in an alert; the other devices' can be looked up by their names. */
  private static final int NAMED = 10;

  private final HashMap<DeviceId, ProfileReference> byDevice;

  private ProfilesOfAlerts(Map<DeviceId, ProfileReference> byDevice) {
    this.byDevice = new HashMap<>(byDevice);
  }

  /** Of the devices that a job watches; those without a profile have none. */
  public static ProfilesOfAlerts of(Collection<WatchedDevice> watched) {
    Map<String, ProfileReference> byText = new HashMap<>();
    Map<DeviceId, ProfileReference> byDevice = new HashMap<>();
    for (WatchedDevice device : watched) {
      String model = device.mudUrl();
      String json = device.json();
      if (model != null && json != null) {
        byDevice.put(
            device.device().id(), byText.computeIfAbsent(json, text -> reference(model, text)));
      }
    }
    return new ProfilesOfAlerts(byDevice);
  }

  private static ProfileReference reference(String model, String json) {
    try {
      return new ProfileReference(model, MudFileReader.read(model, json).profileHash());
    } catch (MudFormatException e) {
      throw new IllegalArgumentException(e.getMessage(), e); // it was read before
    }
  }

  @Override
  public Alert map(Alert alert) {
    TreeMap<String, ProfileReference> profiles = new TreeMap<>();
    for (Participant participant : alert.participants()) {
      ProfileReference profile = byDevice.get(participant.device());
      if (profile != null) {
        profiles.put(profile.model() + '\n' + profile.hash(), profile);
      }
    }
    if (profiles.isEmpty()) {
      return alert;
    }
    List<ProfileReference> named = new ArrayList<>(profiles.values());
    return new Alert(
        alert.id(),
        alert.revision(),
        alert.pattern(),
        alert.state(),
        alert.severity(),
        alert.title(),
        alert.reasons(),
        alert.signature(),
        alert.firstWindowStartMillis(),
        alert.lastWindowEndMillis(),
        alert.participants(),
        alert.process(),
        alert.details().withProfiles(named.subList(0, Math.min(NAMED, named.size()))));
  }
}
