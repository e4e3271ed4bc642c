package io.mudlark.jobs.document;

import io.mudlark.alert.Alert;
import io.mudlark.alert.AlertDetails;
import io.mudlark.alert.Participant;
import io.mudlark.alert.ProcessDeviation;
import io.mudlark.alert.ProcessFinding;
import io.mudlark.alert.ProfileMiss;
import io.mudlark.alert.ProfileReference;
import io.mudlark.alert.Severity;
import io.mudlark.alert.WindowCoverage;
import io.mudlark.flow.Counters;
import io.mudlark.flow.EndReason;
import io.mudlark.flow.FlowId;
import io.mudlark.flow.FlowKey;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.Initiation;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpProtocol;
import io.mudlark.flow.MacAddress;
import io.mudlark.flow.TcpFlags;
import io.mudlark.flow.application.ApplicationFacet;
import io.mudlark.flow.application.CoapFacet;
import io.mudlark.flow.application.ExchangeEnd;
import io.mudlark.flow.application.ExchangeFacts;
import io.mudlark.flow.application.MqttControl;
import io.mudlark.flow.application.MqttFacet;
import io.mudlark.flow.application.OpcUaFacet;
import io.mudlark.flow.application.TlsFacet;
import io.mudlark.mrt.Anomaly;
import io.mudlark.mrt.Characterization;
import io.mudlark.mrt.ClusterFate;
import io.mudlark.mrt.ClusterSpread;
import io.mudlark.mrt.ClusterSummary;
import io.mudlark.mrt.DirectionVerdict;
import io.mudlark.mrt.Episode;
import io.mudlark.mrt.EpisodeSignature;
import io.mudlark.mrt.Evolution;
import io.mudlark.mrt.FeatureSummary;
import io.mudlark.mrt.FeedMetrics;
import io.mudlark.mrt.FitInfo;
import io.mudlark.mrt.JudgedFlow;
import io.mudlark.mrt.NearestAce;
import io.mudlark.mrt.Reason;
import io.mudlark.mrt.ServiceUse;
import io.mudlark.mrt.TopCount;
import io.mudlark.mrt.TrafficKind;
import io.mudlark.mrt.TrafficShape;
import io.mudlark.mrt.Verdict;
import io.mudlark.mrt.Volume;
import io.mudlark.mrt.WindowSpan;
import io.mudlark.mrt.WindowTotals;
import io.mudlark.site.DeviceId;
import io.mudlark.site.Role;
import java.util.List;
import java.util.Objects;

/** One full record of each kind. */
public final class Samples {
  /** 2021-10-20T15:15:00Z. */
  public static final long WINDOW_START = 1_634_742_900_000L;

  public static final long MINUTE = 60_000L;
  public static final DeviceId PLUG = new DeviceId("ut", "plug \"kitchen\"");
  public static final WindowSpan BEFORE =
      new WindowSpan(WINDOW_START - 5 * MINUTE, WINDOW_START, 1);
  public static final WindowSpan WINDOW =
      new WindowSpan(WINDOW_START, WINDOW_START + 5 * MINUTE, 2);

  private Samples() {}

  public static JudgedFlow rejectedScan() {
    long start = WINDOW_START * 1_000_000 + 1_000_000_123L;
    FlowKey key =
        new FlowKey(
            7,
            IpAddress.parse("192.168.1.66"),
            IpAddress.parse("192.168.1.20"),
            IpProtocol.TCP,
            40_000,
            8443);
    Counters syn = new Counters(2, 88, TcpFlags.SYN, start, start + 1_000);
    Counters reset =
        new Counters(1, 40, TcpFlags.RST | TcpFlags.ACK, start + 500_000, start + 500_000);
    FlowRecord flow =
        new FlowRecord(
            FlowId.of("ut", key, start, 0),
            "ut",
            key,
            MacAddress.parse("02:00:00:00:00:66"),
            MacAddress.parse("00:31:92:e1:7b:17"),
            start,
            start + 500_000,
            syn,
            reset,
            Initiation.SYN,
            EndReason.END_DETECTED);
    DirectionVerdict toDevice =
        DirectionVerdict.rejected(
            Reason.NO_MATCHING_ACE,
            new NearestAce(
                "to-ipv4-plug",
                "cl1-todev",
                List.of("destination-port is 8443, the entry wants 443")));
    DirectionVerdict fromDevice = DirectionVerdict.accepted("default/tcp-reset");
    return new JudgedFlow(
        PLUG,
        Role.DESTINATION,
        flow,
        Verdict.of(fromDevice, toDevice, false, "https://plug.example/mud.json"));
  }

