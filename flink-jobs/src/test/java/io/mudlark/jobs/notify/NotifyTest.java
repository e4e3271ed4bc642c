package io.mudlark.jobs.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.mudlark.jobs.config.secret.Secret;
import io.mudlark.jobs.delivery.ResultDocument;
import io.mudlark.jobs.delivery.Transport;
import io.mudlark.jobs.delivery.TrustedAuthorities;
import io.mudlark.jobs.document.Samples;
import io.mudlark.jobs.ecs.EcsDocuments;
import io.mudlark.source.testing.TestKeys;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What receivers of alerts get, on real sockets. */
class NotifyTest {
  private static final ResultDocument ALERT = EcsDocuments.of(Samples.alert(1));

  private static final TrustedAuthorities PLAIN = TrustedAuthorities.OF_THE_JDK;

  @TempDir Path folder;

  /** A request as it came. */
  private record Received(String path, String signature, String id, byte[] body) {}

  private final List<Received> received = new ArrayList<>();

  private HttpServer server(int status) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer(server, status);
    return server;
  }

  private void answer(HttpServer server, int status) {
    server.createContext(
        "/",
        exchange -> {
          received.add(
              new Received(
                  exchange.getRequestURI().getPath(),
                  String.valueOf(exchange.getRequestHeaders().getFirst("X-Mudlark-Signature")),
                  String.valueOf(exchange.getRequestHeaders().getFirst("X-Mudlark-Id")),
                  exchange.getRequestBody().readAllBytes()));
          byte[] answer = "no room".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  private static String address(HttpServer server) {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Test
  void a_webhook_gets_the_document_signed() throws Exception {
    Path key = Files.writeString(folder.resolve("key"), "sesame\n");
    HttpServer server = server(204 - 4);
    try (Transport transport =
        new WebhookTransport.ToWebhook(address(server) + "/hook", new Secret("file:" + key), PLAIN)
            .open()) {
      assertThat(transport.send(List.of(ALERT))).isEqualTo(Transport.Answer.DELIVERED);
    } finally {
      server.stop(0);
    }
    Received request = received.get(0);
    assertThat(request.path()).isEqualTo("/hook");
    assertThat(new String(request.body(), StandardCharsets.UTF_8)).isEqualTo(ALERT.json());
    assertThat(request.id()).isEqualTo(ALERT.id());
    assertThat(request.signature())
        .isEqualTo("sha256=" + WebhookTransport.signature("sesame", request.body()));
  }

  @Test
  void the_signature_is_the_hmac_of_rfc_4231() {
    assertThat(
            WebhookTransport.signature(
                "Jefe", "what do ya want for nothing?".getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  }

  @Test
  void an_overloaded_receiver_gets_it_again_and_one_that_rejects_it_does_not() throws Exception {
    HttpServer busy = server(503);
    HttpServer picky = server(400);
    try (Transport toBusy = new WebhookTransport.ToWebhook(address(busy), null, PLAIN).open();
        Transport toPicky = new WebhookTransport.ToWebhook(address(picky), null, PLAIN).open()) {
      assertThat(toBusy.send(List.of(ALERT)).again()).containsExactly(ALERT);
      assertThat(toPicky.send(List.of(ALERT)).refused())
          .containsExactly(new Transport.Refusal(ALERT, "status 400: no room"));
    } finally {
      busy.stop(0);
      picky.stop(0);
    }
  }

  @Test
  void a_syslog_message_has_the_form_of_rfc_5424() throws Exception {
    String message = SyslogTransport.message(ALERT);

    assertThat(message)
        .matches(
            "<11[0-9]>1 \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z ut mudlark - "
                + "[\\x21-\\x7e]+ \\[mudlark@32473 (\\w+=\"([^\"\\\\\\]]|\\\\[\"\\\\\\]])*\" ?)+\\]"
                + " \uFEFF.+");
    assertThat(message).contains("device=\"plug \\\"kitchen\\\"\"");
  }

  @Test
  void syslog_over_tcp_counts_octets_and_over_udp_sends_one_message_a_datagram() throws Exception {
    byte[] message = SyslogTransport.message(ALERT).getBytes(StandardCharsets.UTF_8);
    try (ServerSocket tcp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<byte[]> frame = CompletableFuture.supplyAsync(() -> everything(tcp));
      try (Transport transport =
          new SyslogTransport.ToSyslog("tcp://127.0.0.1:" + tcp.getLocalPort(), PLAIN).open()) {
        transport.send(List.of(ALERT));
      }
      assertThat(new String(frame.get(), StandardCharsets.UTF_8))
          .isEqualTo(message.length + " " + new String(message, StandardCharsets.UTF_8));
    }
    try (DatagramSocket udp = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Transport transport =
            new SyslogTransport.ToSyslog("udp://127.0.0.1:" + udp.getLocalPort(), PLAIN).open()) {
      udp.setSoTimeout(5_000);
      transport.send(List.of(ALERT));
      DatagramPacket packet = new DatagramPacket(new byte[9_000], 9_000);
      udp.receive(packet);
      assertThat(packet.getLength()).isEqualTo(message.length);
    }
  }

  @Test
  void receivers_by_tls_are_believed_when_the_authority_given_vouches_for_them() throws Exception {
    TestKeys keys = TestKeys.make(folder, "receiver");
    TrustedAuthorities given = new TrustedAuthorities(keys.certificate().toString());
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(keys.server()));
    answer(server, 200);
    String address = "https://127.0.0.1:" + server.getAddress().getPort();
    try (Transport known = new WebhookTransport.ToWebhook(address, null, given).open();
        Transport stranger = new WebhookTransport.ToWebhook(address, null, PLAIN).open()) {
      assertThat(known.send(List.of(ALERT))).isEqualTo(Transport.Answer.DELIVERED);
      assertThatThrownBy(() -> stranger.send(List.of(ALERT))).isInstanceOf(IOException.class);
    } finally {
      server.stop(0);
    }
    assertThat(received).hasSize(1);

    byte[] message = SyslogTransport.message(ALERT).getBytes(StandardCharsets.UTF_8);
    try (ServerSocket tls =
        keys.server()
            .getServerSocketFactory()
            .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<byte[]> frame = CompletableFuture.supplyAsync(() -> everything(tls));
      try (Transport transport =
          new SyslogTransport.ToSyslog("tls://127.0.0.1:" + tls.getLocalPort(), given).open()) {
        transport.send(List.of(ALERT));
      }
      assertThat(new String(frame.get(), StandardCharsets.UTF_8))
          .isEqualTo(message.length + " " + new String(message, StandardCharsets.UTF_8));
    }
  }

  @Test
  void a_file_without_certificates_is_named() throws Exception {
    Path empty = Files.writeString(folder.resolve("empty.pem"), "");
    assertThatThrownBy(() -> new TrustedAuthorities(empty.toString()).context())
        .isInstanceOf(IOException.class)
        .hasMessage(empty + ": no certificates");
  }

  @Test
  void an_open_alert_stands_in_alertmanager_for_four_hours_and_a_closed_one_has_ended()
      throws Exception {
    Instant now = Instant.parse("2026-11-22T12:00:00Z");
    JsonMapper json = new JsonMapper();
    JsonNode open = json.readTree(AlertmanagerTransport.body(in("open"), now)).path(0);
    assertThat(open.path("endsAt").asText()).isEqualTo("2026-11-22T16:00:00Z");
    JsonNode closed = json.readTree(AlertmanagerTransport.body(in("closed"), now)).path(0);
    assertThat(closed.path("endsAt").asText())
        .isEqualTo(json.readTree(ALERT.json()).at("/event/end").asText());
  }

  private static ResultDocument in(String state) {
    String json = ALERT.json().replaceFirst("\"state\":\"[a-z-]+\"", "\"state\":\"" + state + "\"");
    return new ResultDocument(ALERT.stream(), ALERT.id(), 2, ALERT.timeMillis(), "", json);
  }

  private static byte[] everything(ServerSocket server) {
    try (Socket socket = server.accept();
        InputStream in = socket.getInputStream()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void addresses_are_checked_when_they_are_given() {
    assertThatThrownBy(() -> new SyslogTransport.ToSyslog("ftp://x", PLAIN))
        .hasMessage("a syslog server is given as udp://, tcp:// or tls://HOST[:PORT], not ftp://x");
    assertThatThrownBy(() -> new WebhookTransport.ToWebhook("file:///etc/passwd", null, PLAIN))
        .hasMessage("no http or https address: file:///etc/passwd");
    assertThatThrownBy(() -> new Secret("hunter2"))
        .hasMessage("a secret is given as env:NAME or file:PATH");
  }
}
