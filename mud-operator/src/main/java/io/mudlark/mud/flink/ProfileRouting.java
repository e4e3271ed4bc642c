package io.mudlark.mud.flink;

import io.mudlark.mud.profile.MudFileReader;
import io.mudlark.mud.profile.MudFormatException;
import io.mudlark.site.DeviceId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Checks new versions of MUD files and sends each to the key groups that have a device which uses
 * it.
 *
 * <p>Flink's own broadcast would do the same, but Flink switches unaligned checkpoints off for all
 * inputs of an operator with a broadcast one, and a checkpoint then waits behind every flow on its
 * way to enforcement.
 */
public final class ProfileRouting extends ProcessFunction<ProfileUpdate, ProfileChange> {
  private static final long serialVersionUID = 1L;

  /** Versions that cannot be used. */
  public static final OutputTag<EnforcementProblem> PROBLEMS =
      new OutputTag<>("profile-problems", TypeInformation.of(EnforcementProblem.class));

  private final EnforcementConfig config;
  private transient Map<String, Map<Integer, DeviceId>> receivers;
  private transient Map<String, TreeSet<String>> sites;

  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else
  public ProfileRouting(EnforcementConfig config) {
    this.config = config;
  }

  @Override
  public void open(OpenContext context) {
    int keyGroups = getRuntimeContext().getTaskInfo().getMaxNumberOfParallelSubtasks();
    receivers = new HashMap<>();
    sites = new HashMap<>();
    config.devices().stream()
        .sorted(Comparator.comparing(watched -> watched.device().id()))
        .forEach(watched -> addReceiver(watched, keyGroups));
  }

  private void addReceiver(WatchedDevice watched, int keyGroups) {
    String url = watched.mudUrl();
    if (url != null) {
      DeviceId device = watched.device().id();
      receivers
          .computeIfAbsent(url, u -> new TreeMap<>())
          .putIfAbsent(KeyGroupRangeAssignment.assignToKeyGroup(device, keyGroups), device);
      sites.computeIfAbsent(url, u -> new TreeSet<>()).add(device.site());
    }
  }

  @Override
  public void processElement(ProfileUpdate update, Context context, Collector<ProfileChange> out) {
    Map<Integer, DeviceId> to = receivers.getOrDefault(update.mudUrl(), Map.of());
    String problem =
        to.isEmpty()
            ? update.mudUrl() + ": /: a new version, but no device has this MUD URL"
            : problem(update);
    if (problem != null) {
      refuse(update, problem, context);
      return;
    }
    for (DeviceId device : to.values()) {
      out.collect(new ProfileChange(device, update));
    }
  }

  /** Told once; counted at every site that has a device with this MUD URL. */
  private void refuse(ProfileUpdate update, String problem, Context context) {
    String text = problem;
    for (String site : sites.getOrDefault(update.mudUrl(), new TreeSet<>(Set.of("")))) {
      context.output(
          PROBLEMS, new EnforcementProblem(site, EnforcementProblem.PROFILE_REFUSED, 1, text));
      text = "";
    }
  }

  private static @Nullable String problem(ProfileUpdate update) {
    try {
      String url = MudFileReader.read(update.mudUrl(), update.json()).url();
      return url.equals(update.mudUrl())
          ? null
          : update.mudUrl() + ": /ietf-mud:mud/mud-url: the new version is for another MUD URL";
    } catch (MudFormatException e) {
      return e.getMessage();
    }
  }
}
