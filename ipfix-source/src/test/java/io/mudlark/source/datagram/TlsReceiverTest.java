package io.mudlark.source.datagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudlark.source.testing.Exports;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys are made by the JDK's keytool: a collector's, an exporter's, and those of a stranger. */
class TlsReceiverTest {
  private static final String PASSWORD = "mudlark";
  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
  private static final ListenAddress ANY = ListenAddress.parse("tls://127.0.0.1:0?site=lab");

  @TempDir static Path folder;

  @BeforeAll
  static void make_keys() throws Exception {
    pair("collector", "SAN=ip:127.0.0.1");
    pair("exporter", "SAN=dns:probe.example,ip:192.0.2.9");
    pair("stranger", "SAN=dns:probe.example");
  }

  private static void pair(String name, String names) throws Exception {
    keytool(
        "-genkeypair",
        "-alias",
        name,
        "-keyalg",
        "EC",
        "-dname",
        "CN=" + name,
        "-ext",
        names,
        "-validity",
        "365",
        "-storetype",
        "PKCS12",
        "-keystore",
        file(name + ".p12"));
    keytool(
        "-exportcert",
        "-rfc",
        "-alias",
        name,
        "-keystore",
        file(name + ".p12"),
        "-file",
        file(name + ".pem"));
  }

  private static String file(String name) {
    return folder.resolve(name).toString();
  }

  private static void keytool(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-storepass", PASSWORD, "-noprompt"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
  }

  private static TlsKeys keys(String... exporters) {
    return new TlsKeys(
        file("collector.p12"), "", file("exporter.pem"), PASSWORD, List.of(exporters));
  }

  private static KeyStore store(String name) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve(name + ".p12"))) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  /** An exporter that trusts the collector and checks its name, with the keys of somebody. */
  private static SSLSocket connect(TcpReceiver receiver, String who) throws Exception {
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(who.isEmpty() ? null : store(who), PASSWORD.toCharArray());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("collector", store("collector").getCertificate("collector"));
    TrustManagerFactory authorities =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    authorities.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), authorities.getTrustManagers(), null);
    SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket("127.0.0.1", receiver.address().getPort());
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static List<ExportDatagram> send(TcpReceiver receiver, String who) throws Exception {
    List<ExportDatagram> taken = new ArrayList<>();
    try (SSLSocket socket = connect(receiver, who)) {
      try {
        socket.getOutputStream().write(new Exports(7).templates());
        socket.getOutputStream().flush();
      } catch (IOException e) {
        assertThat(e).as("refused before or after the first message").isNotNull();
      }
      for (int i = 0; i < 100 && taken.isEmpty() && receiver.account().refused() == 0; i++) {
        receiver.poll(1, Duration.ofMillis(100), taken::add);
      }
    }
    return taken;
  }

  @Test
  void an_exporter_with_a_trusted_certificate_is_let_in() throws Exception {
    try (TcpReceiver receiver = TcpReceiver.open(TcpSettings.of(ANY, keys()), NOW)) {
      assertThat(send(receiver, "exporter")).hasSize(1);
    }
  }

  @Test
  void an_expected_name_or_address_is_let_in() throws Exception {
    for (String expected : List.of("probe.example", "192.0.2.9")) {
      TcpSettings settings = TcpSettings.of(ANY, keys("other.example", expected));
      try (TcpReceiver receiver = TcpReceiver.open(settings, NOW)) {
        assertThat(send(receiver, "exporter")).hasSize(1);
      }
    }
  }

  @Test
  void a_certificate_of_another_name_is_refused_and_counted() throws Exception {
    TcpSettings settings = TcpSettings.of(ANY, keys("other.example", "192.0.2.8"));
    try (TcpReceiver receiver = TcpReceiver.open(settings, NOW)) {
      assertThat(send(receiver, "exporter")).isEmpty();
      assertThat(receiver.account().refused()).isEqualTo(1);
    }
  }

  @Test
  void a_stranger_and_one_without_a_certificate_are_refused_and_counted() throws Exception {
    for (String who : List.of("stranger", "")) {
      try (TcpReceiver receiver = TcpReceiver.open(TcpSettings.of(ANY, keys()), NOW)) {
        assertThat(send(receiver, who)).isEmpty();
        assertThat(receiver.account().refused()).isEqualTo(1);
      }
    }
  }

  @Test
  void keys_in_pem_do_as_well_as_a_store() throws Exception {
    byte[] key = store("collector").getKey("collector", PASSWORD.toCharArray()).getEncoded();
    Path pem = folder.resolve("collector-key.pem");
    Files.writeString(
        pem,
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(key)
            + "\n-----END PRIVATE KEY-----\n");
    TlsKeys keys =
        new TlsKeys(file("collector.pem"), pem.toString(), file("exporter.pem"), "", List.of());
    try (TcpReceiver receiver = TcpReceiver.open(TcpSettings.of(ANY, keys), NOW)) {
      assertThat(send(receiver, "exporter")).hasSize(1);
    }
  }

  @Test
  void keys_that_cannot_be_read_are_named() {
    TlsKeys missing = new TlsKeys(file("none.p12"), "", file("exporter.pem"), "", List.of());
    assertThatThrownBy(missing::open)
        .isInstanceOf(IOException.class)
        .hasMessage(file("none.p12") + ": no such file");
    TlsKeys wrong =
        new TlsKeys(
            file("collector.pem"), file("exporter.pem"), file("exporter.pem"), "", List.of());
    assertThatThrownBy(wrong::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("exporter.pem: holds no unencrypted PKCS #8 private key");
  }

  @Test
  void a_wildcard_stands_for_one_whole_label() {
    assertThat(TlsPolicy.matches("*.example.org", "probe.example.org")).isTrue();
    assertThat(TlsPolicy.matches("*.example.org", "a.probe.example.org")).isFalse();
    assertThat(TlsPolicy.matches("*.example.org", "example.org")).isFalse();
    assertThat(TlsPolicy.matches("Probe.Example.org", "probe.example.ORG")).isTrue();
  }
}
