package io.mudlark.cluster.evolve;

import io.mudlark.mrt.Characterization;
import io.mudlark.mrt.EpisodeSignature;
import io.mudlark.mrt.ServiceUse;
import io.mudlark.mrt.TrafficKind;
import io.mudlark.mrt.WindowSpan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The services outside its profile that a device has used lately; a bounded number of them.
 *
 * @param services those used longest first
 * @param forgotten how many had to be forgotten because there were too many
 */
public record ServiceMemory(List<KnownService> services, long forgotten) {
  /** Before a device's first window. */
  public static final ServiceMemory EMPTY = new ServiceMemory(List.of(), 0);

  public ServiceMemory {
    services = List.copyOf(services);
  }

  /** After one more window. */
  ServiceMemory plus(Characterization characterization, PersistenceConfig config) {
    WindowSpan window = characterization.window();
    long oldest = window.startMillis() - config.memoryWindows() * window.lengthMillis();
    Map<String, KnownService> next = new LinkedHashMap<>();
    for (KnownService known : services) {
      if (known.lastWindow() >= oldest) {
        next.put(known.name(), known);
      }
    }
    for (ServiceUse use : characterization.services()) {
      KnownService known = next.get(KnownService.name(use));
      next.put(
          KnownService.name(use),
          known == null ? KnownService.first(use, window) : known.used(use, window, config.of()));
    }
    List<KnownService> ordered =
        next.values().stream().sorted(KnownService.LASTING).limit(config.memoryServices()).toList();
    return new ServiceMemory(ordered, forgotten + next.size() - ordered.size());
  }

  /** These services have been reported as what they are now. */
  ServiceMemory told(List<PersistentService> reported) {
    Map<String, TrafficKind> kinds =
        reported.stream()
            .collect(
                Collectors.toMap(
                    service -> service.known().name(), PersistentService::kind, (a, b) -> a));
    List<KnownService> next = new ArrayList<>();
    for (KnownService known : services) {
      TrafficKind kind = kinds.get(known.name());
      boolean more = known.told() == null || kind == TrafficKind.BEACON;
      next.add(kind != null && more ? known.toldAs(kind) : known);
    }
    return new ServiceMemory(next, forgotten);
  }

  /** An episode that was opened for another reason has reported the service it is about. */
  ServiceMemory toldBy(EpisodeSignature signature, WindowSpan window) {
    if (signature.port() == null) {
      return this;
    }
    Set<String> about =
        services.stream()
            .filter(known -> known.lastWindow() == window.startMillis())
            .filter(known -> known.latest().protocol().equals(signature.protocol()))
            .filter(known -> Objects.equals(known.latest().port(), signature.port()))
            .map(KnownService::name)
            .collect(Collectors.toSet());
    return new ServiceMemory(
        services.stream()
            .map(known -> about.contains(known.name()) ? known.toldAs(signature.kind()) : known)
            .toList(),
        forgotten);
  }
}
