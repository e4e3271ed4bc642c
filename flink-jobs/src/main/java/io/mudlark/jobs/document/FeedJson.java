package io.mudlark.jobs.document;

import io.mudlark.mrt.FeedMetrics;

/** The members of MUDscope's metrics of a transition. */
final class FeedJson {
  private FeedJson() {}

  static void feed(JsonText out, FeedMetrics feed) {
    out.millis("beforeStart", feed.beforeStartMillis()).millis("beforeEnd", feed.beforeEndMillis());
    out.millis("afterStart", feed.afterStartMillis()).millis("afterEnd", feed.afterEndMillis());
    out.number("elapsedMillis", feed.elapsedMillis());
    out.number("flowsBefore", feed.flowsBefore()).number("flowsAfter", feed.flowsAfter());
    out.number("flowsBalance", feed.flowsBalance());
    out.number("clustersBefore", feed.clustersBefore());
    out.number("clustersAfter", feed.clustersAfter());
    out.number("clustersBalance", feed.clustersBalance());
    out.number("noiseBalance", feed.noiseBalance());
    out.number("distanceMean", feed.distanceMean());
    out.number("distanceDeviation", feed.distanceDeviation());
    out.numbers("distanceDeciles", feed.distanceDeciles());
    out.number("centroidDimension", feed.centroidDimension());
    out.object("mutual", feed.mutual(), FeedJson::matches);
    out.object("forward", feed.forward(), FeedJson::matches);
    out.object("backward", feed.backward(), FeedJson::matches);
  }

  private static void matches(JsonText out, FeedMetrics.Matches matches) {
    out.number("count", matches.count()).number("share", matches.share());
    out.object("agglomeration", matches.agglomeration(), FeedJson::agglomeration);
    out.object("vectors", matches.vectors(), FeedJson::vectors);
  }

  private static void agglomeration(JsonText out, FeedMetrics.Agglomeration it) {
    out.number("mean", it.mean()).number("deviation", it.deviation()).number("max", it.max());
    out.number("maxShare", it.maxShare()).number("maxCluster", it.maxCluster());
  }

  private static void vectors(JsonText out, FeedMetrics.VectorSummary vectors) {
    out.numbers("mean", vectors.mean()).numbers("deviation", vectors.deviation());
    out.numbers("deciles", vectors.deciles());
  }
}
