package io.mudlark.cluster.evolve;

import io.mudlark.mrt.BusiestService;
import io.mudlark.mrt.Characterization;
import io.mudlark.mrt.Volume;

/**
 * What is usual for a device's traffic per window.
 *
 * @param flows rejected flows
 * @param packets their packets
 * @param octets their octets
 * @param noise rejected flows in no cluster
 * @param accepted flows that the profile allows
 * @param held connections that the profile allows and that are left open
 */
public record Baselines(
    Baseline flows,
    Baseline packets,
    Baseline octets,
    Baseline noise,
    Baseline accepted,
    Baseline held) {
  public static final Baselines EMPTY =
      new Baselines(
          Baseline.EMPTY,
          Baseline.EMPTY,
          Baseline.EMPTY,
          Baseline.EMPTY,
          Baseline.EMPTY,
          Baseline.EMPTY);

  double flowLimit(EvolutionConfig config) {
    return flows.limit(config.floorFlows(), config);
  }

  double packetLimit(EvolutionConfig config) {
    return packets.limit(config.floorPackets(), config);
  }

  double octetLimit(EvolutionConfig config) {
    return octets.limit(config.floorOctets(), config);
  }

  /** The limit for octets when they were one-sided and one host's. */
  double bulkLimit(EvolutionConfig config) {
    return octets.limit(config.floorBulkOctets(), config);
  }

  double noiseLimit(EvolutionConfig config) {
    return noise.limit(config.floorFlows(), config);
  }

  double acceptedLimit(EvolutionConfig config) {
    return accepted.limit(config.floorAccepted(), config);
  }

  double heldLimit(EvolutionConfig config) {
    return held.limit(config.floorHeld(), config);
  }

  /** How many connections were left open: by how many one service is ahead of all others. */
  static long heldIn(Characterization window) {
    BusiestService of = window.held();
    return of == null ? 0 : of.lead();
  }

  /** With one more window. */
  Baselines plus(Characterization window, EvolutionConfig config) {
    Volume rejected = window.totals().rejected();
    return new Baselines(
        flows.plus(rejected.flows(), flowLimit(config), config),
        packets.plus(rejected.packets(), packetLimit(config), config),
        octets.plus(rejected.octets(), octetLimit(config), config),
        noise.plus(window.noiseFlows(), noiseLimit(config), config),
        accepted.plus(window.totals().accepted().flows(), acceptedLimit(config), config),
        held.plus(heldIn(window), heldLimit(config), config));
  }
}
