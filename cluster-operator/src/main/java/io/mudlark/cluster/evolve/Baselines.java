package io.mudlark.cluster.evolve;

/**
 * What is usual for a device's rejected traffic per window.
 *
 * @param flows rejected flows
 * @param packets their packets
 * @param octets their octets
 * @param noise rejected flows in no cluster
 */
public record Baselines(Baseline flows, Baseline packets, Baseline octets, Baseline noise) {
  public static final Baselines EMPTY =
      new Baselines(Baseline.EMPTY, Baseline.EMPTY, Baseline.EMPTY, Baseline.EMPTY);
}
