package io.mudlark.jobs.report;

import io.mudlark.flow.ContentHash;
import io.mudlark.flow.Counters;
import io.mudlark.flow.EndReason;
import io.mudlark.flow.FlowId;
import io.mudlark.flow.FlowKey;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.Initiation;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpProtocol;
import io.mudlark.flow.TcpFlags;
import io.mudlark.ledger.Tally;
import io.mudlark.mrt.ClusterSummary;
import io.mudlark.mrt.DirectionVerdict;
import io.mudlark.mrt.FitInfo;
import io.mudlark.mrt.JudgedFlow;
import io.mudlark.mrt.NearestAce;
import io.mudlark.mrt.Reason;
import io.mudlark.mrt.TrafficKind;
import io.mudlark.mrt.TrafficShape;
import io.mudlark.mrt.Verdict;
import io.mudlark.mrt.Volume;
import io.mudlark.mrt.WindowSpan;
import io.mudlark.site.DeviceId;
import io.mudlark.site.Role;
import java.util.ArrayList;
import java.util.List;

/** The pieces that an invented run is put together from. */
final class InventedParts {
  private static final String PROFILE = "https://mud.plug.example/plug-v2.json";

  private InventedParts() {}

  static ClusterSummary unnamed(ClusterSummary it) {
    return new ClusterSummary(
        it.label(),
        null,
        it.volume(),
        it.centroid(),
        it.spread(),
        it.persistence(),
        it.descriptors(),
        it.shape(),
        it.peerPorts(),
        it.devicePorts(),
        it.peers(),
        it.protocols(),
        it.sampleFlowIds());
  }

  static Volume volume(long flows) {
    return new Volume(flows, flows * 3, flows * 180);
  }

  static String episodeId(DeviceId device) {
    return new ContentHash().text("episode").text(device.toString()).hex();
  }

  static TrafficShape scanShape(int flows) {
    return new TrafficShape(
        volume(flows),
        1,
        flows,
        2,
        1,
        1,
        0.02,
        1.1,
        "tcp",
        1,
        TrafficKind.PORT_SCAN_INBOUND,
        flows,
        "192.168.1.66",
        null,
        "tcp");
  }

  static TrafficShape beaconShape(int flows) {
    return new TrafficShape(
        volume(flows),
        1,
        flows,
        1,
        0,
        0.25,
        0.9,
        8.5,
        "udp",
        0.8,
        TrafficKind.BEACON,
        flows,
        "203.0.113.9",
        8053,
        "udp");
  }

  static FitInfo fit(int rows) {
    return new FitInfo(
        5, 5, "capped", rows, rows, rows, false, List.of("a", "b", "c", "d", "e"), "5ca1e");
  }

  static JudgedFlow flow(DeviceId device, WindowSpan span, int i, boolean scan) {
    long start = (span.startMillis() + 1000 + i * 40L) * 1_000_000;
    int port = scan ? 20 + i : 8053;
    String peer = scan ? "192.168.1.66" : "203.0.113." + (9 + i % 2);
    IpAddress here = IpAddress.parse("192.168.1.20");
    FlowKey key =
        scan
            ? new FlowKey(-1, IpAddress.parse(peer), here, IpProtocol.TCP, 61234, port)
            : new FlowKey(-1, here, IpAddress.parse(peer), IpProtocol.UDP, 40112 + i, port);
    FlowRecord flow =
        new FlowRecord(
            FlowId.of(device.site(), key, start, 0),
            device.site(),
            key,
            null,
            null,
            start,
            start + 900_000,
            new Counters(1, 44, scan ? TcpFlags.SYN : 0, start, start),
            Counters.NONE,
            scan ? Initiation.SYN : Initiation.FIRST_PACKET,
            EndReason.IDLE_TIMEOUT);
    String missed =
        scan
            ? "destination-port is " + port + ", the entry wants 80"
            : "protocol is 17, the entry wants 6";
    DirectionVerdict no =
        DirectionVerdict.rejected(
            Reason.NO_MATCHING_ACE,
            new NearestAce(
                scan ? "mud-v4to" : "mud-v4fr",
                "cl0-" + (scan ? "todev" : "frdev"),
                List.of(missed)));
    Verdict verdict =
        scan ? Verdict.of(null, no, false, PROFILE) : Verdict.of(no, null, false, PROFILE);
    return new JudgedFlow(device, scan ? Role.DESTINATION : Role.SOURCE, flow, verdict);
  }

  static List<Tally> tallies(List<String> sites) {
    List<Tally> all = new ArrayList<>();
    for (String site : sites) {
      all.add(new Tally(site, Tally.Book.PACKETS, "metered", 5100, 5100));
      all.add(new Tally(site, Tally.Book.PACKETS, "arp", 340, 340));
      all.add(new Tally(site, Tally.Book.PACKETS, "truncated", 2, 2));
      all.add(new Tally(site, Tally.Book.FLOWS, "known-devices", 900, 4900));
      all.add(new Tally(site, Tally.Book.FLOWS, "unknown-hosts", 40, 200));
      all.add(new Tally(site, Tally.Book.VIEWS, "judged", 910, 4950));
      all.add(new Tally(site, Tally.Book.VIEWS, "accepted", 500, 4000));
      all.add(new Tally(site, Tally.Book.VIEWS, "rejected", 410, 950));
      all.add(new Tally(site, Tally.Book.NOTES, "dns-bindings", 77, 0));
      for (int i = 0; i < 14; i++) {
        all.add(
            new Tally(
                site,
                Tally.Book.HOSTS,
                "02:00:00:00:00:" + (10 + i) + " 192.168.1." + i,
                i,
                i * 3L));
      }
    }
    return all;
  }
}
