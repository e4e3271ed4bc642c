package io.mudlark.jobs.document;

import io.mudlark.flow.Counters;
import io.mudlark.flow.FlowKey;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpProtocol;
import io.mudlark.flow.MacAddress;
import io.mudlark.flow.TcpFlags;
import io.mudlark.mrt.DirectionVerdict;
import io.mudlark.mrt.JudgedFlow;
import io.mudlark.mrt.NearestAce;
import io.mudlark.mrt.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * A line of {@code rejected.jsonl}: one device's view of a flow that its profile does not allow.
 */
public final class RejectedFlowDocument {
  private RejectedFlowDocument() {}

  /**
   * The document of a judged flow.
   *
   * @param windowMillis length of the windows, greater than 0; the flow belongs to the window that
   *     its end lies in
   */
  public static Line of(JudgedFlow judged, long windowMillis) {
    long windowStart = Math.floorDiv(judged.flow().endMillis(), windowMillis) * windowMillis;
    long windowEnd = windowStart + windowMillis;
    String id = judged.viewId().toString();
    String json =
        JsonText.line(
            out -> {
              out.text("id", id).text("flowId", judged.flow().id().toString());
              out.text("site", judged.device().site()).text("device", judged.device().name());
              out.millis("windowStart", windowStart).millis("windowEnd", windowEnd);
              flow(out, judged);
              verdict(out, judged);
            });
    return new Line(
        SortKey.of(windowEnd, judged.device().site(), judged.device().name(), id), json);
  }

  private static void flow(JsonText out, JudgedFlow judged) {
    FlowRecord flow = judged.flow();
    FlowKey key = flow.key();
    boolean ports = IpProtocol.hasPorts(key.protocol());
    out.nanos("start", flow.startNanos()).nanos("end", flow.endNanos());
    out.word("role", judged.role()).text("peer", judged.peer().toString());
    out.number("peerPort", ports ? judged.peerPort() : null);
    out.number("devicePort", ports ? judged.devicePort() : null);
    out.text("protocol", IpProtocol.name(key.protocol())).number("protocolNumber", key.protocol());
    out.number("icmpType", key.isIcmp() ? key.icmpType() : null);
    out.number("icmpCode", key.isIcmp() ? key.icmpCode() : null);
    out.number("vlan", key.vlanId() == FlowKey.NO_VLAN ? null : key.vlanId());
    End source = new End(key.source(), key.sourcePort(), flow.sourceMac(), flow.forward());
    End destination =
        new End(key.destination(), key.destinationPort(), flow.destinationMac(), flow.reverse());
    out.object("source", source, (to, end) -> end(to, end, key.protocol()));
    out.object("destination", destination, (to, end) -> end(to, end, key.protocol()));
    out.word("initiation", flow.initiation()).word("endReason", flow.endReason());
    out.object("application", flow.application(), ApplicationJson::members);
  }

  /** One end of the flow and what it sent. */
  private record End(IpAddress address, int port, @Nullable MacAddress mac, Counters sent) {}

  private static void end(JsonText out, End end, int protocol) {
    out.text("address", end.address().toString());
    out.number("port", IpProtocol.hasPorts(protocol) ? end.port() : null);
    out.text("mac", end.mac() == null ? null : end.mac().toString());
    out.number("packets", end.sent().packets()).number("octets", end.sent().octets());
    boolean flags = protocol == IpProtocol.TCP && !end.sent().isEmpty();
    out.text("tcpFlags", flags ? TcpFlags.format(end.sent().tcpFlags()) : null);
  }

  private static void verdict(JsonText out, JudgedFlow judged) {
    Verdict verdict = judged.verdict();
    DirectionVerdict decisive = verdict.decisive(judged.deviceInitiated());
    out.word("outcome", verdict.outcome());
    out.text("reason", decisive == null ? null : reason(decisive));
    out.object("fromDevice", verdict.fromDevice(), RejectedFlowDocument::direction);
    out.object("toDevice", verdict.toDevice(), RejectedFlowDocument::direction);
    out.flag("initiatorUncertain", verdict.initiatorUncertain());
    out.text("profile", verdict.profile());
  }

  private static void direction(JsonText out, DirectionVerdict direction) {
    out.text("acceptedBy", direction.acceptedBy()).text("reason", reason(direction));
    out.object("nearest", direction.nearest(), RejectedFlowDocument::nearest);
  }

  private static @Nullable String reason(DirectionVerdict direction) {
    return direction.reason() == null ? null : direction.reason().text();
  }

  private static void nearest(JsonText out, NearestAce nearest) {
    out.text("acl", nearest.acl()).text("ace", nearest.ace()).texts("missed", nearest.missed());
  }
}
