package io.mudlark.mud.flink;

import io.mudlark.mud.match.CompiledProfile;
import io.mudlark.mud.match.PeerDirectory;
import io.mudlark.mud.match.ProfileCompiler;
import io.mudlark.mud.profile.MudFileReader;
import io.mudlark.mud.profile.MudFormatException;
import io.mudlark.mud.profile.MudProfile;
import io.mudlark.site.Device;
import io.mudlark.site.DeviceId;
import io.mudlark.site.Site;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which profile a device is judged by at a time: its first one, or the last version since. */
final class ProfilesInForce {
  private final Map<String, ProfileCompiler> compilers = new HashMap<>();
  private final Map<DeviceId, String> urls = new HashMap<>();
  private final Map<DeviceId, CompiledProfile> initial = new HashMap<>();
  private final Map<String, TreeMap<Long, MudProfile>> versions = new HashMap<>();
  private final Map<Version, CompiledProfile> compiled = new HashMap<>();

  /**
   * @throws MudFormatException when a device's first profile cannot be used
   */
  ProfilesInForce(EnforcementConfig config) throws MudFormatException {
    Map<String, Site> sites = new HashMap<>();
    config.sites().forEach(site -> sites.put(site.name(), site));
    Map<String, PeerDirectory.Builder> directories = new HashMap<>();
    for (WatchedDevice watched : config.devices()) {
      Device device = watched.device();
      String url = watched.mudUrl();
      PeerDirectory.Builder directory =
          directories.computeIfAbsent(device.id().site(), site -> new PeerDirectory.Builder());
      if (url != null) {
        urls.put(device.id(), url);
        directory.add(device.mac(), device.addresses(), url);
      }
    }
    directories.forEach(
        (name, directory) ->
            compilers.put(
                name,
                new ProfileCompiler(
                    sites.getOrDefault(name, Site.named(name)), directory.build())));
    Map<Version, CompiledProfile> shared = new HashMap<>();
    for (WatchedDevice watched : config.devices()) {
      addInitial(watched, shared);
    }
  }

  private void addInitial(WatchedDevice watched, Map<Version, CompiledProfile> shared)
      throws MudFormatException {
    String json = watched.json();
    if (json == null) {
      return;
    }
    DeviceId id = watched.device().id();
    Version same = new Version(id.site(), json, 0);
    CompiledProfile profile = shared.get(same);
    if (profile == null) {
      MudProfile read = MudFileReader.read("the MUD file of " + id, json);
      profile = compiler(id.site()).compile(read);
      shared.put(same, profile);
    }
    initial.put(id, profile);
  }

  private ProfileCompiler compiler(String site) {
    return compilers.computeIfAbsent(
        site, name -> new ProfileCompiler(Site.named(name), PeerDirectory.EMPTY));
  }

  /** Replaces all later versions of a MUD URL. */
  void setVersions(String mudUrl, Map<Long, String> jsonByTime) throws MudFormatException {
    TreeMap<Long, MudProfile> read = new TreeMap<>();
    for (Map.Entry<Long, String> entry : jsonByTime.entrySet()) {
      read.put(entry.getKey(), MudFileReader.read(mudUrl, entry.getValue()));
    }
    versions.put(mudUrl, read);
    compiled.keySet().removeIf(version -> version.mudUrl().equals(mudUrl));
  }

  /** The profile that a flow which starts then is judged by; null when there is none. */
  @Nullable CompiledProfile at(DeviceId device, long startNanos) {
    if (versions.isEmpty()) {
      return initial.get(device); // as long as nothing has changed, of which every flow asks
    }
    String url = urls.get(device);
    TreeMap<Long, MudProfile> later = url == null ? null : versions.get(url);
    Map.Entry<Long, MudProfile> last = later == null ? null : later.floorEntry(startNanos);
    if (url == null || last == null) {
      return initial.get(device);
    }
    return compiled.computeIfAbsent(
        new Version(device.site(), url, last.getKey()),
        version -> compiler(version.site()).compile(last.getValue()));
  }

  private record Version(String site, String mudUrl, long fromNanos) {}
}
