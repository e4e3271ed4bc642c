package io.mudlark.process.discover;

import io.mudlark.process.log.VariantLog;
import io.mudlark.process.model.NetFusion;
import io.mudlark.process.model.PetriNet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The heuristics miner (Weijters, van der Aalst, Alves de Medeiros 2006): keeps dependencies that
 * are sure enough, and decides at each split and join which branches are parallel.
 *
 * <p>Activities without any dependency do not appear in the net, which need not be sound.
 */
public final class HeuristicsMiner {
  private final HeuristicsDependencies dependencies;
  private final Settings settings;
  private final int size;
  private final boolean[][] edges;
  private final NetFusion net = new NetFusion();

  /**
   * What counts as sure.
   *
   * @param dependency least dependency of an edge
   * @param parallel least measure for two branches to be parallel
   * @param lengthTwoLoop least measure for two activities to alternate
   */
  public record Settings(double dependency, double parallel, double lengthTwoLoop) {
    public static final Settings DEFAULT = new Settings(0.5, 0.65, 0.5);

    /** As MISSION's notebook sets it. */
    public static final Settings MISSION = new Settings(0.9, 0.65, 0.5);
  }

  private HeuristicsMiner(VariantLog log, Settings settings) {
    this.dependencies = new HeuristicsDependencies(log);
    this.settings = settings;
    this.size = dependencies.graph().size();
    this.edges = new boolean[size][size];
    for (int a = 0; a < size; a++) {
      for (int b = 0; b < size; b++) {
        edges[a][b] = isEdge(a, b);
      }
    }
  }

  public static PetriNet mine(VariantLog log, Settings settings) {
    return new HeuristicsMiner(log, settings).net();
  }

  private boolean isEdge(int a, int b) {
    if (dependencies.graph().count(a, b) == 0) {
      return false;
    }
    boolean alternates =
        a != b
            && !selfLoop(a)
            && !selfLoop(b)
            && dependencies.lengthTwoLoop(a, b) >= settings.lengthTwoLoop();
    return alternates || dependencies.of(a, b) >= settings.dependency();
  }

  private boolean selfLoop(int a) {
    return dependencies.of(a, a) >= settings.dependency();
  }

  private PetriNet net() {
    Map<Long, Integer> between = new LinkedHashMap<>();
    for (int a = 0; a < size; a++) {
      for (int b = 0; b < size; b++) {
        if (edges[a][b]) {
          between.put(key(a, b), net.place());
        }
      }
    }
    for (int a = 0; a < size; a++) {
      List<Integer> after = neighbours(a, true);
      List<Integer> before = neighbours(a, false);
      if (!after.isEmpty() || !before.isEmpty()) {
        addActivity(a, after, before, between);
      }
    }
    return net.build();
  }

  private void addActivity(
      int a, List<Integer> after, List<Integer> before, Map<Long, Integer> between) {
    int in = net.place();
    int out = net.place();
    net.step(dependencies.graph().activity(a), in, out);
    if (dependencies.graph().starts(a) > 0) {
      net.silent(NetFusion.SOURCE, in);
    }
    if (dependencies.graph().ends(a) > 0) {
      net.silent(out, NetFusion.SINK);
    }
    for (List<Integer> branches : groups(a, after, true)) {
      net.silent(List.of(out), branches.stream().map(b -> between.get(key(a, b))).toList());
    }
    for (List<Integer> branches : groups(a, before, false)) {
      net.silent(branches.stream().map(b -> between.get(key(b, a))).toList(), List.of(in));
    }
  }

  private long key(int a, int b) {
    return (long) a * size + b;
  }

  private List<Integer> neighbours(int a, boolean after) {
    List<Integer> found = new ArrayList<>();
    for (int b = 0; b < size; b++) {
      if (after ? edges[a][b] : edges[b][a]) {
        found.add(b);
      }
    }
    return found;
  }

  /** Branches that are parallel to each other form a group; groups exclude each other. */
  private List<List<Integer>> groups(int a, List<Integer> branches, boolean after) {
    List<List<Integer>> groups = new ArrayList<>();
    for (int branch : branches) {
      boolean joined = false;
      for (List<Integer> group : groups) {
        if (!joined && group.stream().allMatch(other -> parallel(a, branch, other, after))) {
          group.add(branch);
          joined = true;
        }
      }
      if (!joined) {
        groups.add(new ArrayList<>(List.of(branch)));
      }
    }
    return groups;
  }

  private boolean parallel(int a, int b, int c, boolean after) {
    double measure =
        after ? dependencies.parallelAfter(a, b, c) : dependencies.parallelBefore(a, b, c);
    return measure >= settings.parallel();
  }
}
