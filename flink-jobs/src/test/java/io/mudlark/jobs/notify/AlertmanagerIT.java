package io.mudlark.jobs.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.mudlark.alert.Alert;
import io.mudlark.jobs.delivery.Peers;
import io.mudlark.jobs.delivery.ResultDocument;
import io.mudlark.jobs.delivery.Transport;
import io.mudlark.jobs.delivery.TrustedAuthorities;
import io.mudlark.jobs.document.Samples;
import io.mudlark.jobs.ecs.EcsDocuments;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts in a real Prometheus Alertmanager, seen with its own tool. */
class AlertmanagerIT {
  @TempDir Path folder;

  @Test
  void an_open_alert_is_seen_with_amtool_until_it_is_closed() throws Exception {
    Path program = Peers.program("prometheus-alertmanager");
    Path amtool = Peers.program("amtool");
    int port = Peers.freePort();
    String address = "http://127.0.0.1:" + port;
    Path configuration =
        Files.writeString(
            folder.resolve("alertmanager.yml"),
            "route:\n  receiver: nobody\nreceivers:\n  - name: nobody\n");
    Process server =
        new ProcessBuilder(
                program.toString(),
                "--config.file=" + configuration,
                "--storage.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--cluster.listen-address=")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out.log").toFile())
            .start();
    try (Transport transport = to(address).open()) {
      ResultDocument alert = EcsDocuments.of(in(Alert.State.OPEN));
      deliver(transport, alert);

      JsonNode seen = amtool(amtool, address).path(0);
      assertThat(seen.at("/labels/mudlark_id").asText()).isEqualTo(alert.id());
      assertThat(seen.at("/labels/device").asText()).isEqualTo("plug \"kitchen\"");
      assertThat(seen.at("/labels/alertname").asText()).isEqualTo("MudlarkDeviceEpisode");
      assertThat(seen.at("/annotations/summary").asText()).isEqualTo("Port scan (inbound, tcp)");
      deliver(transport, EcsDocuments.of(in(Alert.State.CLOSED)));
      assertThat(amtool(amtool, address)).isEmpty();
    } finally {
      Peers.end(server);
    }
  }

  private static Transport.Factory to(String address) {
    return new AlertmanagerTransport.ToAlertmanager(
        address, TrustedAuthorities.OF_THE_JDK, Clock.systemUTC());
  }

  private static Alert in(Alert.State state) {
    Alert it = Samples.alert(1);
    return new Alert(
        it.id(),
        it.revision(),
        it.pattern(),
        state,
        it.severity(),
        it.title(),
        it.reasons(),
        it.signature(),
        it.firstWindowStartMillis(),
        it.lastWindowEndMillis(),
        it.participants());
  }

  private static void deliver(Transport transport, ResultDocument alert) throws Exception {
    for (int attempt = 0; ; attempt++) {
      try {
        assertThat(transport.send(List.of(alert))).isEqualTo(Transport.Answer.DELIVERED);
        return;
      } catch (IOException e) {
        if (attempt > 100) {
          throw e;
        }
        Thread.sleep(100);
      }
    }
  }

  private static JsonNode amtool(Path amtool, String address) throws Exception {
    Process process =
        new ProcessBuilder(
                amtool.toString(), "--alertmanager.url=" + address, "alert", "query", "-o", "json")
            .redirectErrorStream(true)
            .start();
    byte[] out = process.getInputStream().readAllBytes();
    assertThat(process.waitFor()).isZero();
    return new JsonMapper().readTree(new String(out, StandardCharsets.UTF_8));
  }
}
