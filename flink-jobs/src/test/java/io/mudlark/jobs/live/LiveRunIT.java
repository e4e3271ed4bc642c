package io.mudlark.jobs.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mudlark.ipfix.wire.Protocol;
import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.ExportOptions;
import io.mudlark.jobs.config.PlanReader;
import io.mudlark.jobs.config.RunOptions;
import io.mudlark.jobs.config.RunPlan;
import io.mudlark.jobs.sink.ResultFile;
import io.mudlark.ledger.Tally;
import io.mudlark.source.datagram.TlsKeys;
import io.mudlark.source.testing.TestKeys;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs over exports as they ship: a cluster in this process, real files and real sockets. */
class LiveRunIT {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @TempDir static Path folder;
  private static ExportedScenario scenario;

  @BeforeAll
  static void export() throws IOException {
    scenario = new ExportedScenario(folder.resolve("traffic"));
  }

  @Test
  void recorded_exports_give_the_alerts_that_captures_give_at_any_parallelism() throws Exception {
    List<String> files = new ArrayList<>();
    for (String site : scenario.sites()) {
      files.add(site + "=" + scenario.file(site, folder));
    }
    ExportOptions recorded = options(files, List.of(), null);
    LiveOutcome one = run(plan("replay-1", recorded, 1), false, Clock.systemUTC());
    LiveOutcome four = run(plan("replay-4", recorded, 4), false, Clock.systemUTC());
    assertThat(one.savepoint()).isNull();
    assertThat(one.summary().ledgerCloses()).isTrue();
    assertThat(one.summary().ledger()).isEqualTo(four.summary().ledger());
    assertThat(documents("replay-1")).isEqualTo(documents("replay-4"));
    assertThat(patterns("replay-1"))
        .contains(
            "device-episode port-scan-inbound/tcp",
            "same-episode-on-devices port-scan-inbound/tcp");
    assertThat(one.summary().count(Tally.Book.VIEWS, "unjudged")).isZero();
    assertThat(one.summary().count(Tally.Book.VIEWS, "late")).isZero();
    long flows = scenario.sites().stream().mapToLong(site -> scenario.flows(site).size()).sum();
    assertThat(one.summary().count(Tally.Book.FLOWS, "known-devices"))
        .isEqualTo(flows - one.summary().count(Tally.Book.FLOWS, "unknown-hosts"));
  }

  @Test
  void names_that_nobody_resolves_are_counted_and_raise_no_alert() throws Exception {
    String site = scenario.sites().get(0);
    String file = site + "=" + scenario.file(site, folder);
    LiveOutcome outcome =
        run(plan("names", options(List.of(file), List.of(), null), 2), false, Clock.systemUTC());
    assertThat(outcome.summary().count(Tally.Book.VIEWS, "unresolved")).isPositive();
    for (String line : documents("names").get(ResultFile.ALERTS)) {
      assertThat(line).doesNotContain("name-unresolved");
    }
  }

  @Test
  void names_in_dns_elements_of_the_export_are_what_the_names_of_profiles_mean() throws Exception {
    String site = scenario.sites().get(0);
    String file = site + "=" + scenario.fileWithNames(site, folder);
    LiveOutcome outcome =
        run(plan("told", options(List.of(file), List.of(), null), 2), false, Clock.systemUTC());
    assertThat(outcome.summary().ledgerCloses()).isTrue();
    assertThat(outcome.summary().exports("names")).isPositive();
    assertThat(outcome.summary().exports("names-late")).isZero();
    assertThat(outcome.summary().count(Tally.Book.VIEWS, "unresolved")).isZero();
  }

