package io.mudlark.jobs.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One window with its clusters, findings and feed metrics, as short as the page needs it. */
final class WindowDetail {
  private static final int TOP = 3;
  private static final int SAMPLES = 2;
  private static final int VANISHED = 10;
  private static final int FINDINGS = 6;

  private WindowDetail() {}

  /** The window of an evolution document, with at most so many clusters, most flows first. */
  static ObjectNode of(JsonNode it, int clusterLimit) {
    ObjectNode window = JsonNodeFactory.instance.objectNode();
    window.put("start", DeviceReport.millis(it, "windowStart"));
    window.put("end", DeviceReport.millis(it, "windowEnd"));
    ArrayNode totals = window.putArray("totals");
    for (String fate : List.of("accepted", "rejected", "unresolved", "unprofiled")) {
      for (String unit : List.of("flows", "packets", "octets")) {
        totals.add(it.path("totals").path(fate).path(unit).asLong());
      }
    }
    window.set("shape", shape(it.path("shape")));
    ArrayNode findings = window.putArray("findings");
    for (JsonNode finding : it.path("anomaly").path("findings")) {
      if (findings.size() < FINDINGS) {
        findings.add(Compact.clipped(finding.path("text").asText()));
      }
    }
    Compact.copy(it, window, "incomparable");
    if (it.has("feed")) {
      window.set("feed", feed(it.path("feed")));
    }
    clusters(it, window, clusterLimit);
    return window;
  }

  private static ObjectNode shape(JsonNode shape) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    Compact.copy(shape, node, "kind", "kindFlows", "kindPeer", "kindPort", "kindProtocol");
    Compact.copy(shape, node, "distinctPeers", "distinctDevicePorts", "distinctPeerPorts");
    Compact.copy(shape, node, "inboundShare", "synOnlyShare", "answeredShare", "packetsPerFlow");
    return node;
  }

  private static ObjectNode feed(JsonNode feed) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    Compact.copy(feed, node, "flowsBalance", "clustersBefore", "clustersAfter");
    Compact.copy(feed, node, "clustersBalance", "noiseBalance");
    Compact.copy(feed, node, "distanceMean", "distanceDeviation", "elapsedMillis");
    for (String kind : List.of("mutual", "forward", "backward")) {
      Compact.copy(feed.path(kind), "count", node, kind);
      Compact.copy(feed.path(kind), "share", node, kind + "Share");
      Compact.copy(feed.path(kind).path("agglomeration"), "max", node, kind + "Pile");
    }
    return node;
  }

  private static void clusters(JsonNode it, ObjectNode window, int limit) {
    Map<Integer, JsonNode> fates = new HashMap<>();
    ArrayNode vanished = window.putArray("vanished");
    for (JsonNode fate : it.path("fates")) {
      if (fate.has("label")) {
        fates.put(fate.path("label").asInt(), fate);
      } else if (vanished.size() < VANISHED) {
        Compact.copy(fate, vanished.addObject(), "id", "flowsBefore");
      }
    }
    List<JsonNode> clusters = new ArrayList<>();
    it.path("clusters").forEach(clusters::add);
    clusters.sort(
        Comparator.comparingLong((JsonNode c) -> c.path("volume").path("flows").asLong())
            .reversed());
    ArrayNode kept = window.putArray("clusters");
    for (JsonNode cluster : clusters.subList(0, Math.min(limit, clusters.size()))) {
      ObjectNode node = cluster(cluster);
      JsonNode fate = fates.get(cluster.path("label").asInt());
      if (fate != null) {
        Compact.copy(fate, node, "fate", "flowsBefore", "distance");
      }
      kept.add(node);
    }
    window.put("clustersLeftOut", clusters.size() - kept.size());
  }

  /** A cluster, or the noise. */
  static ObjectNode cluster(JsonNode cluster) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    Compact.copy(cluster, node, "label", "id", "persistence");
    Compact.copy(cluster.path("volume"), node, "flows", "packets", "octets");
    Compact.copy(cluster.path("spread"), "mean", node, "spread");
    JsonNode shape = cluster.path("shape");
    Compact.copy(shape, node, "kind", "answeredShare", "inboundShare", "packetsPerFlow");
    Compact.copy(shape, node, "distinctPeers", "distinctDevicePorts", "distinctPeerPorts");
    for (String top : List.of("peers", "peerPorts", "devicePorts", "protocols")) {
      ArrayNode values = node.putArray(top);
      for (JsonNode value : cluster.path(top)) {
        if (values.size() < TOP) {
          values.addArray().add(Compact.clipped(value.path("value").asText()));
          ((ArrayNode) values.get(values.size() - 1)).add(value.path("flows").asLong());
        }
      }
    }
    ArrayNode centroid = node.putArray("centroid");
    cluster.path("centroid").forEach(value -> Compact.add(centroid, value.asDouble(Double.NaN)));
    Compact.texts(cluster.path("sampleFlowIds"), node.putArray("samples"), SAMPLES);
    return node;
  }

  static ObjectNode fit(JsonNode fit) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    Compact.copy(fit, node, "minClusterSize", "minSamples", "rows", "locations");
    Compact.copy(fit, node, "fittedLocations", "sampled");
    return node;
  }
}
