package io.mudlark.cluster.testing;

import io.mudlark.flow.Counters;
import io.mudlark.flow.EndReason;
import io.mudlark.flow.FlowId;
import io.mudlark.flow.FlowKey;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.Initiation;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpProtocol;
import io.mudlark.flow.TcpFlags;
import io.mudlark.flow.application.ExchangeEnd;
import io.mudlark.flow.application.ExchangeFacts;
import io.mudlark.flow.application.MqttControl;
import io.mudlark.flow.application.MqttFacet;
import io.mudlark.mrt.DirectionVerdict;
import io.mudlark.mrt.JudgedFlow;
import io.mudlark.mrt.Reason;
import io.mudlark.mrt.Verdict;
import io.mudlark.site.DeviceId;
import io.mudlark.site.Role;
import io.mudlark.stream.JudgedObservation;
import java.util.Objects;

/** Judged flows as enforcement emits them. */
public final class Judgements {
  private static final IpAddress DEVICE = IpAddress.parse("192.168.1.9");
  private static final IpAddress PEER = IpAddress.parse("192.168.255.14");

  private Judgements() {}

  /** A SYN to the device's port that ends at this time, refused by the profile. */
  public static JudgedObservation rejected(DeviceId device, int port, long endMillis) {
    return scan(device, port, endMillis, rejection(Reason.NO_MATCHING_ACE));
  }

  /** The same, rejected only because a name of the profile has no known answer. */
  public static JudgedObservation unresolved(DeviceId device, int port, long endMillis) {
    return scan(device, port, endMillis, rejection(Reason.NAME_UNRESOLVED));
  }

  public static JudgedObservation unprofiled(DeviceId device, int port, long endMillis) {
    return scan(device, port, endMillis, Verdict.UNPROFILED);
  }

  public static JudgedObservation accepted(DeviceId device, int port, long endMillis) {
    Verdict verdict = Verdict.of(null, DirectionVerdict.accepted("acl/ace"), false, "mud");
    return scan(device, port, endMillis, verdict);
  }

  /** The same as an MQTT exchange, with packets that the flow of its connection counts too. */
  public static JudgedObservation insideAnotherFlow(JudgedObservation whole) {
    JudgedFlow judged = Objects.requireNonNull(whole.judged());
    MqttFacet facet =
        new MqttFacet(
            new ExchangeFacts(ExchangeEnd.COMPLETE, true, false, ExchangeFacts.UNKNOWN),
            new MqttControl(4, MqttControl.PUBLISH, 0, 0, false, false, MqttControl.NO_REASON),
            "hall",
            "",
            1,
            "",
            "");
    return JudgedObservation.of(
        new JudgedFlow(
            judged.device(), judged.role(), judged.flow().with(facet), judged.verdict()));
  }

  private static Verdict rejection(Reason reason) {
    return Verdict.of(null, DirectionVerdict.rejected(reason, null), false, "mud");
  }

  private static JudgedObservation scan(
      DeviceId device, int port, long endMillis, Verdict verdict) {
    long end = endMillis * 1_000_000L;
    FlowKey key = new FlowKey(FlowKey.NO_VLAN, PEER, DEVICE, IpProtocol.TCP, 40_000, port);
    FlowRecord flow =
        new FlowRecord(
            FlowId.of(device.site(), key, end, 0),
            device.site(),
            key,
            null,
            null,
            end,
            end,
            new Counters(1, 44, TcpFlags.SYN, end, end),
            Counters.NONE,
            Initiation.SYN,
            EndReason.IDLE_TIMEOUT);
    return JudgedObservation.of(new JudgedFlow(device, Role.DESTINATION, flow, verdict));
  }
}
