package io.mudlark.cluster.evolve;

import io.mudlark.cluster.feed.FeedCluster;
import io.mudlark.cluster.feed.FeedWindow;
import io.mudlark.flow.ContentHash;
import io.mudlark.mrt.Characterization;
import io.mudlark.mrt.ClusterFate;
import io.mudlark.mrt.ClusterFate.Fate;
import io.mudlark.mrt.WindowSpan;
import io.mudlark.site.DeviceId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Follows the clusters of one device into one window and gives them names that last.
 *
 * <p>Unlike MUDscope's matching this one has a limit: a cluster continues only where one of the
 * later window is near enough, each with at most one; the nearest pairs are joined first, equal
 * distances by the earlier cluster's id and the later one's label.
 */
final class FateTracker {
  private final EvolutionConfig config;
  private final DeviceId device;
  private final WindowSpan window;
  private final List<FeedCluster> now;
  private final List<KnownCluster> present = new ArrayList<>();
  private final List<KnownCluster> past = new ArrayList<>();
  private final Map<Integer, KnownCluster> continued = new HashMap<>();
  private final Map<Integer, KnownCluster> splitFrom = new HashMap<>();
  private final Map<Integer, KnownCluster> returned = new HashMap<>();
  private final Map<Integer, List<String>> absorbed = new HashMap<>();
  private final List<ClusterFate> vanished = new ArrayList<>();

  /**
   * @param known what is remembered of the device
   * @param previousOrdinal number of the window before; null when there is none to compare with
   * @param later the window
   */
  FateTracker(
      EvolutionConfig config,
      List<KnownCluster> known,
      @Nullable Long previousOrdinal,
      Characterization later) {
    this.config = config;
    this.device = later.device();
    this.window = later.window();
    this.now = FeedWindow.of(later).clusters();
    for (KnownCluster cluster :
        known.stream().sorted(Comparator.comparing(KnownCluster::id)).toList()) {
      boolean latest = previousOrdinal != null && cluster.lastOrdinal() == previousOrdinal;
      (latest ? present : past).add(cluster);
    }
  }

  /**
   * What became of the clusters.
   *
   * @param ids stable id of each cluster of the later window, by label
   * @param fates one per cluster of the later window by label, then the vanished by id
   * @param known the memory after the later window
   */
  record Tracked(List<String> ids, List<ClusterFate> fates, List<KnownCluster> known) {}

  Tracked track() {
    join(present, continued);
    for (FeedCluster cluster : now) {
      KnownCluster source = nearest(present, cluster);
      if (!continued.containsKey(cluster.label()) && source != null) {
        splitFrom.put(cluster.label(), source);
      }
    }
    join(past, returned);
    loose(present).forEach(this::absorbOrVanish);
    List<String> ids = new ArrayList<>();
    List<ClusterFate> fates = new ArrayList<>();
    for (FeedCluster cluster : now) {
      ClusterFate fate = fate(cluster);
      ids.add(fate.id());
      fates.add(fate);
    }
    fates.addAll(vanished);
    return new Tracked(ids, fates, remembered(ids));
  }

  /** One possible continuation. */
  private record Candidate(KnownCluster known, int label, double distance) {}

  /** Joins the nearest first, as long as both sides are free. */
  private void join(List<KnownCluster> earlier, Map<Integer, KnownCluster> joined) {
    List<Candidate> candidates = new ArrayList<>();
    for (KnownCluster known : earlier) {
      for (FeedCluster cluster : now) {
        double distance = known.cluster().distance(cluster);
        if (distance <= config.matchDistance()) {
          candidates.add(new Candidate(known, cluster.label(), distance));
        }
      }
    }
    candidates.sort(
        Comparator.comparingDouble(Candidate::distance)
            .thenComparing(candidate -> candidate.known().id())
            .thenComparingInt(Candidate::label));
    for (Candidate candidate : candidates) {
      if (isFree(candidate.label()) && !joined.containsValue(candidate.known())) {
        joined.put(candidate.label(), candidate.known());
      }
    }
  }

  private boolean isFree(int label) {
    return !continued.containsKey(label)
        && !splitFrom.containsKey(label)
        && !returned.containsKey(label);
  }

