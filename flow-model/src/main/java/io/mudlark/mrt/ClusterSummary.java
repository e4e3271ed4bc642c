package io.mudlark.mrt;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One cluster of a window's rejected flows, or its noise.
 *
 * @param label 0 for the first cluster of the window, {@link #NOISE} for what belongs to none;
 *     means nothing outside the window
 * @param id the cluster's stable name over windows, given by evolution; null before, and for noise
 * @param volume its flows, packets and octets
 * @param centroid mean of its flows in scaled units, in the order of {@link FitInfo#features()}
 * @param spread how far apart its flows lie, scaled units
 * @param persistence how long the cluster exists over all densities, 0 to 1 (HDBSCAN*); 0 for noise
 * @param descriptors distribution of each descriptive property, unscaled
 * @param shape what the traffic looks like
 * @param peerPorts most frequent ports at the other end, at most five, most frequent first
 * @param devicePorts most frequent ports of the device, likewise
 * @param peers most frequent addresses at the other end, likewise
 * @param protocols most frequent IP protocols, likewise
 * @param sampleFlowIds ids of some of its flows, the smallest ids first: evidence to look up
 */
public record ClusterSummary(
    int label,
    @Nullable String id,
    Volume volume,
    List<Double> centroid,
    ClusterSpread spread,
    double persistence,
    List<FeatureSummary> descriptors,
    TrafficShape shape,
    List<TopCount> peerPorts,
    List<TopCount> devicePorts,
    List<TopCount> peers,
    List<TopCount> protocols,
    List<String> sampleFlowIds) {
  public static final int NOISE = -1;

  public ClusterSummary {
    centroid = List.copyOf(centroid);
    descriptors = List.copyOf(descriptors);
    peerPorts = List.copyOf(peerPorts);
    devicePorts = List.copyOf(devicePorts);
    peers = List.copyOf(peers);
    protocols = List.copyOf(protocols);
    sampleFlowIds = List.copyOf(sampleFlowIds);
  }
}
