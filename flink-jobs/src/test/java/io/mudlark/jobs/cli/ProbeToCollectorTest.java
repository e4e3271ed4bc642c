package io.mudlark.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.jobs.collect.Collector;
import io.mudlark.jobs.collect.CollectorAccount;
import io.mudlark.jobs.collect.CollectorRules;
import io.mudlark.jobs.collect.FlowStores;
import io.mudlark.jobs.collect.StoreLimits;
import io.mudlark.jobs.config.CollectorEnvironment;
import io.mudlark.source.datagram.DatagramReceiver;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code probe} exports over TCP and TLS is what {@code collect} stores. */
class ProbeToCollectorTest {
  private static final int EXCHANGES = 13;
  private static final String PASSWORD = "mudlark";
  private static final CollectorEnvironment NOTHING_SET = new CollectorEnvironment(Map.of());

  @TempDir static Path keys;
  @TempDir Path folder;

  @BeforeAll
  static void make_keys() throws Exception {
    pair("collector", "SAN=ip:127.0.0.1");
    pair("probe", "SAN=dns:probe.example");
    Files.writeString(keys.resolve("password"), PASSWORD + "\n");
  }

  private static void pair(String name, String names) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-alias", name, "-keyalg", "EC", "-dname", "CN=" + name));
    command.addAll(List.of("-ext", names, "-validity", "365", "-storetype", "PKCS12"));
    command.addAll(List.of("-keystore", store(name), "-storepass", PASSWORD, "-noprompt"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
  }

  private static String store(String name) {
    return keys.resolve(name + ".p12").toString();
  }

  /** A collector that listens as the options say, and the port at which it does. */
  private record Listening(Collector collector, int port) {}

  private Listening listen(String... options) throws Exception {
    CollectListenOptions listening = new CollectListenOptions();
    List<String> all = new ArrayList<>(List.of("--host", "127.0.0.1", "--port", "0"));
    all.addAll(List.of(options));
    new CommandLine(listening).parseArgs(all.toArray(new String[0]));
    DatagramReceiver receiver = listening.open(NOTHING_SET, Clock.systemUTC()).get(0);
    Collector collector =
        new Collector(
            List.of(FlowStores.file(folder.resolve("flows.jsonl"))),
            StoreLimits.standard(),
            CollectorRules.standard(false));
    collector.listen(receiver);
    return new Listening(collector, receiver.address().getPort());
  }

  private Listening listenByTls(String expected) throws Exception {
    return listen(
        "--transport",
        "tls",
        "--tls-cert",
        store("collector"),
        "--tls-ca",
        store("probe"),
        "--tls-password",
        PASSWORD,
        "--tls-exporter",
        expected);
  }

  private static int probe(String... options) throws URISyntaxException {
    Path capture =
        Path.of(ProbeToCollectorTest.class.getResource("/mission/mqtt-live.pcap").toURI());
    List<String> all = new ArrayList<>(List.of("probe", "--protocol", "mqtt"));
    all.addAll(List.of("--input", capture.toString()));
    all.addAll(List.of(options));
    return MudlarkCommand.execute(all.toArray(new String[0]));
  }

  private static int probeByTls(Listening to, String host) throws URISyntaxException {
    return probe(
        "--export",
        "tls:" + host + ":" + to.port(),
        "--tls-keys",
        store("probe"),
        "--tls-authorities",
        store("collector"),
        "--tls-password",
        keys.resolve("password").toString());
  }

  /** What was stored, once so much was or after a while. */
  private static CollectorAccount stop(Collector collector, long wanted) throws Exception {
    for (int i = 0; i < 500 && collector.account().stores().get(0).stored() < wanted; i++) {
      Thread.sleep(10);
    }
    return collector.stop(Duration.ofSeconds(20));
  }

  @Test
  void over_tcp_every_exchange_arrives() throws Exception {
    Listening listening = listen("--transport", "tcp");
    int code = probe("--export", "tcp:127.0.0.1:" + listening.port(), "--wire", "standards");
    CollectorAccount account = stop(listening.collector(), EXCHANGES);
    assertThat(code).isZero();
    assertThat(account.stores().get(0).stored()).isEqualTo(EXCHANGES);
    assertThat(account.received().lost()).isZero();
    assertThat(account.received().hasProblems()).isFalse();
  }

  @Test
  void over_tls_every_exchange_arrives_in_missions_form_too() throws Exception {
    Listening listening = listenByTls("probe.example");
    int code = probeByTls(listening, "127.0.0.1");
    CollectorAccount account = stop(listening.collector(), EXCHANGES);
    assertThat(code).isZero();
    assertThat(account.stores().get(0).stored()).isEqualTo(EXCHANGES);
    assertThat(account.received().hasProblems()).isFalse();
    assertThat(Files.readString(folder.resolve("flows.jsonl")))
        .contains("\"mqttTopic\":\"live/q1\"");
  }

  @Test
  void a_collector_whose_certificate_has_another_name_gets_nothing() throws Exception {
    Listening listening = listenByTls("probe.example");
    int code = probeByTls(listening, "localhost");
    CollectorAccount account = stop(listening.collector(), 0);
    assertThat(code).isEqualTo(ExitCodes.UNUSABLE);
    assertThat(account.received().datagrams()).isZero();
  }

  @Test
  void a_probe_that_the_collector_does_not_expect_stores_nothing() throws Exception {
    Listening listening = listenByTls("other.example");
    probeByTls(listening, "127.0.0.1");
    CollectorAccount account = stop(listening.collector(), 0);
    assertThat(account.received().datagrams()).isZero();
  }

  @Test
  void a_tls_listener_without_keys_is_refused() {
    assertThat(
            MudlarkCommand.execute(
                "collect", "-o", folder.resolve("o").toString(), "--transport", "tls"))
        .isEqualTo(ExitCodes.UNUSABLE);
  }
}
