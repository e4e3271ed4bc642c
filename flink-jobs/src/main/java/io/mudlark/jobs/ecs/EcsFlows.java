package io.mudlark.jobs.ecs;

import io.mudlark.flow.Counters;
import io.mudlark.flow.FlowKey;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpProtocol;
import io.mudlark.flow.MacAddress;
import io.mudlark.flow.application.ApplicationFacet;
import io.mudlark.jobs.delivery.ResultDocument;
import io.mudlark.jobs.delivery.ResultStream;
import io.mudlark.jobs.document.RejectedFlowDocument;
import io.mudlark.mrt.DirectionVerdict;
import io.mudlark.mrt.JudgedFlow;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Rejected flows as Elastic Common Schema documents: what a firewall would tell of them. */
public final class EcsFlows {
  private EcsFlows() {}

  /**
   * One device's view of a rejected flow; it is told once.
   *
   * @param windowMillis length of the windows, greater than 0
   */
  public static ResultDocument of(JudgedFlow judged, long windowMillis) {
    FlowRecord flow = judged.flow();
    String id = judged.viewId().toString();
    EcsText text = new EcsText(flow.endMillis());
    DirectionVerdict decisive = judged.verdict().decisive(judged.deviceInitiated());
    event(text, id, flow, decisive);
    FlowKey key = flow.key();
    end(
        text.object("source"),
        key,
        key.source(),
        key.sourcePort(),
        flow.sourceMac(),
        flow.forward());
    end(
        text.object("destination"),
        key,
        key.destination(),
        key.destinationPort(),
        flow.destinationMac(),
        flow.reverse());
    network(text.object("network"), flow);
    text.object("host").text("name", judged.device().name());
    if (decisive != null && decisive.nearest() != null) {
      text.object("rule")
          .text("name", decisive.nearest().ace())
          .text("ruleset", judged.verdict().profile());
    }
    related(text, key);
    EcsDocuments.observer(text, judged.device().site());
    text.text("hostname", flow.origin() == null ? null : flow.origin().exporter());
    return EcsDocuments.document(
        ResultStream.REJECTED,
        id,
        flow.endMillis(),
        judged.device(),
        text.with(RejectedFlowDocument.of(judged, windowMillis).json()));
  }

  private static void related(EcsText text, FlowKey key) {
    SortedSet<String> addresses = new TreeSet<>();
    addresses.add(key.source().toString());
    addresses.add(key.destination().toString());
    text.object("related").texts("ip", addresses);
  }

  private static void event(
      EcsText text, String id, FlowRecord flow, @Nullable DirectionVerdict decisive) {
    EcsDocuments.event(text, ResultStream.REJECTED, id, "event")
        .texts("category", List.of("network"))
        .texts("type", List.of("connection", "denied"))
        .text("action", "mud-rejected")
        .text(
            "reason",
            decisive == null || decisive.reason() == null ? null : decisive.reason().text())
        .text("start", EcsText.nanos(flow.startNanos()))
        .text("end", EcsText.nanos(flow.endNanos()))
        .number("duration", flow.endNanos() - flow.startNanos());
  }

  private static void end(
      EcsText text,
      FlowKey key,
      IpAddress address,
      int port,
      @Nullable MacAddress mac,
      Counters sent) {
    text.text("ip", address.toString()).text("address", address.toString());
    if (IpProtocol.hasPorts(key.protocol())) {
      text.number("port", port);
    }
    text.text("mac", mac == null ? null : mac.toString().toUpperCase(Locale.ROOT).replace(':', '-'))
        .number("packets", sent.packets())
        .number("bytes", sent.octets());
  }

  private static void network(EcsText text, FlowRecord flow) {
    FlowKey key = flow.key();
    ApplicationFacet facet = flow.application();
    text.text("type", key.source().isV4() ? "ipv4" : "ipv6")
        .text("transport", IpProtocol.name(key.protocol()))
        .text("iana_number", Integer.toString(key.protocol()))
        .text("protocol", facet == null ? null : facet.protocol())
        .number("packets", flow.packets())
        .number("bytes", flow.octets());
    if (key.vlanId() != FlowKey.NO_VLAN) {
      text.text("vlan.id", Integer.toString(key.vlanId()));
    }
  }
}
