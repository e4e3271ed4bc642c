package io.mudlark.jobs.correlate;

import io.mudlark.alert.Alert;
import io.mudlark.alert.Participant;
import io.mudlark.alert.ProfileReference;
import io.mudlark.mud.flink.EnforcementFunction;
import io.mudlark.mud.flink.ProfileChange;
import io.mudlark.mud.flink.ProfileUpdate;
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
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Says of each alert which profiles its devices were held against: model and hash of the versions
 * that were in force in its windows.
 */
public final class ProfilesOfAlerts extends BroadcastProcessFunction<Alert, ProfileChange, Alert> {
  private static final long serialVersionUID = 1L;

  /** Hashes of later versions by MUD URL and the time from when on they are in force. */
  public static final MapStateDescriptor<String, Map<Long, String>> VERSIONS =
      new MapStateDescriptor<>("profile-hashes", Types.STRING, Types.MAP(Types.LONG, Types.STRING));

  /** Profiles named in an alert; the other devices' can be looked up by their names. */
  private static final int NAMED = 10;

  private static final long NANOS_PER_MILLI = 1_000_000L;

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

  /** As many versions are known as enforcement keeps. */
  @Override
  public void processBroadcastElement(ProfileChange change, Context context, Collector<Alert> out)
      throws Exception {
    ProfileUpdate update = change.update();
    BroadcastState<String, Map<Long, String>> versions = context.getBroadcastState(VERSIONS);
    Map<Long, String> known = versions.get(update.mudUrl());
    TreeMap<Long, String> byTime = new TreeMap<>(known == null ? Map.of() : known);
    byTime.put(update.effectiveNanos(), reference(update.mudUrl(), update.json()).hash());
    if (byTime.size() > EnforcementFunction.MAX_VERSIONS) {
      byTime.pollFirstEntry();
    }
    versions.put(update.mudUrl(), byTime);
  }

  @Override
  public void processElement(Alert alert, ReadOnlyContext context, Collector<Alert> out)
      throws Exception {
    ReadOnlyBroadcastState<String, Map<Long, String>> versions =
        context.getBroadcastState(VERSIONS);
    TreeMap<String, ProfileReference> profiles = new TreeMap<>();
    for (Participant participant : alert.participants()) {
      ProfileReference first = byDevice.get(participant.device());
      if (first != null) {
        for (ProfileReference profile : inForce(first, versions.get(first.model()), participant)) {
          profiles.put(profile.model() + '\n' + profile.hash(), profile);
        }
      }
    }
    out.collect(profiles.isEmpty() ? alert : named(alert, List.copyOf(profiles.values())));
  }

  /** What was in force when a device's part began, and what came while it lasted. */
  private static List<ProfileReference> inForce(
      ProfileReference first, @Nullable Map<Long, String> later, Participant participant) {
    if (later == null) {
      return List.of(first);
    }
    TreeMap<Long, String> byTime = new TreeMap<>(later);
    long from = participant.firstWindowStartMillis() * NANOS_PER_MILLI;
    long to = Math.max(from + 1, participant.lastWindowEndMillis() * NANOS_PER_MILLI);
    Map.Entry<Long, String> before = byTime.floorEntry(from);
    List<ProfileReference> all = new ArrayList<>();
    all.add(before == null ? first : new ProfileReference(first.model(), before.getValue()));
    for (String hash : byTime.subMap(from, false, to, false).values()) {
      all.add(new ProfileReference(first.model(), hash));
    }
    return all;
  }

  private static Alert named(Alert alert, List<ProfileReference> named) {
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
