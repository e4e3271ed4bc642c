package io.mudlark.mrt;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one cluster between two windows.
 *
 * @param fate what happened
 * @param id the cluster's stable id: in the later window, or the last known one when it vanished
 * @param label its label in the later window; null when it vanished
 * @param others stable ids of the other clusters involved: what merged into it, or what it split
 *     from; empty otherwise
 * @param flowsBefore its flows in the earlier window; 0 when it was not there
 * @param flowsAfter its flows in the later window; 0 when vanished
 * @param distance how far its centroid moved, or for a new one how far it is from the nearest known
 *     cluster, scaled units; null when there is nothing to measure against
 */
public record ClusterFate(
    Fate fate,
    String id,
    @Nullable Integer label,
    List<String> others,
    long flowsBefore,
    long flowsAfter,
    @Nullable Double distance) {
  public ClusterFate {
    others = List.copyOf(others);
  }

  /** The possible fates; when several apply, the first in this order is given. */
  public enum Fate {
    /** No cluster that is remembered of the device is near enough. */
    BORN,
    /** It was seen before and is remembered, but it was not there in the earlier window. */
    RETURNED,
    /** No cluster of the later window is near enough. */
    VANISHED,
    /** It continues, and clusters that were apart are now in it. */
    MERGED,
    /** It is new, and its flows were part of a cluster that continues elsewhere. */
    SPLIT,
    /** It continues at another place. */
    MOVED,
    /** It continues with notably more flows. */
    GREW,
    /** It continues with notably fewer flows. */
    SHRANK,
    /** It continues much as it was. */
    STAYED
  }
}
