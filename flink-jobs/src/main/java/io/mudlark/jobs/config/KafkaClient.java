package io.mudlark.jobs.config;

import java.io.IOException;
import java.io.Reader;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * How to speak with Kafka's brokers besides their addresses: encryption, credentials, time-outs.
 *
 * <p>Written as Kafka's own tools want it, a file of properties. Secrets in it may be references
 * that Kafka's clients resolve where they run ({@code ${env:NAME}}, {@code ${file:PATH:KEY}}).
 *
 * @param settings by their names in Kafka's documentation
 */
public record KafkaClient(Map<String, String> settings) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Neither encrypted nor authenticated. */
  public static final KafkaClient PLAIN = new KafkaClient(Map.of());

  private static final String PROVIDERS = "config.providers";

  /** What the program rests on; other values would break what it promises. */
  private static final Set<String> OWN =
      Set.of(
          "bootstrap.servers",
          "group.id",
          "key.serializer",
          "value.serializer",
          "key.deserializer",
          "value.deserializer",
          "enable.auto.commit",
          "enable.idempotence",
          "isolation.level",
          "acks",
          "transactional.id");

  public KafkaClient {
    settings = Map.copyOf(settings);
  }

  /**
   * Reads a file of properties.
   *
   * @throws ConfigException when it cannot be read, or has a name that no client of Kafka knows or
   *     that is not for users to set
   */
  public static KafkaClient read(Path file) throws ConfigException {
    Properties read = new Properties();
    try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      read.load(in);
    } catch (IOException e) {
      throw new ConfigException("--kafka-config " + file + ": " + Reasons.of(e), e);
    } catch (IllegalArgumentException e) {
      throw new ConfigException("--kafka-config " + file + ": " + e.getMessage(), e);
    }
    Set<String> known = known();
    Map<String, String> settings = new TreeMap<>();
    for (String name : new TreeSet<>(read.stringPropertyNames())) {
      if (OWN.contains(name)) {
        throw new ConfigException(
            "--kafka-config " + file + ": " + name + " is not for you to set");
      }
      if (!known.contains(name) && !name.startsWith(PROVIDERS)) {
        throw new ConfigException(
            "--kafka-config "
                + file
                + ": Kafka's clients know no '"
                + name
                + "'"
                + NearestKey.hint(name, known));
      }
      settings.put(name, read.getProperty(name).strip());
    }
    return new KafkaClient(settings);
  }

  private static Set<String> known() {
    Set<String> known = new HashSet<>(ProducerConfig.configNames());
    known.addAll(ConsumerConfig.configNames());
    known.addAll(AdminClientConfig.configNames());
    return known;
  }

  /** As Kafka's clients take them. */
  public Properties properties() {
    Properties properties = new Properties();
    properties.putAll(settings);
    return properties;
  }

  /** Names only: values may be secrets. */
  @Override
  public String toString() {
    return "KafkaClient" + new TreeSet<>(settings.keySet());
  }
}
