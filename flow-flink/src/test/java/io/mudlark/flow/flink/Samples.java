package io.mudlark.flow.flink;

import io.mudlark.flow.Counters;
import io.mudlark.flow.EndReason;
import io.mudlark.flow.ExportOrigin;
import io.mudlark.flow.FlowId;
import io.mudlark.flow.FlowKey;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.Initiation;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.MacAddress;
import io.mudlark.flow.NameBinding;
import io.mudlark.flow.application.CoapFacet;
import io.mudlark.flow.application.ExchangeEnd;
import io.mudlark.flow.application.ExchangeFacts;
import io.mudlark.flow.application.MqttControl;
import io.mudlark.flow.application.MqttFacet;
import io.mudlark.flow.application.OpcUaFacet;
import io.mudlark.flow.application.TlsFacet;
import io.mudlark.ledger.Tally;
import io.mudlark.mrt.DirectionVerdict;
import io.mudlark.mrt.JudgedFlow;
import io.mudlark.mrt.NearestAce;
import io.mudlark.mrt.Reason;
import io.mudlark.mrt.Verdict;
import io.mudlark.site.DeviceId;
import io.mudlark.site.Role;
import io.mudlark.stream.DeviceObservation;
import io.mudlark.stream.JudgedObservation;
import io.mudlark.stream.JudgedTurn;
import io.mudlark.stream.Observation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One value of each hot type, with every optional part present, as the golden bytes hold them. */
final class Samples {
  private static final long START = 1_637_244_947_256_123_456L;

  static final FlowRecord FLOW =
      new FlowRecord(
          new FlowId(0x0123_4567_89ab_cdefL, 0xfedc_ba98_7654_3210L),
          "ut",
          new FlowKey(
              7,
              IpAddress.parse("192.168.255.14"),
              IpAddress.parse("2001:db8::32:2"),
              6,
              37603,
              9999),
          MacAddress.parse("08:00:27:86:05:66"),
          MacAddress.parse("00:31:92:e1:7b:17"),
          START,
          START + 1_500_000_000L,
          new Counters(3, 132, 0x02, START, START + 1_000_000_000L),
          new Counters(2, 80, 0x14, START + 500, START + 1_500_000_000L),
          Initiation.SYN,
          EndReason.IDLE_TIMEOUT);

  static final FlowRecord UNIFLOW =
      new FlowRecord(
          new FlowId(1, 2),
          "tue",
          new FlowKey(
              FlowKey.NO_VLAN,
              IpAddress.parse("10.0.0.1"),
              IpAddress.parse("255.255.255.255"),
              17,
              68,
              67),
          null,
          null,
          START,
          START,
          new Counters(1, 328, 0, START, START),
          Counters.NONE,
          Initiation.FIRST_PACKET,
          EndReason.FORCED_END);

  private static final ExchangeFacts ANSWERED =
      new ExchangeFacts(ExchangeEnd.COMPLETE, true, false, 12_000_000L);

  static final MqttFacet MQTT =
      new MqttFacet(
          ANSWERED,
          new MqttControl(5, MqttControl.PUBLISH, 2, 11, true, false, 0x10),
          "hall/belt/temperature",
          "0x00ff",
          21,
          "belt-sensor",
          "");

  static final CoapFacet COAP =
      new CoapFacet(
          new ExchangeFacts(ExchangeEnd.IDLE_TIMEOUT, false, false, ExchangeFacts.UNKNOWN),
          0,
          1,
          0,
          4711,
          "beef",
          "/sensors/temperature?u=c",
          12,
          3,
          2);

  static final OpcUaFacet OPC_UA =
      new OpcUaFacet(
          new ExchangeFacts(ExchangeEnd.REFUSED, true, true, 1),
          "MSG",
          4_294_967_295L,
          7,
          "Read",
          0x8034_0000L,
          "None",
          List.of("i=2258", "ns=2;s=Belt"));

  static final TlsFacet TLS = new TlsFacet(0x0304, "broker.example", "mqtt");

  static final FlowRecord EXPORTED =
      new FlowRecord(
          UNIFLOW.id(),
          "tue",
          UNIFLOW.key(),
          null,
          null,
          START,
          START,
          UNIFLOW.forward(),
          Counters.NONE,
          Initiation.FIRST_PACKET,
          EndReason.FORCED_END,
          new ExportOrigin("udp:192.0.2.1", 2, 100),
          null);

  static final NameBinding BINDING =
      new NameBinding(
          "ut",
          START,
          MacAddress.parse("00:31:92:e1:7b:17"),
          IpAddress.parse("192.168.32.2"),
          "use1-api.tplinkra.com",
          List.of(IpAddress.parse("52.206.238.222"), IpAddress.parse("2001:db8::1")),
          60);

  static final DeviceId DEVICE = new DeviceId("ut", "plug");
  static final Tally TALLY = new Tally("ut", Tally.Book.PACKETS, "metered", 6_000_000_000L, 5);

  static final Verdict VERDICT =
      Verdict.of(
          DirectionVerdict.accepted("from-ipv4-plug/0"),
          DirectionVerdict.rejected(
              Reason.NO_MATCHING_ACE,
              new NearestAce("to-ipv4-plug", "1", List.of("source-port is 9999, not 443"))),
          true,
          "https://plug.example/plug.json");

  static final JudgedFlow JUDGED = new JudgedFlow(DEVICE, Role.DESTINATION, FLOW, VERDICT);

  /** Golden file name to value and type. */
  static Map<String, Object> all() {
    Map<String, Object> samples = new LinkedHashMap<>();
    samples.put("flow-record", FLOW);
    samples.put("flow-record.uniflow", UNIFLOW);
    samples.put("flow-record.exported", EXPORTED);
    samples.put("flow-record.mqtt", FLOW.with(MQTT));
    samples.put("flow-record.coap", UNIFLOW.with(COAP));
    samples.put("flow-record.opcua", FLOW.with(OPC_UA));
    samples.put("flow-record.tls", FLOW.with(TLS));
    samples.put("name-binding", BINDING);
    samples.put("device-id", DEVICE);
    samples.put("tally", TALLY);
    samples.put("observation", Observation.of(FLOW));
    samples.put("observation.binding", Observation.of(BINDING));
    samples.put("observation.tally", Observation.of(TALLY, START));
    samples.put("observation.end", Observation.end("ut", START));
    samples.put("device-observation", DeviceObservation.flow(DEVICE, Role.DESTINATION, FLOW));
    samples.put("device-observation.end", DeviceObservation.end(DEVICE, START));
    samples.put("observation-batch", batch());
    samples.put("verdict", VERDICT);
    samples.put("verdict.unprofiled", Verdict.UNPROFILED);
    samples.put("judged-flow", JUDGED);
    samples.put("judged-observation", JudgedObservation.of(JUDGED));
    samples.put("judged-observation.end", JudgedObservation.end(DEVICE, START));
    samples.put(
        "judged-turn",
        new JudgedTurn(
            DEVICE, List.of(JudgedObservation.of(JUDGED), JudgedObservation.end(DEVICE, START))));
    return samples;
  }

  private static ObservationBatch batch() {
    ObservationBatch batch = new ObservationBatch(DEVICE);
    ObservationPacker packer = new ObservationPacker();
    packer.add(DeviceObservation.flow(DEVICE, Role.SOURCE, FLOW), batch);
    packer.add(DeviceObservation.binding(DEVICE, BINDING), batch);
    packer.add(DeviceObservation.end(DEVICE, START), batch);
    return batch;
  }

  private Samples() {}
}
