package io.mudlark.cluster.evolve;

import io.mudlark.mrt.Characterization;
import io.mudlark.mrt.EpisodeSignature;
import io.mudlark.mrt.WindowSpan;
import java.util.List;
import java.util.Objects;
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
        memory.services().stream()
            .map(known -> PersistentService.of(known, window.window(), config))
            .filter(Objects::nonNull)
            .sorted(PersistentService.MOST_TELLING)
            .toList();
    return new ServiceWatch(memory, persistent);
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