  @Test
  void a_run_over_tcp_that_was_stopped_and_resumed_gives_the_bytes_of_one_that_was_not()
      throws Exception {
    String site = scenario.sites().get(0);
    List<byte[]> messages = scenario.messages(site, Protocol.IPFIX);
    int half = messages.size() / 2;
    LiveOutcome whole = session("whole", site, false, true, messages);
    LiveOutcome first = session("halves", site, false, false, messages.subList(0, half));
    assertThat(first.savepoint()).isNotNull();
    // another connection is another session, which begins with its templates (RFC 7011 8)
    List<byte[]> rest = new ArrayList<>(messages.subList(half, messages.size()));
    rest.add(0, messages.get(0));
    LiveOutcome second = session("halves", site, true, true, rest);
    assertThat(second.savepoint()).isNull();
    assertThat(folder.resolve("halves-state")).doesNotExist();
    assertThat(documents("halves")).isEqualTo(documents("whole"));
    assertThat(whole.summary().ledgerCloses()).isTrue();
    assertThat(second.summary().ledgerCloses()).isTrue();
    assertThat(flowBooks(second)).isEqualTo(flowBooks(whole));
    assertThat(patterns("halves")).contains("device-episode port-scan-inbound/tcp");
  }

  @Test
  void a_run_by_tls_takes_who_shows_a_certificate_it_trusts_and_nobody_else() throws Exception {
    String site = scenario.sites().get(0);
    TestKeys collector = TestKeys.make(folder, "collector");
    TestKeys exporter = TestKeys.make(folder, "exporter");
    TestKeys stranger = TestKeys.make(folder, "stranger");
    int port = freePort();
    TlsKeys keys =
        new TlsKeys(
            collector.store().toString(),
            "",
            exporter.certificate().toString(),
            TestKeys.PASSWORD,
            List.of("127.0.0.1"));
    ExportOptions live =
        new ExportOptions(
            List.of(),
            List.of("tls://127.0.0.1:" + port + "?site=" + site),
            List.of(),
            List.of(),
            keys,
            Duration.ofHours(6),
            ExportOptions.DEFAULT_PAIR_WITHIN,
            null,
            false,
            false);
    StopSignals stop = new StopSignals();
    Clock clock = new IdleClock(scenario.lastEndNanos() / 1_000_000 + 1);
    CompletableFuture<LiveOutcome> run = start(plan("tls", live, 2), false, true, stop, clock);
    connect(port, run).close();
    SSLSocketFactory strangers = stranger.client(collector).getSocketFactory();
    try (SSLSocket socket = (SSLSocket) strangers.createSocket(LOOPBACK, port)) {
      // the server's refusal comes behind the client's half of the handshake (TLS 1.3)
      assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(IOException.class);
    }
    SSLSocketFactory trusted = exporter.client(collector).getSocketFactory();
    try (SSLSocket socket = (SSLSocket) trusted.createSocket(LOOPBACK, port)) {
      OutputStream stream = socket.getOutputStream();
      for (byte[] message : scenario.messages(site, Protocol.IPFIX)) {
        stream.write(message);
      }
      stream.flush();
      IdleClock.awaitIdle();
    }
    stop.ask();
    LiveOutcome outcome = run.get(120, TimeUnit.SECONDS);
    assertThat(outcome.summary().ledgerCloses()).isTrue();
    assertThat(outcome.summary().exports("received")).isEqualTo(scenario.flows(site).size());
    assertThat(outcome.summary().exports("lost")).isZero();
  }

