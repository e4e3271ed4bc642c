package io.mudlark.mudscope.mudgen.learn;

import io.mudlark.flow.Counters;
import io.mudlark.flow.FlowKey;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.Initiation;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpPrefix;
import io.mudlark.flow.IpProtocol;
import io.mudlark.flow.NameBinding;
import io.mudlark.flow.TcpFlags;
import io.mudlark.mudscope.mudgen.CaptureJob;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Gathers what a device does: services, with the evidence for each and what looks like a scan. */
final class FlowStudy {
  static final int MAX_SERVICES = 1 << 16;

  /** Less than this is no habit (MUDgee's threshold). */
  static final long LEAST_PACKETS = 6;

  private static final int FIRST_EPHEMERAL = 1_024;
  private static final int REFUSALS = 2;
  private static final int DNS = 53;

  /** A service towards one address, before peers are put together. */
  private record Use(Service service, IpAddress address) {}

  private final CaptureJob job;
  private final AskedNames names = new AskedNames();
  private final Sweeps sweeps = new Sweeps();
  private final Map<Use, Evidence> uses = new HashMap<>();
  private long refused;
  private long deviceFlows;

  FlowStudy(CaptureJob job) {
    this.job = job;
  }

  void add(NameBinding binding) {
    if (job.device().equals(binding.askerMac())) {
      names.add(binding);
    }
  }

  void add(FlowRecord flow) {
    boolean source = job.device().equals(flow.sourceMac());
    if (!source && !job.device().equals(flow.destinationMac())) {
      return;
    }
    deviceFlows++;
    FlowKey key = flow.key();
    IpAddress address = source ? key.destination() : key.source();
    Counters sent = source ? flow.forward() : flow.reverse();
    Counters received = source ? flow.reverse() : flow.forward();
    boolean byDevice = source != isSwapped(flow);
    int port = port(flow);
    boolean answered = answered(flow, byDevice ? received : sent);
    if (flow.packets() <= Sweeps.PROBE_PACKETS && (!answered || key.protocol() == IpProtocol.TCP)) {
      sweeps.add(byDevice, key.protocol(), port, address);
    }
    Peer peer = peer(flow, address, source);
    Service service = new Service(byDevice, key.source().version(), key.protocol(), port, peer);
    Use use = new Use(service, address);
    Evidence evidence = uses.get(use);
    if (evidence == null) {
      if (uses.size() == MAX_SERVICES) {
        refused++;
        return;
      }
      evidence = new Evidence();
      uses.put(use, evidence);
    }
    evidence.flows++;
    evidence.sentPackets += sent.packets();
    evidence.sentOctets += sent.octets();
    evidence.receivedPackets += received.packets();
    evidence.receivedOctets += received.octets();
    evidence.answeredFlows += answered ? 1 : 0;
  }

  /**
   * Whether the flow's source is the one that was called: where nobody saw the handshake, the lower
   * port is the service's, and a UDP answer can come before its question at the start of a capture.
   */
  private static boolean isSwapped(FlowRecord flow) {
    FlowKey key = flow.key();
    if (key.protocol() == IpProtocol.TCP) {
      return flow.initiation() == Initiation.UNKNOWN && key.sourcePort() < key.destinationPort();
    }
    return IpProtocol.hasPorts(key.protocol())
        && key.sourcePort() < FIRST_EPHEMERAL
        && key.destinationPort() >= FIRST_EPHEMERAL;
  }

  private static int port(FlowRecord flow) {
    FlowKey key = flow.key();
    if (key.isIcmp()) {
      return key.destinationPort();
    }
    if (!IpProtocol.hasPorts(key.protocol())) {
      return 0;
    }
    return isSwapped(flow) ? key.sourcePort() : key.destinationPort();
  }

  /** A TCP end that only sends resets refuses. */
  private static boolean answered(FlowRecord flow, Counters answer) {
    boolean refusal =
        flow.key().protocol() == IpProtocol.TCP
            && answer.packets() <= REFUSALS
            && (answer.tcpFlags() & TcpFlags.RST) != 0
            && (answer.tcpFlags() & ~(TcpFlags.RST | TcpFlags.ACK)) == 0;
    return !answer.isEmpty() && !refusal;
  }

  private Peer peer(FlowRecord flow, IpAddress address, boolean source) {
    boolean gatewayMac = job.gatewayMac().equals(source ? flow.destinationMac() : flow.sourceMac());
    if (address.equals(job.gatewayIpv4()) || address.equals(job.gatewayIpv6())) {
      return new Peer(Peer.Kind.GATEWAY, address.toString());
    }
    for (Map.Entry<String, IpPrefix> controller : job.controllers().entrySet()) {
      if (controller.getValue().contains(address)) {
        return new Peer(Peer.Kind.CONTROLLER, controller.getKey());
      }
    }
    boolean group =
        address.isMulticast()
            || address.isLimitedBroadcast()
            || (source && flow.destinationMac() != null && flow.destinationMac().isGroup());
    if (group) {
      return new Peer(Peer.Kind.GROUP, address.toString());
    }
    if (address.isPrivate() || address.isLinkLocal() || !gatewayMac) {
      // A private address behind the gateway is another network of the site.
      return gatewayMac ? Peer.address(address) : Peer.local();
    }
    String name = names.name(address, flow.startNanos());
    return name == null ? Peer.address(address) : new Peer(Peer.Kind.NAME, name);
  }

  /**
   * A service with what speaks for it.
   *
   * @param evidence its traffic
   * @param finding whether it is learnt
   */
  record Studied(Evidence evidence, Finding finding) {}

  /** All services, in order; those of scans stay apart under the scanner's address. */
  SortedMap<Service, Studied> services() {
    SortedMap<Service, Evidence> kept = new TreeMap<>();
    SortedMap<Service, Studied> all = new TreeMap<>();
    uses.forEach(
        (use, evidence) -> {
          Service service = use.service;
          if (!isScan(use)) {
            kept.computeIfAbsent(service, s -> new Evidence()).add(evidence);
          } else {
            Service apart = service.with(Peer.address(use.address));
            all.computeIfAbsent(apart, s -> new Studied(new Evidence(), Finding.SCAN))
                .evidence
                .add(evidence);
          }
        });
    kept.forEach(
        (service, evidence) -> all.put(service, new Studied(evidence, judge(service, evidence))));
    return all;
  }

  private boolean isScan(Use use) {
    Service service = use.service;
    Peer.Kind kind = service.peer().kind();
    boolean trusted = kind == Peer.Kind.GROUP || kind == Peer.Kind.NAME;
    return !trusted
        && sweeps.contains(service.byDevice(), service.protocol(), service.port(), use.address);
  }

  private static Finding judge(Service service, Evidence evidence) {
    Peer.Kind kind = service.peer().kind();
    if (service.protocol() == IpProtocol.TCP && evidence.answeredFlows == 0) {
      return Finding.UNANSWERED;
    }
    // Names come from resolvers, which a device may ask as rarely as once in a capture.
    boolean resolver = service.byDevice() && service.port() == DNS && !service.isIcmp();
    boolean intended = evidence.answeredFlows > 0 && (kind == Peer.Kind.NAME || resolver);
    return intended || evidence.packets() >= LEAST_PACKETS ? Finding.LEARNT : Finding.TOO_FEW;
  }

  /** Flows from or to the device. */
  long deviceFlows() {
    return deviceFlows;
  }

  /** Flows and answers that did not fit into the tables. */
  long refused() {
    return refused + names.refused();
  }
}