  /** The same scan, with what is known of its application protocol. */
  public static JudgedFlow rejected(ApplicationFacet facet) {
    JudgedFlow scan = rejectedScan();
    return new JudgedFlow(scan.device(), scan.role(), scan.flow().with(facet), scan.verdict());
  }

  /** What flows of each protocol can say of themselves. */
  public static List<ApplicationFacet> facets() {
    ExchangeFacts refused = new ExchangeFacts(ExchangeEnd.REFUSED, true, false, 1_000);
    return List.of(
        new MqttFacet(
            refused,
            new MqttControl(5, 3, 1, 17, false, false, 0x87),
            "a/b",
            "case 1",
            4,
            "c",
            "d"),
        new CoapFacet(refused, 0, 3, 0x84, 5, "0a", "/light", 2, 0, 0),
        new OpcUaFacet(refused, "MSG", 1, 2, "Write", 0x803B0000L, "None", List.of("ns=2;i=5")),
        new TlsFacet(0x0304, "broker.example", "mqtt"));
  }

  public static JudgedFlow rejectedPing() {
    long start = -1;
    FlowKey key =
        new FlowKey(
            FlowKey.NO_VLAN,
            IpAddress.parse("fe80::1"),
            IpAddress.parse("2001:db8::5"),
            IpProtocol.ICMPV6,
            0,
            128 * 256);
    FlowRecord flow =
        new FlowRecord(
            FlowId.of("ut", key, start, 0),
            "ut",
            key,
            null,
            null,
            start,
            start,
            new Counters(1, 64, 0, start, start),
            Counters.NONE,
            Initiation.FIRST_PACKET,
            EndReason.IDLE_TIMEOUT);
    return new JudgedFlow(
        PLUG,
        Role.SOURCE,
        flow,
        Verdict.of(
            DirectionVerdict.rejected(Reason.NAME_UNRESOLVED, null), null, true, "urn:plug"));
  }

  public static TrafficShape scanShape() {
    return new TrafficShape(
        new Volume(40, 80, 3520),
        1,
        40,
        1,
        1.0,
        0.975,
        0.0,
        2.0,
        "tcp",
        1.0,
        TrafficKind.PORT_SCAN_INBOUND,
        39,
        "192.168.1.66",
        null,
        "tcp");
  }

  public static ClusterSummary cluster(int label, String id) {
    return new ClusterSummary(
        label,
        id,
        new Volume(40, 80, 3520),
        List.of(0.1, -0.0, 1.0E-7, 12345678.9),
        new ClusterSpread(ClusterSpread.Method.TO_CENTROID, 0.5, 0.25, 2),
        label < 0 ? 0 : 0.75,
        List.of(
            new FeatureSummary(
                "bytes_per_packet", "octets", 40, 44, 42, 2, 42, List.of(40.0, 44.0))),
        scanShape(),
        List.of(new TopCount("40000", 40)),
        List.of(new TopCount("8443", 2), new TopCount("22", 1)),
        List.of(new TopCount("192.168.1.66", 40)),
        List.of(new TopCount("tcp", 40)),
        List.of("00000000000000010000000000000002"));
  }

  public static Characterization characterization() {
    return new Characterization(
        PLUG,
        WINDOW,
        true,
        new WindowTotals(
            new Volume(3, 30, 3000), new Volume(40, 80, 3520), Volume.NONE, Volume.NONE),
        new FitInfo(5, 5, "capped", 40, 38, 38, false, List.of("duration", "octets"), "abc123"),
        List.of(cluster(0, null)),
        cluster(ClusterSummary.NOISE, null),
        scanShape(),
        List.of(service()),
        7);
  }

  private static ServiceUse service() {
    return new ServiceUse(
        false,
        "tcp",
        8443,
        "192.0.2.77",
        new Volume(3, 30, 1536),
        10,
        false,
        3,
        WINDOW_START + 1_250,
        WINDOW_START + 41_250,
        20,
        0.5,
        List.of(20.5, 19.5));
  }