  @Test
  void uniflows_that_come_by_udp_are_paired_and_results_appear_while_all_exporters_are_silent()
      throws Exception {
    String site = scenario.sites().get(0);
    String silent = scenario.sites().get(1);
    int port = freePort();
    int silentPort = freePort();
    long end = scenario.lastEndNanos() / 1_000_000;
    ExportOptions live =
        new ExportOptions(
            List.of(),
            List.of(
                "udp://127.0.0.1:" + port + "?site=" + site,
                "udp://127.0.0.1:" + silentPort + "?site=" + silent),
            List.of(),
            List.of(),
            null,
            Duration.ofMinutes(30),
            Duration.ofSeconds(5),
            null,
            false,
            false);
    RunPlan plan = plan("udp", live, 2);
    StopSignals stop = new StopSignals();
    StepClock.MILLIS.set(end);
    CompletableFuture<LiveOutcome> run = start(plan, false, true, stop, new StepClock());
    List<byte[]> messages = scenario.messages(site, Protocol.NETFLOW9);
    try (DatagramSocket socket = new DatagramSocket(0, LOOPBACK)) {
      awaitRunning("udp");
      // one exporter falls silent in the middle of its story, the other at the end
      List<byte[]> begun = scenario.messages(silent, Protocol.NETFLOW9);
      send(socket, silentPort, begun.subList(0, begun.size() / 2));
      send(socket, port, messages);
      Thread.sleep(1000);
      StepClock.MILLIS.addAndGet(3_600_000); // an hour of silence closes all windows
      Path parts = folder.resolve("udp").resolve("parts");
      await(() -> tells(parts.resolve("alerts"), site));
      await(() -> tells(parts.resolve("characterizations"), silent));
    }
    stop.ask();
    LiveOutcome outcome = run.get(120, TimeUnit.SECONDS);
    assertThat(outcome.summary().ledgerCloses()).isTrue();
    assertThat(outcome.summary().count(Tally.Book.NOTES, "uniflows-paired")).isPositive();
    assertThat(patterns("udp")).contains("device-episode port-scan-inbound/tcp");
  }

  @Test
  void a_state_is_neither_overwritten_nor_invented() throws Exception {
    String site = scenario.sites().get(0);
    String file = site + "=" + scenario.file(site, folder);
    RunPlan plan = plan("absent", options(List.of(file), List.of(), null), 1);
    assertThatThrownBy(() -> run(plan, true, Clock.systemUTC()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("holds no state to go on from");
    Path kept = folder.resolve("absent-state/savepoints/savepoint-1");
    Files.createDirectories(kept);
    Files.createFile(kept.resolve("_metadata"));
    assertThatThrownBy(() -> run(plan, false, Clock.systemUTC()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("go on with --resume");
    assertThat(kept).isDirectory();
  }

  private static void send(DatagramSocket socket, int port, List<byte[]> messages)
      throws Exception {
    for (byte[] message : messages) {
      socket.send(new DatagramPacket(message, message.length, LOOPBACK, port));
      Thread.sleep(1);
    }
  }

  /** Whether a result of a site is in a part that is committed. */
  private static boolean tells(Path parts, String site) throws IOException {
    try (var files = Files.walk(parts)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        boolean open = file.getFileName().toString().startsWith(".");
        if (!open && Files.readString(file).contains("\"" + site + "\"")) {
          return true;
        }
      }
    }
    return false;
  }

  /** Ledger lines of flows and views, which a second connection does not change. */
  private static List<String> flowBooks(LiveOutcome outcome) {
    TreeSet<String> lines = new TreeSet<>();
    for (Tally tally : outcome.summary().ledger()) {
      if (tally.book() == Tally.Book.VIEWS
          || tally.book() == Tally.Book.PACKETS
          || tally.book() == Tally.Book.FLOWS) {
        String key = tally.book() + " " + tally.fate();
        lines.add(key + " " + outcome.summary().count(tally.book(), tally.fate()));
      }
    }
    return List.copyOf(lines);
  }

  private static LiveOutcome session(
      String out, String site, boolean resume, boolean drain, List<byte[]> messages)
      throws Exception {
    int port = freePort();
    ExportOptions live =
        options(
            List.of(), List.of("tcp://127.0.0.1:" + port + "?site=" + site), Duration.ofHours(6));
    StopSignals stop = new StopSignals();
    Clock clock = new IdleClock(scenario.lastEndNanos() / 1_000_000 + 1);
    CompletableFuture<LiveOutcome> run = start(plan(out, live, 2), resume, drain, stop, clock);
    try (Socket socket = connect(port, run)) {
      OutputStream stream = socket.getOutputStream();
      for (byte[] message : messages) {
        stream.write(message);
      }
      stream.flush();
      IdleClock.awaitIdle();
      stop.ask();
      return run.get(120, TimeUnit.SECONDS);
    }
  }

  private static Socket connect(int port, CompletableFuture<LiveOutcome> run) throws Exception {
    long deadline = System.nanoTime() + 120_000_000_000L;
    while (!run.isDone() && System.nanoTime() < deadline) {
      try {
        return new Socket(LOOPBACK, port);
      } catch (IOException e) {
        Thread.sleep(100);
      }
    }
    throw new IllegalStateException(
        "nobody listens: " + (run.isDone() ? run.handle((o, e) -> e).get() : "not yet"));
  }

  private static void awaitRunning(String out) throws Exception {
    Path checkpoints = folder.resolve(out + "-state").resolve("checkpoints");
    await(
        () -> {
          if (!Files.isDirectory(checkpoints)) {
            return false;
          }
          try (var files = Files.walk(checkpoints)) {
            return files.anyMatch(f -> f.endsWith("_metadata"));
          }
        });
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void await(Condition condition) throws Exception {
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (!holds(condition)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("it did not come to pass within a minute");
      }
      Thread.sleep(50);
    }
  }

  private static boolean holds(Condition condition) {
    try {
      return condition.holds();
    } catch (IOException | java.io.UncheckedIOException e) {
      return false; // files come and go under our eyes
    }
  }

  private static CompletableFuture<LiveOutcome> start(
      RunPlan plan, boolean resume, boolean drain, StopSignals stop, Clock clock) {
    Path state = plan.out().resolveSibling(plan.out().getFileName() + "-state");
    LiveOptions options =
        new LiveOptions(state, resume, false, drain, Duration.ofMillis(300), false, false);
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return new LiveRun(plan, options, stop, clock).run();
          } catch (Exception e) {
            throw new java.util.concurrent.CompletionException(e);
          }
        });
  }

