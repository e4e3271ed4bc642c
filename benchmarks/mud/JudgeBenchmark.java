import io.mudlark.flow.Counters;
import io.mudlark.flow.EndReason;
import io.mudlark.flow.FlowKey;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.FlowId;
import io.mudlark.flow.Initiation;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.NameBinding;
import io.mudlark.mrt.Outcome;
import io.mudlark.mud.match.CompiledProfile;
import io.mudlark.mud.match.HostsFile;
import io.mudlark.mud.match.NameBindings;
import io.mudlark.mud.match.NameStore;
import io.mudlark.mud.match.NameTiming;
import io.mudlark.mud.match.PeerDirectory;
import io.mudlark.mud.match.ProfileCompiler;
import io.mudlark.mud.profile.MudFileReader;
import io.mudlark.mud.profile.MudProfile;
import io.mudlark.site.Role;
import io.mudlark.site.Site;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Judgements per CPU second on one thread: a profile of 50 entries (25 a direction: names, ports, a
 * controller, the local networks), or a MUD file given as argument, and three mixes of flows.
 *
 * <p>Run by run.sh. CPU time, not wall time, so that other work on the machine does not count.
 */
final class JudgeBenchmark {
  private static final long START = 1_767_225_600_000_000_000L;
  private static final int FLOWS = 4_096;
  private static final int ROUNDS = 7;

  public static void main(String[] arguments) throws Exception {
    MudProfile profile =
        arguments.length > 0
            ? MudFileReader.read(Path.of(arguments[0]))
            : MudFileReader.read("benchmark", fiftyEntries());
    CompiledProfile compiled =
        new ProfileCompiler(Site.named("site"), PeerDirectory.EMPTY).compile(profile);
    NameBindings names =
        new NameBindings(NameTiming.DEFAULT, HostsFile.EMPTY, NameStore.inMemory());
    for (int i = 0; i < 20; i++) {
      names.add(
          new NameBinding(
              "site", START - 1_000_000_000L, null, IpAddress.parse("192.168.1.10"),
              "host" + i + ".example", List.of(IpAddress.parse("203.0.113." + i)), 300));
    }
    System.out.println(profile.url() + ": " + profile.entries() + " entries");
    measure("accepted by a name", compiled, names, 0);
    measure("half accepted, half rejected", compiled, names, 50);
    measure("rejected: a port scan", compiled, names, 100);
  }

  private static void measure(
      String what, CompiledProfile profile, NameBindings names, int percentRejected) {
    List<FlowRecord> flows = flows(percentRejected);
    long best = Long.MAX_VALUE;
    int rejected = 0;
    for (int round = 0; round < ROUNDS; round++) {
      int repeats = 100;
      long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      rejected = 0;
      for (int i = 0; i < repeats; i++) {
        for (FlowRecord flow : flows) {
          if (profile.judge(flow, Role.SOURCE, names).outcome() == Outcome.REJECTED) {
            rejected++;
          }
        }
      }
      long spent = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
      best = Math.min(best, spent / repeats);
    }
    System.out.printf(
        java.util.Locale.ROOT, "%-30s %,12.0f judgements/CPU s, %5.1f %% rejected%n",
        what, FLOWS * 1e9 / best, rejected * 100.0 / (100 * FLOWS));
  }

  private static List<FlowRecord> flows(int percentRejected) {
    Random random = new Random(8520);
    List<FlowRecord> flows = new ArrayList<>();
    for (int i = 0; i < FLOWS; i++) {
      boolean bad = random.nextInt(100) < percentRejected;
      int host = random.nextInt(20);
      FlowKey key =
          new FlowKey(
              FlowKey.NO_VLAN,
              IpAddress.parse("192.168.1.10"),
              IpAddress.parse(bad ? "198.51.100." + host : "203.0.113." + host),
              6,
              1_024 + random.nextInt(60_000),
              bad ? 1 + random.nextInt(65_535) : 8_000 + host);
      flows.add(
          new FlowRecord(
              FlowId.of("site", key, START, i), "site", key, null, null, START, START + 1,
              new Counters(3, 300, 0x1B, START, START + 1),
              new Counters(2, 200, 0x1B, START, START + 1),
              Initiation.SYN, EndReason.END_DETECTED));
    }
    return flows;
  }

  private static String fiftyEntries() {
    List<String> from = new ArrayList<>();
    List<String> to = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      from.add(cloud(i, "dst", "destination"));
      to.add(cloud(i, "src", "source"));
    }
    for (int i = 0; i < 5; i++) {
      String local =
          "{\"ietf-mud:mud\":{\"local-networks\":[null]},\"ipv4\":{\"protocol\":17},"
              + "\"udp\":{\"destination-port\":{\"lower-port\":" + (i * 1000) + ",\"upper-port\":"
              + (i * 1000 + 100) + "}}}";
      from.add(local);
      to.add(local);
    }
    return "{\"ietf-mud:mud\":{\"mud-version\":1,\"mud-url\":\"https://maker.example/fifty\","
        + "\"is-supported\":true,\"last-update\":\"2026-01-01T00:00:00Z\","
        + "\"from-device-policy\":{\"access-lists\":{\"access-list\":[{\"name\":\"f\"}]}},"
        + "\"to-device-policy\":{\"access-lists\":{\"access-list\":[{\"name\":\"t\"}]}}},"
        + "\"ietf-access-control-list:acls\":{\"acl\":[" + list("f", from) + "," + list("t", to)
        + "]}}";
  }

  private static String cloud(int i, String name, String port) {
    return "{\"ipv4\":{\"protocol\":6,\"ietf-acldns:" + name + "-dnsname\":\"host" + i
        + ".example\"},\"tcp\":{\"ietf-mud:direction-initiated\":\"from-device\",\"" + port
        + "-port\":{\"operator\":\"eq\",\"port\":" + (8_000 + i) + "}}}";
  }

  private static String list(String name, List<String> matches) {
    List<String> entries = new ArrayList<>();
    for (String match : matches) {
      entries.add("{\"name\":\"" + name + entries.size() + "\",\"matches\":" + match
          + ",\"actions\":{\"forwarding\":\"accept\"}}");
    }
    return "{\"name\":\"" + name + "\",\"type\":\"ipv4-acl-type\",\"aces\":{\"ace\":["
        + String.join(",", entries) + "]}}";
  }

  private JudgeBenchmark() {}
}
