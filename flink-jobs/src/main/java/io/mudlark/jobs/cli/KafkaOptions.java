package io.mudlark.jobs.cli;

import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.KafkaClient;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How every client of Kafka in a command speaks with the brokers. */
final class KafkaOptions {
  @Option(
      names = "--kafka-config",
      paramLabel = "FILE",
      description =
          "Properties of Kafka's clients, for all brokers of this command: TLS, SASL, time-outs.")
  private @Nullable Path file;

  /**
   * What the file says; plain without one.
   *
   * @throws ConfigException when the file cannot be used
   */
  KafkaClient client() throws ConfigException {
    return file == null ? KafkaClient.PLAIN : KafkaClient.read(file);
  }
}
