package io.mudlark.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.Connections;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class SinkOptionsTest {
  @TempDir Path folder;

  @Command
  private static final class Line {
    @Mixin private SinkOptions sinks;
  }

  private static Connections read(String... args) throws ConfigException {
    Line line = new Line();
    new CommandLine(line).parseArgs(args);
    return line.sinks.connections("dead-letters", 60_000);
  }

  @Test
  void nothing_is_asked_for_by_default() throws ConfigException {
    assertThat(read().outlets()).isEmpty();
    assertThat(read().metricsPort()).isZero();
    assertThat(read().kafka().settings()).isEmpty();
  }

  @Test
  void every_kind_of_place_can_be_asked_for_at_once() throws ConfigException {
    Connections all =
        read(
            "--elastic=https://es1:9200",
            "--elastic=https://es2:9200",
            "--elastic-api-key=env:ES_KEY",
            "--kafka-out=b1:9092,b2:9092/plant",
            "--webhook=https://hooks.example/x",
            "--webhook-key=file:/run/secrets/hook",
            "--alertmanager=http://am:9093",
            "--syslog=tls://log.example",
            "--mongo=mongodb://db:27017",
            "--metrics-port=9249");
    assertThat(all.outlets()).hasSize(6);
    assertThat(all.metricsPort()).isEqualTo(9249);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--kafka-out=broker | --kafka-out: 'broker' is not of the form HOST:PORT/NAME",
        "--elastic=es:9200 | Elasticsearch servers are given as http(s)://HOST:PORT",
        "--elastic-user=elastic | options for Elasticsearch are given, but no server",
        "--webhook=ftp://x | no http or https address: ftp://x",
        "--webhook-key=env:KEY | --webhook-key: there is no --webhook",
        "--alertmanager=am:9093 | no http or https address: am:9093",
        "--syslog=log.example | a syslog server is given as udp://, tcp:// or tls://HOST[:PORT]",
        "--mongo=mysql://db | --mongo: the form is mongodb://HOST[:PORT]",
        "--metrics-port=70000 | a port is 1..65535, not 70000",
        "--kafka-config=nowhere.properties | nowhere.properties: no such file",
      })
  void what_cannot_be_used_is_said_in_one_line(String argument, String message) {
    assertThatThrownBy(() -> read(argument))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message);
  }

  @Test
  void passwords_are_not_taken_from_the_command_line_nor_repeated_to_anybody() {
    for (String argument :
        new String[] {
          "--mongo=mongodb://user:hunter2@db:27017",
          "--elastic=https://elastic:hunter2@es:9200",
          "--mongo=mongodb://user:hunter2@"
        }) {
      assertThatThrownBy(() -> read(argument))
          .isInstanceOf(ConfigException.class)
          .hasMessageNotContaining("hunter2");
    }
    assertThatThrownBy(() -> read("--webhook=https://x", "--webhook-key=hunter2"))
        .hasMessage("a secret is given as env:NAME or file:PATH");
  }

  @Test
  void kafkas_settings_are_read_from_its_own_kind_of_file() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("client.properties"),
            "# as for Kafka's tools\nsecurity.protocol=SASL_SSL\nsasl.jaas.config = x hunter2;\n");
    Connections read = read("--kafka-config=" + file);
    assertThat(read.kafka().settings())
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("sasl.jaas.config", "x hunter2;");
    assertThat(read.toString()).contains("sasl.jaas.config").doesNotContain("hunter2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "security.protcol=SSL | Kafka's clients know no 'security.protcol', did you mean"
            + " 'security.protocol'?",
        "isolation.level=read_uncommitted | isolation.level is not for you to set",
      })
  void a_setting_that_would_have_no_effect_or_break_a_promise_is_refused(
      String line, String message) throws Exception {
    Path file = Files.writeString(folder.resolve("client.properties"), line);
    assertThatThrownBy(() -> read("--kafka-config=" + file))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message);
  }
}
