import io.mudlark.flow.FlowKey;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpPrefix;
import io.mudlark.generator.DemoScenario;
import io.mudlark.generator.attack.Attack;
import io.mudlark.generator.attack.TcpFlood;
import io.mudlark.generator.attack.UdpFlood;
import io.mudlark.generator.device.Camera;
import io.mudlark.generator.device.WorldNames;
import io.mudlark.generator.scenario.Generated;
import io.mudlark.generator.scenario.Scenario;
import io.mudlark.generator.scenario.ScenarioOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Packets per CPU second, everything included: virtual time, conversations, checksums, the truth,
 * and the pcapng file on disk. Three mixes: the demo; cameras only (large segments); floods only
 * (small packets, many flows).
 *
 * <p>CPU time of the process, so that garbage collection counts and other work on the machine does
 * not. The first rounds warm up; the best of the rest is reported, with the median.
 */
final class GeneratorBenchmark {
  private static final int ROUNDS = 9;
  private static final int WARM_UP = 3;

  public static void main(String[] arguments) throws IOException {
    measure("demo", DemoScenario.scenario());
    measure("cameras", cameras());
    measure("floods", floods());
  }

  private static Scenario cameras() {
    List<Scenario.Placement> stations = new ArrayList<>();
    for (int host = 10; host < 60; host++) {
      stations.add(new Scenario.Placement("camera" + host, host, new Camera()));
    }
    return scenario("cameras", stations, List.of());
  }

  private static Scenario floods() {
    List<Scenario.Placement> stations = new ArrayList<>();
    List<Scenario.AttackPlan> attacks = new ArrayList<>();
    IpAddress victim = IpAddress.parse("203.0.113.250");
    for (int host = 10; host < 20; host++) {
      String name = "camera" + host;
      stations.add(new Scenario.Placement(name, host, new Camera()));
      Attack attack =
          host % 2 == 0
              ? new UdpFlood(victim, 80, 1_000, 64)
              : new TcpFlood(victim, 80, 1_000, false);
      attacks.add(
          new Scenario.AttackPlan(
              "lab", name, attack, Duration.ofSeconds(10), Duration.ofSeconds(100)));
    }
    return scenario("floods", stations, attacks);
  }

  private static Scenario scenario(
      String name, List<Scenario.Placement> stations, List<Scenario.AttackPlan> attacks) {
    return new Scenario(
        name,
        Instant.parse("2026-03-02T08:00:00Z"),
        Duration.ofSeconds(attacks.isEmpty() ? 600 : 120),
        List.of(
            new Scenario.SitePlan(
                "lab",
                FlowKey.NO_VLAN,
                IpPrefix.parse("10.0.0.0/24"),
                IpPrefix.parse("fd00::/64"),
                stations,
                Map.of())),
        WorldNames.zones(),
        attacks);
  }

  private static void measure(String name, Scenario scenario) throws IOException {
    List<Double> rates = new ArrayList<>();
    long packets = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Path directory = Files.createTempDirectory("generator");
      long before = cpuNanos();
      Generated generated = scenario.writeTo(directory, round, ScenarioOptions.defaults());
      long spent = cpuNanos() - before;
      packets = generated.packets();
      if (round >= WARM_UP) {
        rates.add(packets * 1e9 / spent);
      }
      delete(directory);
    }
    rates.sort(Comparator.reverseOrder());
    System.out.printf(
        Locale.ROOT,
        "%-8s %9d packets a round: best %.2f, median %.2f million packets per CPU second%n",
        name,
        packets,
        rates.get(0) / 1e6,
        rates.get(rates.size() / 2) / 1e6);
  }

  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean)
            ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
