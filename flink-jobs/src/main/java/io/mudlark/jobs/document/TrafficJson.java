package io.mudlark.jobs.document;

import io.mudlark.mrt.ClusterSpread;
import io.mudlark.mrt.ClusterSummary;
import io.mudlark.mrt.EpisodeSignature;
import io.mudlark.mrt.FeatureSummary;
import io.mudlark.mrt.TopCount;
import io.mudlark.mrt.TrafficShape;
import io.mudlark.mrt.Volume;
import io.mudlark.mrt.WindowTotals;

/** The members of records that several documents contain. */
final class TrafficJson {
  private TrafficJson() {}

  static void volume(JsonText out, Volume volume) {
    out.number("flows", volume.flows()).number("packets", volume.packets());
    out.number("octets", volume.octets());
  }

  static void totals(JsonText out, WindowTotals totals) {
    out.object("accepted", totals.accepted(), TrafficJson::volume);
    out.object("rejected", totals.rejected(), TrafficJson::volume);
    out.object("unresolved", totals.unresolved(), TrafficJson::volume);
    out.object("unprofiled", totals.unprofiled(), TrafficJson::volume);
  }

  static void shape(JsonText out, TrafficShape shape) {
    out.object("volume", shape.volume(), TrafficJson::volume);
    out.number("distinctPeers", shape.distinctPeers());
    out.number("distinctDevicePorts", shape.distinctDevicePorts());
    out.number("distinctPeerPorts", shape.distinctPeerPorts());
    out.number("inboundShare", shape.inboundShare());
    out.number("synOnlyShare", shape.synOnlyShare());
    out.number("answeredShare", shape.answeredShare());
    out.number("packetsPerFlow", shape.packetsPerFlow());
    out.text("topProtocol", shape.topProtocol());
    out.number("topProtocolShare", shape.topProtocolShare());
    out.text("kind", shape.kind().text()).number("kindFlows", shape.kindFlows());
    out.text("kindPeer", shape.kindPeer()).number("kindPort", shape.kindPort());
    out.text("kindProtocol", shape.kindProtocol());
  }

  static void cluster(JsonText out, ClusterSummary cluster) {
    out.number("label", cluster.label()).text("id", cluster.id());
    out.object("volume", cluster.volume(), TrafficJson::volume);
    out.numbers("centroid", cluster.centroid());
    out.object("spread", cluster.spread(), TrafficJson::spread);
    out.number("persistence", cluster.persistence());
    out.objects("descriptors", cluster.descriptors(), TrafficJson::feature);
    out.object("shape", cluster.shape(), TrafficJson::shape);
    out.objects("peerPorts", cluster.peerPorts(), TrafficJson::top);
    out.objects("devicePorts", cluster.devicePorts(), TrafficJson::top);
    out.objects("peers", cluster.peers(), TrafficJson::top);
    out.objects("protocols", cluster.protocols(), TrafficJson::top);
    out.texts("sampleFlowIds", cluster.sampleFlowIds());
  }

  static void signature(JsonText out, EpisodeSignature signature) {
    out.text("key", signature.key()).text("kind", signature.kind().text());
    out.text("protocol", signature.protocol()).number("port", signature.port());
  }

  private static void spread(JsonText out, ClusterSpread spread) {
    out.word("method", spread.method()).number("mean", spread.mean());
    out.number("deviation", spread.deviation()).number("max", spread.max());
  }

  private static void feature(JsonText out, FeatureSummary feature) {
    out.text("feature", feature.feature()).text("unit", feature.unit());
    out.number("min", feature.min()).number("max", feature.max());
    out.number("mean", feature.mean()).number("deviation", feature.deviation());
    out.number("median", feature.median()).numbers("deciles", feature.deciles());
  }

  private static void top(JsonText out, TopCount top) {
    out.text("value", top.value()).number("flows", top.flows());
  }
}