  public static Evolution evolution() {
    return new Evolution(
        PLUG,
        BEFORE,
        WINDOW,
        null,
        characterization().totals(),
        scanShape(),
        List.of(cluster(0, "c0ffee")),
        feed(),
        List.of(
            new ClusterFate(ClusterFate.Fate.BORN, "c0ffee", 0, List.of(), 0, 40, null),
            new ClusterFate(
                ClusterFate.Fate.VANISHED, "deadbeef", null, List.of("c0ffee"), 6, 0, 2.5)),
        new Anomaly(
            true,
            8.5,
            List.of(
                new Anomaly.Finding(
                    Anomaly.Criterion.FLOWS, 40, 4.7, "40 rejected flows, usually about 1")),
            1.5,
            2),
        new Episode(
            Episode.Phase.OPENED,
            "0123456789abcdef0123456789abcdef",
            1,
            WINDOW_START,
            1,
            new Volume(40, 80, 3520),
            scanSignature(),
            true));
  }

  static EpisodeSignature scanSignature() {
    return new EpisodeSignature(TrafficKind.PORT_SCAN_INBOUND, "tcp", null);
  }

  private static FeedMetrics feed() {
    FeedMetrics.VectorSummary vectors =
        new FeedMetrics.VectorSummary(
            List.of(0.5, Double.NaN), List.of(0.0, 0.0), List.of(0.5, Double.POSITIVE_INFINITY));
    FeedMetrics.Agglomeration pile = new FeedMetrics.Agglomeration(1, 0, 1, 0.5, 0);
    return new FeedMetrics(
        4,
        BEFORE.startMillis(),
        BEFORE.endMillis(),
        WINDOW.startMillis(),
        WINDOW.endMillis(),
        6,
        40,
        1,
        2,
        0.025,
        2.5,
        0,
        List.of(2.5, 2.5),
        new FeedMetrics.Matches(1, 1, null, vectors),
        new FeedMetrics.Matches(0, 0, pile, vectors),
        new FeedMetrics.Matches(0, 0, pile, vectors));
  }

  public static Alert alert(int participants) {
    Participant plug =
        new Participant(
            PLUG,
            "0123456789abcdef0123456789abcdef",
            WINDOW_START,
            WINDOW_START + 5 * MINUTE,
            1,
            new Volume(40, 80, 3520),
            List.of("00000000000000010000000000000002"));
    Participant other =
        new Participant(
            new DeviceId("tue", "plug"),
            "fedcba9876543210fedcba9876543210",
            WINDOW_START,
            WINDOW_START + 5 * MINUTE,
            1,
            new Volume(30, 60, 2640),
            List.of());
    List<Participant> all = List.of(plug, other);
    return new Alert(
        "ffffffffffffffff0000000000000000",
        2,
        participants == 1 ? Alert.Pattern.DEVICE_EPISODE : Alert.Pattern.SAME_EPISODE_ON_DEVICES,
        Alert.State.CUT_OFF,
        Severity.HIGH,
        "Port scan (inbound, tcp)",
        List.of("40 rejected flows, usually about 1."),
        scanSignature(),
        WINDOW_START,
        WINDOW_START + 5 * MINUTE,
        all.subList(0, participants),
        null,
        new AlertDetails(
            participants == 1 ? null : "all",
            "the traffic has the form of an inbound port scan",
            new WindowCoverage(43, 40, 2, 1),
            List.of("c0ffee"),
            List.of(
                new ProfileMiss(
                    "https://plug.example/mud.json",
                    "no-matching-ace",
                    false,
                    "to-ipv4-plug/cl1-todev",
                    List.of("destination-port is 8443, the entry wants 443"),
                    40)),
            participants == 1 ? "repeats alert ffffffffffffffff0000000000000001" : null,
            List.of(
                new ProfileReference(
                    "https://plug.example/mud.json", "0123456789abcdef0123456789abcdef"))));
  }

  /** An alert about a case that left its process. */
  public static Alert processAlert() {
    Alert like = alert(1);
    return new Alert(
        "eeeeeeeeeeeeeeee0000000000000000",
        1,
        Alert.Pattern.PROCESS_DEVIATION,
        Alert.State.OPEN,
        Severity.MEDIUM,
        "Process broken at ut",
        List.of("This step is not allowed here."),
        like.signature(),
        WINDOW_START,
        WINDOW_START + MINUTE,
        like.participants(),
        new ProcessFinding(
            "case-7",
            2,
            "fan on",
            List.of("fan off"),
            List.of("replay"),
            "m-1",
            0.9,
            List.of("00000000000000000000000000000001")),
        like.details());
  }

  /** What is wrong with that case. */
  public static ProcessDeviation deviation() {
    Alert alert = processAlert();
    return new ProcessDeviation(
        alert.id(),
        0,
        "ut",
        alert.participants().get(0).device(),
        WINDOW_START + MINUTE,
        Objects.requireNonNull(alert.process()));
  }
}
