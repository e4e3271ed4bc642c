package io.mudlark.jobs.cli;

import io.mudlark.jobs.collect.MongoTransport;
import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.Connections;
import io.mudlark.jobs.config.secret.Secret;
import io.mudlark.jobs.delivery.DeliverySettings;
import io.mudlark.jobs.elastic.ElasticSettings;
import io.mudlark.jobs.sink.Outlets;
import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where results go besides files; any of them at once. */
final class SinkOptions {
  private static final Pattern KAFKA =
      Pattern.compile("([^/\\s,]+:\\d{1,5}(?:,[^/\\s,]+:\\d{1,5})*)(?:/([A-Za-z0-9._-]{1,200}))?");

  @Option(
      names = "--elastic",
      paramLabel = "URL",
      arity = "1..*",
      description = "Elasticsearch servers of one cluster: all results into indices.")
  private List<String> elastic = List.of();

  @Option(
      names = "--elastic-prefix",
      paramLabel = "NAME",
      defaultValue = ElasticSettings.DEFAULT_PREFIX,
      description = "Beginning of the names of indices (default: ${DEFAULT-VALUE}).")
  private String elasticPrefix = ElasticSettings.DEFAULT_PREFIX;

  @Option(
      names = "--elastic-api-key",
      paramLabel = "env:NAME|file:PATH",
      description = "Where the API key is.")
  private @Nullable String elasticApiKey;

  @Option(
      names = "--elastic-user",
      paramLabel = "NAME",
      description = "User for basic authentication.")
  private @Nullable String elasticUser;

  @Option(
      names = "--elastic-password",
      paramLabel = "env:NAME|file:PATH",
      description = "Where the user's password is.")
  private @Nullable String elasticPassword;

  @Option(
      names = "--elastic-ca",
      paramLabel = "FILE",
      description = "Certificate authority of the servers, PEM.")
  private @Nullable String elasticAuthority;

  @Option(
      names = "--elastic-data-streams",
      description = "Data streams instead of daily indices for results that are told once.")
  private boolean elasticDataStreams;

  @Option(
      names = "--elastic-ilm",
      description = "Install a lifecycle policy: results are deleted after 30 days.")
  private boolean elasticLifecycle;

  @Option(
      names = "--kafka-out",
      paramLabel = "BROKERS[/PREFIX]",
      description =
          "All results into Kafka topics PREFIX-rejected, PREFIX-alerts and so on"
              + " (prefix: mudlark).")
  private @Nullable String kafka;

  @Option(
      names = "--webhook",
      paramLabel = "URL",
      description = "Post each alert to a web address.")
  private @Nullable String webhook;

  @Option(
      names = "--webhook-key",
      paramLabel = "env:NAME|file:PATH",
      description = "Where the key is that signs them (HMAC-SHA-256).")
  private @Nullable String webhookKey;

  @Option(
      names = "--alertmanager",
      paramLabel = "URL",
      description = "Send alerts to a Prometheus Alertmanager.")
  private @Nullable String alertmanager;

  @Option(
      names = "--syslog",
      paramLabel = "URL",
      description = "Send alerts to a syslog server: udp://, tcp:// or tls://HOST[:PORT].")
  private @Nullable String syslog;

  @Option(
      names = "--mongo",
      paramLabel = "URL",
      description =
          "MQTT exchanges into MongoDB, as 'mudlark collect' stores them: mongodb://HOST[:PORT];"
              + " with a password env:NAME or file:PATH, where the URL is.")
  private @Nullable String mongo;

  @Option(
      names = "--mongo-database",
      paramLabel = "NAME",
      defaultValue = "mudlark",
      description = "The database (default: ${DEFAULT-VALUE}); the collection is mqtt.")
  private String mongoDatabase = "mudlark";

  @Option(
      names = "--metrics-port",
      paramLabel = "PORT",
      description = "Serve metrics to Prometheus at this port.")
  private int metricsPort;

  /** What was asked for. */
  Connections connections(String deadLetters, long windowMillis) throws ConfigException {
    try {
      Outlets outlets = new Outlets(DeliverySettings.standard(deadLetters), windowMillis);
      stores(outlets);
      people(outlets);
      return new Connections(outlets.all(), metricsPort);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(String.valueOf(e.getMessage()), e);
    }
  }

  private void stores(Outlets outlets) throws ConfigException {
    if (!elastic.isEmpty()) {
      outlets.elastic(
          new ElasticSettings(
              elastic,
              elasticPrefix,
              elasticDataStreams,
              elasticLifecycle,
              false,
              secret(elasticApiKey),
              elasticUser,
              secret(elasticPassword),
              elasticAuthority));
    } else if (elasticApiKey != null || elasticUser != null || elasticAuthority != null) {
      throw new ConfigException("--elastic: options for Elasticsearch are given, but no server");
    }
    if (kafka != null) {
      Matcher form = KAFKA.matcher(kafka);
      if (!form.matches()) {
        throw new ConfigException("--kafka-out: '" + kafka + "' is not of the form HOST:PORT/NAME");
      }
      String prefix = form.group(2);
      outlets.kafka(form.group(1), prefix == null ? "mudlark" : prefix);
    }
    if (mongo != null) {
      outlets.mongo(MongoTransport.ToMongo.parse(mongo, mongoDatabase, "mqtt"));
    }
  }

  private void people(Outlets outlets) throws ConfigException {
    if (webhook != null) {
      outlets.webhook(webhook, secret(webhookKey));
    } else if (webhookKey != null) {
      throw new ConfigException("--webhook-key: there is no --webhook");
    }
    if (alertmanager != null) {
      outlets.alertmanager(alertmanager);
    }
    if (syslog != null) {
      outlets.syslog(URI.create(syslog).toString());
    }
  }

  private static @Nullable Secret secret(@Nullable String reference) {
    return reference == null ? null : new Secret(reference);
  }
}
