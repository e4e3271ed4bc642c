package io.mudlark.jobs.report;

import com.fasterxml.jackson.databind.node.ArrayNode;

/** One point of a device's timeline: a window, or several consecutive ones put together. */
final class TimelineBin {
  long startMillis;
  long windows;
  long accepted;
  long rejected;
  long unresolved;
  long unprofiled;
  int clusters;
  long noise;
  int anomalous;
  double score;
  long episode;
  long mutual;
  long forward;
  long backward;
  double distance;
  long clustersBalance;
  double noiseBalance;
  long packets;
  double baseline;

  /** Adds a later stretch: amounts add up, of clusters, score and distance the largest stays. */
  void absorb(TimelineBin later) {
    windows += later.windows;
    accepted += later.accepted;
    rejected += later.rejected;
    unresolved += later.unresolved;
    unprofiled += later.unprofiled;
    clusters = Math.max(clusters, later.clusters);
    noise += later.noise;
    anomalous += later.anomalous;
    score = Math.max(score, later.score);
    episode = Math.max(episode, later.episode);
    mutual += later.mutual;
    forward += later.forward;
    backward += later.backward;
    distance = Math.max(distance, later.distance);
    clustersBalance += later.clustersBalance;
    noiseBalance += later.noiseBalance;
    packets += later.packets;
    baseline += later.baseline;
  }

  /** The members in the order that {@code report.js} names them in; zeros at the end left out. */
  void writeTo(ArrayNode row, long originMillis, long windowMillis) {
    double[] values = {
      (double) (startMillis - originMillis) / windowMillis,
      windows,
      accepted,
      rejected,
      clusters,
      noise,
      anomalous,
      score,
      episode,
      mutual,
      forward,
      backward,
      distance,
      clustersBalance,
      noiseBalance,
      unresolved,
      unprofiled,
      packets,
      baseline
    };
    int length = values.length;
    while (length > 2 && values[length - 1] == 0) {
      length--;
    }
    for (int i = 0; i < length; i++) {
      Compact.add(row, values[i]);
    }
  }
}
