package io.mudlark.mudscope.reject;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpPrefix;
import io.mudlark.flow.IpProtocol;
import io.mudlark.flow.NameBinding;
import io.mudlark.mrt.DirectionVerdict;
import io.mudlark.mrt.Outcome;
import io.mudlark.mrt.Reason;
import io.mudlark.mrt.Verdict;
import io.mudlark.mud.match.CompiledProfile;
import io.mudlark.mud.match.HostsFile;
import io.mudlark.mud.match.NameBindings;
import io.mudlark.mud.match.NameStore;
import io.mudlark.mud.match.NameTiming;
import io.mudlark.mud.match.PeerDirectory;
import io.mudlark.mud.match.ProfileCompiler;
import io.mudlark.mud.profile.AccessControlEntry;
import io.mudlark.mud.profile.Acl;
import io.mudlark.mud.profile.Match;
import io.mudlark.mud.profile.MudProfile;
import io.mudlark.mudscope.mudgen.CaptureJob;
import io.mudlark.probe.capture.CapturedPacket;
import io.mudlark.probe.dns.DnsTap;
import io.mudlark.probe.packet.Dissector;
import io.mudlark.probe.packet.Fate;
import io.mudlark.probe.packet.PacketView;
import io.mudlark.site.Site;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides by a MUD profile as the stream does: both IP versions, ICMP types, who opened a
 * connection, names by the DNS answers the device got. A packet is judged by its connection as of
 * the connection's start.
 */
final class ProfileFilter implements PacketFilter {
  static final int MAX_CONNECTIONS = 1 << 16;

  private final CaptureJob job;
  private final CompiledProfile profile;
  private final NameBindings names;
  private final SortedSet<String> wanted = new TreeSet<>();
  private final Set<String> answered = new TreeSet<>();
  private final HostsFile hosts;
  private final Dissector dissector = new Dissector();
  private final PacketView view = new PacketView();
  private final DnsTap dns = new DnsTap("", this::learn);
  private final ConnectionKey scratch = new ConnectionKey();
  private final LinkedHashMap<ConnectionKey, Connection> connections;
  private final FlowListing listed = new FlowListing(FlowListing.MAX_LISTED);
  private final Map<Reason, Long> reasons = new EnumMap<>(Reason.class);
  private final Map<Fate, Long> unhandled = new EnumMap<>(Fate.class);
  private final DecisionCounts packets = new DecisionCounts();
  private long namesForgotten;
  private long connectionsForgotten;

  ProfileFilter(CaptureJob job, MudProfile profile, HostsFile hosts) {
    this(job, profile, hosts, MAX_CONNECTIONS);
  }

