package io.mudlark.mrt;

import io.mudlark.flow.Counters;

/**
 * How much traffic: flows, packets and octets of both directions.
 *
 * @param flows number of device views of flows
 * @param packets packets of both directions
 * @param octets octets of the IP packets of both directions, headers included
 */
public record Volume(long flows, long packets, long octets) {
  public static final Volume NONE = new Volume(0, 0, 0);

  public Volume plus(Volume other) {
    return new Volume(
        flows + other.flows,
        Counters.sum(packets, other.packets),
        Counters.sum(octets, other.octets));
  }

  /** This volume and one more flow. */
  public Volume plusFlow(long flowPackets, long flowOctets) {
    return new Volume(
        flows + 1, Counters.sum(packets, flowPackets), Counters.sum(octets, flowOctets));
  }
}