  private List<KnownCluster> loose(List<KnownCluster> earlier) {
    return earlier.stream().filter(known -> !continued.containsValue(known)).toList();
  }

  private void absorbOrVanish(KnownCluster known) {
    FeedCluster into =
        now.stream()
            .filter(cluster -> known.cluster().distance(cluster) <= config.matchDistance())
            .min(Comparator.comparingDouble(known.cluster()::distance))
            .orElse(null);
    if (into == null) {
      vanished.add(
          new ClusterFate(
              Fate.VANISHED, known.id(), null, List.of(), known.cluster().flows(), 0, null));
    } else {
      absorbed.computeIfAbsent(into.label(), label -> new ArrayList<>()).add(known.id());
    }
  }

  private ClusterFate fate(FeedCluster cluster) {
    int label = cluster.label();
    KnownCluster origin = continued.get(label);
    if (origin != null) {
      return continuation(cluster, origin);
    }
    KnownCluster source = splitFrom.get(label);
    if (source != null) {
      return new ClusterFate(
          Fate.SPLIT,
          newId(label),
          label,
          List.of(source.id()),
          0,
          cluster.flows(),
          source.cluster().distance(cluster));
    }
    KnownCluster back = returned.get(label);
    if (back != null) {
      return new ClusterFate(
          Fate.RETURNED,
          back.id(),
          label,
          List.of(),
          0,
          cluster.flows(),
          back.cluster().distance(cluster));
    }
    return new ClusterFate(
        Fate.BORN, newId(label), label, List.of(), 0, cluster.flows(), nearestDistance(cluster));
  }

  private ClusterFate continuation(FeedCluster cluster, KnownCluster origin) {
    double distance = origin.cluster().distance(cluster);
    long before = origin.cluster().flows();
    List<String> others = absorbed.getOrDefault(cluster.label(), List.of());
    Fate fate = Fate.STAYED;
    if (!others.isEmpty()) {
      fate = Fate.MERGED;
    } else if (distance > config.moveDistance()) {
      fate = Fate.MOVED;
    } else if (cluster.flows() >= config.sizeRatio() * before) {
      fate = Fate.GREW;
    } else if (before >= config.sizeRatio() * cluster.flows()) {
      fate = Fate.SHRANK;
    }
    return new ClusterFate(
        fate, origin.id(), cluster.label(), others, before, cluster.flows(), distance);
  }

  private @Nullable KnownCluster nearest(List<KnownCluster> earlier, FeedCluster cluster) {
    return earlier.stream()
        .filter(known -> known.cluster().distance(cluster) <= config.matchDistance())
        .min(Comparator.comparingDouble(known -> known.cluster().distance(cluster)))
        .orElse(null);
  }

  private @Nullable Double nearestDistance(FeedCluster cluster) {
    return IntStream.range(0, present.size() + past.size())
        .mapToObj(i -> i < present.size() ? present.get(i) : past.get(i - present.size()))
        .map(known -> known.cluster().distance(cluster))
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  private String newId(int label) {
    return new ContentHash()
        .text("cluster")
        .text(device.site())
        .text(device.name())
        .number(window.startMillis())
        .number(label)
        .hex();
  }

  /** The clusters of this window, then what is not yet forgotten, latest and largest first. */
  private List<KnownCluster> remembered(List<String> ids) {
    List<KnownCluster> memory = new ArrayList<>();
    for (int i = 0; i < now.size(); i++) {
      memory.add(new KnownCluster(ids.get(i), now.get(i), window.ordinal()));
    }
    List<KnownCluster> older = new ArrayList<>(present);
    older.addAll(past);
    older.stream()
        .filter(known -> !ids.contains(known.id()))
        .filter(known -> window.ordinal() - known.lastOrdinal() <= config.memoryWindows())
        .sorted(
            Comparator.comparingLong(KnownCluster::lastOrdinal)
                .thenComparingLong(known -> known.cluster().flows())
                .reversed()
                .thenComparing(KnownCluster::id))
        .limit(Math.max(0, config.memoryClusters() - memory.size()))
        .forEach(memory::add);
    return memory;
  }
}
