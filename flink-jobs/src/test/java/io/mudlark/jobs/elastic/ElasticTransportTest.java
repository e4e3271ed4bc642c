package io.mudlark.jobs.elastic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.mudlark.jobs.config.secret.Secret;
import io.mudlark.jobs.delivery.ResultDocument;
import io.mudlark.jobs.delivery.ResultStream;
import io.mudlark.jobs.delivery.Transport;
import io.mudlark.source.testing.TestKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server with TLS and passwords is asked, and what becomes of its answers. */
class ElasticTransportTest {
  @TempDir static Path folder;
  private static HttpsServer server;
  private static TestKeys keys;
  private static final List<String> CREDENTIALS = Collections.synchronizedList(new ArrayList<>());
  private static final List<String> INSTALLED = Collections.synchronizedList(new ArrayList<>());

  /** What the server says to a bulk request: a status for the whole, or one for each document. */
  private static int status = 200;

  private static List<Integer> statuses = List.of();

  @BeforeAll
  static void start() throws Exception {
    keys = TestKeys.make(folder, "elastic");
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(keys.server()));
    server.createContext("/", ElasticTransportTest::answer);
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop(0);
  }

  @BeforeEach
  void forget() {
    CREDENTIALS.clear();
    INSTALLED.clear();
    status = 200;
    statuses = List.of();
  }

  private static void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    CREDENTIALS.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    boolean bulk = exchange.getRequestURI().getPath().equals("/_bulk");
    if (!bulk) {
      INSTALLED.add(exchange.getRequestURI().getPath());
    }
    String items = String.join(",", statuses.stream().map(ElasticTransportTest::item).toList());
    String body =
        !bulk
            ? "{\"acknowledged\":true}"
            : status == 200
                ? "{\"took\":1,\"errors\":true,\"items\":[" + items + "]}"
                : "{\"error\":{\"type\":\"busy\",\"reason\":\"later\"},\"status\":" + status + "}";
    byte[] octets = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("X-Elastic-Product", "Elasticsearch");
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(bulk ? status : 200, octets.length);
    exchange.getResponseBody().write(octets);
    exchange.close();
  }

  private static String item(int status) {
    String error =
        status < 300 ? "" : ",\"error\":{\"type\":\"t" + status + "\",\"reason\":\"because\"}";
    return "{\"index\":{\"_index\":\"i\",\"_id\":\"d\",\"status\":" + status + error + "}}";
  }

  private static ElasticSettings settings(Secret key, String user, Secret password) {
    return new ElasticSettings(
        List.of("https://127.0.0.1:" + server.getAddress().getPort()),
        "stub",
        true,
        true,
        false,
        key,
        user,
        password,
        keys.certificate().toString());
  }

  private static Transport with(ElasticSettings settings) {
    return new ElasticTransport.ToElastic(settings).open();
  }

  private static List<ResultDocument> documents(int count) {
    return IntStream.range(0, count)
        .mapToObj(n -> new ResultDocument(ResultStream.ALERTS, "a" + n, 1, 0, "", "{}"))
        .toList();
  }

  @Test
  void an_api_key_or_a_user_with_password_goes_with_every_request_by_tls() throws Exception {
    Secret secret = new Secret("file:" + Files.writeString(folder.resolve("key"), "open-sesame\n"));
    statuses = List.of(201);
    try (Transport transport = with(settings(secret, null, null))) {
      assertThat(transport.send(documents(1)))
          .isEqualTo(new Transport.Answer(List.of(), List.of()));
    }
    assertThat(CREDENTIALS).isNotEmpty().allMatch("ApiKey open-sesame"::equals);
    assertThat(INSTALLED).contains("/_ilm/policy/stub", "/_index_template/stub-alerts");

    CREDENTIALS.clear();
    try (Transport transport = with(settings(null, "elastic", secret))) {
      transport.send(documents(1));
    }
    // RFC 7617: elastic:open-sesame
    assertThat(CREDENTIALS).allMatch("Basic ZWxhc3RpYzpvcGVuLXNlc2FtZQ=="::equals);
  }

  @Test
  void a_server_for_which_nobody_known_vouches_gets_nothing() throws Exception {
    ElasticSettings known = settings(null, null, null);
    ElasticSettings strange =
        new ElasticSettings(known.servers(), "stub", false, false, false, null, null, null, null);
    try (Transport transport = with(strange)) {
      assertThatThrownBy(() -> transport.send(documents(1))).isInstanceOf(IOException.class);
    }
    assertThat(CREDENTIALS).isEmpty();
  }

  @Test
  void overload_and_failures_are_tried_again_and_what_is_refused_says_why() throws Exception {
    statuses = List.of(201, 429, 503, 400, 409);
    List<ResultDocument> batch = documents(5);
    try (Transport transport = with(settings(null, null, null))) {
      Transport.Answer answer = transport.send(batch);
      assertThat(answer.again()).containsExactly(batch.get(1), batch.get(2));
      assertThat(answer.refused())
          .containsExactly(new Transport.Refusal(batch.get(3), "t400: because"));
    }
  }

  @Test
  void a_server_that_takes_no_request_at_all_gets_the_whole_batch_again() throws Exception {
    try (Transport transport = with(settings(null, null, null))) {
      for (int overload : new int[] {429, 502, 503, 401}) {
        status = overload;
        assertThatThrownBy(() -> transport.send(documents(2)))
            .isInstanceOf(IOException.class)
            .hasMessageContaining(Integer.toString(overload));
      }
      status = 413;
      assertThat(transport.send(documents(2)).refused()).hasSize(2);
    }
  }

  @Test
  void settings_never_print_a_secret() throws Exception {
    Path file = Files.writeString(folder.resolve("password"), "hunter2");
    ElasticSettings settings = settings(null, "elastic", new Secret("file:" + file));
    assertThat(settings.toString()).contains("file:").doesNotContain("hunter2");
    assertThatThrownBy(
            () ->
                new ElasticSettings(
                    List.of("https://elastic:hunter2@es:9200"),
                    "a",
                    false,
                    false,
                    false,
                    null,
                    null,
                    null,
                    null))
        .hasMessageContaining("without user")
        .hasMessageNotContaining("hunter2");
  }
}
