package io.mudlark.cluster.evolve;

import java.io.Serializable;

/**
 * When a cluster counts as the same, and when a window as out of the ordinary. Distances are in
 * scaled units: standard deviations of the scaler's reference.
 *
 * @param matchDistance farthest a cluster may be from one of the earlier window to be that cluster
 * @param moveDistance farthest it may move and still have stayed
 * @param sizeRatio factor from which on it has grown or shrunk
 * @param memoryWindows windows after which a vanished cluster is forgotten
 * @param memoryClusters most clusters remembered
 * @param baselineWindows windows of the running baseline
 * @param floorFlows rejected flows up to which a window is never anomalous by their number
 * @param floorPackets the same for packets
 * @param floorOctets the same for octets
 * @param floorBulkOctets the same for octets, when most of them were one-sided and one host's
 * @param floorAccepted the same for flows that the profile allows
 * @param floorHeld the same for connections that the profile allows and that are left open
 * @param baselineRatio times the usual amount from which on a window is anomalous
 * @param baselineDeviations robust standard deviations above the usual amount, likewise
 * @param newClusterFlows flows in new clusters from which on a window is anomalous
 * @param quietWindows consecutive windows without an anomaly that end an episode
 * @param persistence when the use of a service outside the profile is lasting or regular
 * @param mudscopeRule whether MUDscope's own detector is a criterion too
 */
public record EvolutionConfig(
    double matchDistance,
    double moveDistance,
    double sizeRatio,
    int memoryWindows,
    int memoryClusters,
    int baselineWindows,
    long floorFlows,
    long floorPackets,
    long floorOctets,
    long floorBulkOctets,
    long floorAccepted,
    long floorHeld,
    double baselineRatio,
    double baselineDeviations,
    long newClusterFlows,
    int quietWindows,
    PersistenceConfig persistence,
    boolean mudscopeRule)
    implements Serializable {
  /** What {@code docs/40-clusters-and-evolution.md} explains. */
  public static final EvolutionConfig DEFAULT =
      new EvolutionConfig(
          2.0,
          0.5,
          1.5,
          24,
          128,
          48,
          20,
          2_000,
          5_000_000,
          50_000,
          200,
          10,
          4,
          5,
          10,
          2,
          PersistenceConfig.DEFAULT,
          false);

  public EvolutionConfig {
    require(matchDistance > 0 && moveDistance >= 0, "distances are positive");
    require(moveDistance <= matchDistance, "moveDistance is at most matchDistance");
    require(sizeRatio > 1 && baselineRatio > 1, "ratios are above 1");
    require(memoryWindows >= 0 && memoryClusters >= 1, "memory is not negative");
    require(baselineWindows >= 1 && quietWindows >= 1, "windows are at least 1");
    require(floorFlows >= 0 && floorPackets >= 0, "floors are not negative");
    require(floorOctets >= 0 && floorBulkOctets >= 0, "floors are not negative");
    require(floorAccepted >= 0 && floorHeld >= 0, "floors are not negative");
    require(newClusterFlows >= 1 && baselineDeviations >= 0, "limits are positive");
  }

  /** The same with MUDscope's detector as one more criterion. */
  public EvolutionConfig withMudscopeRule() {
    return new EvolutionConfig(
        matchDistance,
        moveDistance,
        sizeRatio,
        memoryWindows,
        memoryClusters,
        baselineWindows,
        floorFlows,
        floorPackets,
        floorOctets,
        floorBulkOctets,
        floorAccepted,
        floorHeld,
        baselineRatio,
        baselineDeviations,
        newClusterFlows,
        quietWindows,
        persistence,
        true);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