  ProfileFilter(CaptureJob job, MudProfile profile, HostsFile hosts, int maxConnections) {
    this.job = job;
    this.hosts = hosts;
    this.profile =
        new ProfileCompiler(site(job), new PeerDirectory.Builder().build()).compile(profile);
    names = new NameBindings(NameTiming.DEFAULT, hosts, NameStore.inMemory());
    addNames(profile.fromDevice());
    addNames(profile.toDevice());
    connections =
        new LinkedHashMap<>(1024, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<ConnectionKey, Connection> eldest) {
            boolean full = size() > maxConnections;
            if (full) {
              connectionsForgotten++;
              settle(eldest.getValue());
            }
            return full;
          }
        };
  }

  private static Site site(CaptureJob job) {
    List<IpAddress> gateways = new ArrayList<>();
    Stream.of(Optional.ofNullable(job.gatewayIpv4()), Optional.ofNullable(job.gatewayIpv6()))
        .flatMap(Optional::stream)
        .forEach(gateways::add);
    Map<String, List<IpPrefix>> controllers = new TreeMap<>();
    job.controllers().forEach((urn, block) -> controllers.put(urn, List.of(block)));
    return new Site(
        "", Set.of(job.gatewayMac()), gateways, List.of(), controllers, List.of(), List.of());
  }

  private void addNames(List<Acl> lists) {
    for (Acl list : lists) {
      for (AccessControlEntry entry : list.entries()) {
        for (Match match : entry.matches()) {
          if (match instanceof Match.DnsName name) {
            wanted.add(name.name());
          }
        }
      }
    }
  }

  private void learn(NameBinding binding) {
    if (job.device().equals(binding.askerMac())) {
      namesForgotten += names.add(binding);
      if (wanted.contains(binding.name())) {
        answered.add(binding.name());
      }
    }
  }

  @Override
  public Decision decide(CapturedPacket packet) {
    Decision decision = judge(packet);
    packets.add(decision);
    return decision;
  }

  private Decision judge(CapturedPacket packet) {
    Fate fate = dissector.dissect(packet, view);
    long device = job.device().value();
    boolean sent = view.sourceMac() == device;
    if (!sent && view.destinationMac() != device) {
      return Decision.UNRELATED;
    }
    if (fate != Fate.METERED) {
      unhandled.merge(fate, 1L, Long::sum);
      return Decision.UNHANDLED;
    }
    if (!sent) {
      dns.accept(view);
    }
    if (sent && asksForAddress()) {
      return Decision.BOOTSTRAP;
    }
    Verdict verdict = verdict(sent);
    if (verdict.outcome() == Outcome.ACCEPTED) {
      return Decision.ACCEPTED;
    }
    DirectionVerdict decisive = sent ? verdict.fromDevice() : verdict.toDevice();
    Reason reason = decisive == null ? null : decisive.reason();
    if (reason != null) {
      reasons.merge(reason, 1L, Long::sum);
    }
    return Decision.REJECTED;
  }

  private boolean asksForAddress() {
    boolean version4 = view.sourcePort() == 68 && view.destinationPort() == 67;
    boolean version6 = view.sourcePort() == 546 && view.destinationPort() == 547;
    return view.protocol() == IpProtocol.UDP && (view.version() == 4 ? version4 : version6);
  }

  private Verdict verdict(boolean sent) {
    scratch.read(view, sent);
    Connection connection = connections.get(scratch);
    boolean first = connection == null;
    if (connection == null) {
      connection = new Connection();
      connections.put(scratch.copy(), connection);
    }
    long start = connection.startNanos;
    long last = connection.lastNanos;
    if (connection.observe(view, sent, first) && !first) {
      renew(connection, start, last);
      settle(connection);
    }
    Verdict known = sent ? connection.fromDevice : connection.toDevice;
    Verdict verdict = known == null ? judge(connection, sent) : known;
    connection.packets[sent ? 0 : 1]++;
    return verdict;
  }

  private Verdict judge(Connection connection, boolean sent) {
    FlowRecord flow = connection.flow(view, sent);
    Verdict verdict = profile.judge(flow, connection.role(sent), names);
    connection.flow = flow;
    if (sent) {
      connection.fromDevice = verdict;
    } else {
      connection.toDevice = verdict;
    }
    return verdict;
  }

  /** An accepted connection keeps the names it rests on alive for the next one. */
  private void renew(Connection connection, long startNanos, long endNanos) {
    FlowRecord flow = connection.flow;
    if (flow == null) {
      return;
    }
    for (Verdict verdict : verdicts(connection)) {
      if (verdict.outcome() == Outcome.ACCEPTED) {
        for (String name : profile.namesUsed(verdict)) {
          names.renew(name, flow.key().destination(), startNanos, endNanos);
          names.renew(name, flow.key().source(), startNanos, endNanos);
        }
      }
    }
  }

  private static List<Verdict> verdicts(Connection connection) {
    List<Verdict> verdicts = new ArrayList<>(2);
    if (connection.fromDevice != null) {
      verdicts.add(connection.fromDevice);
    }
    if (connection.toDevice != null) {
      verdicts.add(connection.toDevice);
    }
    return verdicts;
  }

  /** Books the packets of what was judged and forgets the verdicts. */
  private void settle(Connection connection) {
    FlowRecord flow = connection.flow;
    if (flow != null) {
      boolean deviceFirst = job.device().equals(flow.sourceMac());
      list(connection.fromDevice, connection.packets[0], flow, deviceFirst);
      list(connection.toDevice, connection.packets[1], flow, !deviceFirst);
    }
    connection.packets[0] = 0;
    connection.packets[1] = 0;
    connection.fromDevice = null;
    connection.toDevice = null;
  }

  private void list(@Nullable Verdict verdict, long count, FlowRecord flow, boolean forward) {
    if (verdict == null || count == 0) {
      return;
    }
    Decision decision =
        verdict.outcome() == Outcome.ACCEPTED ? Decision.ACCEPTED : Decision.REJECTED;
    listed.add(decision, FlowText.of(flow, forward), count);
  }

  @Override
  public long count(Decision decision) {
    return packets.count(decision);
  }

  @Override
  public ObjectNode register() {
    connections.values().forEach(this::settle);
    ObjectNode json = Register.object();
    json.put("_PacketsRegister__type", "mudlark");
    json.put("counter_tot_packets", packets.total());
    for (Decision decision :
        List.of(
            Decision.REJECTED,
            Decision.ACCEPTED,
            Decision.UNRELATED,
            Decision.BOOTSTRAP,
            Decision.UNHANDLED)) {
      json.put("counter_" + word(decision) + "_packets", count(decision));
    }
    listed.write(json);
    ObjectNode why = json.putObject("rejected_by_reason");
    reasons.forEach((reason, count) -> why.put(reason.text(), count));
    ObjectNode kinds = json.putObject("unhandled_packets");
    unhandled.forEach((fate, count) -> kinds.put(fate.text(), count));
    ArrayNode unresolved = json.putArray("unresolved_names");
    unresolved().forEach(unresolved::add);
    json.put("connections_forgotten", connectionsForgotten);
    json.put("names_forgotten", namesForgotten);
    json.put("dns_malformed", dns.malformed());
    return json;
  }

  @Override
  public SortedSet<String> unresolved() {
    SortedSet<String> names = new TreeSet<>(wanted);
    names.removeIf(name -> answered.contains(name) || !hosts.addresses(name).isEmpty());
    return names;
  }

  private static String word(Decision decision) {
    return decision.name().toLowerCase(Locale.ROOT);
  }
}
