package io.mudlark.cluster.evolve;

import io.mudlark.cluster.feature.PeerScope;
import io.mudlark.flow.IpAddress;
import io.mudlark.mrt.Characterization;
import io.mudlark.mrt.EpisodeSignature;
import io.mudlark.mrt.ServiceUse;
import io.mudlark.mrt.TrafficKind;
import io.mudlark.mrt.WindowSpan;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a window says about services that are used again and again, a little at a time.
 *
 * @param memory what is remembered after the window
 * @param persistent the services in use whose use is lasting or regular, most telling first
 */
record ServiceWatch(ServiceMemory memory, List<PersistentService> persistent) {
  static ServiceWatch of(ServiceMemory before, Characterization window, PersistenceConfig config) {
    ServiceMemory memory = before.plus(window, config);
    List<PersistentService> persistent =
        Stream.concat(
                memory.services().stream()
                    .map(known -> PersistentService.of(known, window.window(), config)),
                memory.services().stream()
                    .map(known -> spread(known, memory, window.window(), config)))
            .filter(Objects::nonNull)
            .sorted(PersistentService.MOST_TELLING)
            .toList();
    return new ServiceWatch(memory, persistent);
  }

  /**
   * A service that the device calls at host after host of its own site, as what spreads from
   * station to station does: none of them for long, and few enough to be no sweep.
   */
  private static @Nullable PersistentService spread(
      KnownService known, ServiceMemory memory, WindowSpan window, PersistenceConfig config) {
    ServiceUse use = known.latest();
    if (use.peer() != null
        || use.port() == null
        || use.inbound()
        || use.housekeeping()
        || known.lastWindow() != window.startMillis()) {
      return null;
    }
    long since = window.startMillis() - (config.of() - 1L) * window.lengthMillis();
    long hosts =
        memory.services().stream()
            .filter(other -> other.lastWindow() >= since)
            .map(KnownService::latest)
            .filter(other -> !other.inbound() && use.protocol().equals(other.protocol()))
            .filter(other -> use.port().equals(other.port()) && isLocal(other.peer()))
            .count();
    if (hosts < config.spread()) {
      return null;
    }
    String text =
        use.protocol() + "/" + use.port() + " of " + hosts + " hosts of the site was called";
    return new PersistentService(known, TrafficKind.LATERAL_CONTACTS, hosts, config.spread(), text);
  }

  private static boolean isLocal(@Nullable String peer) {
    return peer != null && PeerScope.of(IpAddress.parse(peer)) == PeerScope.LOCAL;
  }

  /**
   * What is remembered once the window has its place in an episode: what the episode is about has
   * been reported.
   */
  ServiceMemory after(EpisodeState episode, WindowSpan window) {
    EpisodeSignature signature = episode.signature();
    if (!episode.open() || signature == null) {
      return memory;
    }
    return episode.lasting() ? memory.told(persistent) : memory.toldBy(signature, window);
  }

  /**
   * The service to report: news if there is any; else, while an episode about lasting use goes on,
   * what keeps it going. Null when nothing is to be said.
   */
  @Nullable PersistentService finding(EpisodeState episode) {
    if (episode.open() && !episode.lasting()) {
      return null; // told when that is over
    }
    for (PersistentService service : persistent) {
      if (service.isNews()) {
        return service;
      }
    }
    return episode.open() && !persistent.isEmpty() ? persistent.get(0) : null;
  }
}
