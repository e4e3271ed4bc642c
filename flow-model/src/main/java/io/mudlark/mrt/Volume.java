package io.mudlark.mrt;

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
    return new Volume(flows + other.flows, packets + other.packets, octets + other.octets);
  }

  /** This volume and one more flow. */
  public Volume plusFlow(long flowPackets, long flowOctets) {
    return new Volume(flows + 1, packets + flowPackets, octets + flowOctets);
  }
}