  private static LiveOutcome run(RunPlan plan, boolean resume, Clock clock) throws Exception {
    try {
      return start(plan, resume, false, new StopSignals(), clock).get(120, TimeUnit.SECONDS);
    } catch (java.util.concurrent.ExecutionException e) {
      throw e.getCause() instanceof ConfigException known ? known : e;
    }
  }

  private static ExportOptions options(List<String> files, List<String> listen, Duration delay) {
    return new ExportOptions(
        files,
        listen,
        List.of(),
        List.of(),
        null,
        delay,
        ExportOptions.DEFAULT_PAIR_WITHIN,
        null,
        false,
        false);
  }

  private static RunPlan plan(String out, ExportOptions exports, int parallelism)
      throws ConfigException {
    return PlanReader.read(
        new RunOptions(
            List.of(),
            List.of(scenario.traffic.mudDirectory()),
            scenario.traffic.devices(),
            scenario.traffic.sites(),
            null,
            null,
            Duration.ofSeconds(60),
            null,
            Duration.ofSeconds(60),
            null,
            Duration.ofMinutes(30),
            parallelism,
            folder.resolve(out)),
        exports,
        note -> {});
  }

  private static Map<ResultFile, List<String>> documents(String out) throws IOException {
    Map<ResultFile, List<String>> documents = new EnumMap<>(ResultFile.class);
    for (ResultFile file : ResultFile.values()) {
      documents.put(file, Files.readAllLines(folder.resolve(out).resolve(file.fileName())));
    }
    return documents;
  }

  private static List<String> patterns(String out) throws IOException {
    TreeSet<String> patterns = new TreeSet<>();
    for (String line : documents(out).get(ResultFile.ALERTS)) {
      JsonNode alert = new ObjectMapper().readTree(line);
      patterns.add(
          alert.path("pattern").asText() + " " + alert.path("signature").path("key").asText());
    }
    return List.copyOf(patterns);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
      return socket.getLocalPort();
    }
  }
}
