package io.mudlark.jobs.cli;

import io.mudlark.jobs.collect.MongoTransport;
import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.Connections;
import io.mudlark.jobs.config.KafkaClient;
import io.mudlark.jobs.delivery.DeliverySettings;
import io.mudlark.jobs.delivery.TrustedAuthorities;
import io.mudlark.jobs.elastic.ElasticSettings;
import io.mudlark.jobs.sink.Outlets;
import java.net.URI;
import java.time.Clock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say where results go besides files; any of them at once. */
@SuppressWarnings("NullAway.Init") // picocli sets options before they are used
final class SinkOptions {
  private static final Pattern KAFKA =
      Pattern.compile("([^/\\s,]+:\\d{1,5}(?:,[^/\\s,]+:\\d{1,5})*)(?:/([A-Za-z0-9._-]{1,200}))?");

  @Mixin private ElasticOptions elastic;

  @Option(
      names = "--kafka-out",
      paramLabel = "BROKERS[/PREFIX]",
      description =
          "All results into Kafka topics PREFIX-rejected, PREFIX-alerts and so on"
              + " (prefix: mudlark), exactly once for readers of what is committed.")
  private @Nullable String kafkaOut;

  @Option(
      names = "--kafka-at-least-once",
      description =
          "No transactions in Kafka: results are there at once, after a failure some twice.")
  private boolean kafkaAtLeastOnce;

  @Mixin private KafkaOptions kafka;

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
      names = "--alert-ca",
      paramLabel = "FILE",
      description = "Certificate authority of webhook, Alertmanager and syslog server, PEM.")
  private @Nullable String alertAuthority;

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
      var trusted = new TrustedAuthorities(alertAuthority);
      var outlets = new Outlets(DeliverySettings.standard(deadLetters), windowMillis, trusted);
      KafkaClient client = kafka.client();
      stores(outlets, client);
      people(outlets);
      return new Connections(outlets.all(), metricsPort, client);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(String.valueOf(e.getMessage()), e);
    }
  }

  private void stores(Outlets outlets, KafkaClient client) throws ConfigException {
    ElasticSettings servers = elastic.settings();
    if (servers != null) {
      outlets.elastic(servers);
    }
    if (kafkaOut != null) {
      Matcher form = KAFKA.matcher(kafkaOut);
      if (!form.matches()) {
        throw new ConfigException(
            "--kafka-out: '" + kafkaOut + "' is not of the form HOST:PORT/NAME");
      }
      String prefix = form.group(2);
      outlets.kafka(
          form.group(1),
          prefix == null ? "mudlark" : prefix,
          kafkaAtLeastOnce ? DeliveryGuarantee.AT_LEAST_ONCE : DeliveryGuarantee.EXACTLY_ONCE,
          client);
    }
    if (mongo != null) {
      outlets.mongo(MongoTransport.ToMongo.parse(mongo, mongoDatabase, "mqtt"));
    }
  }

  private void people(Outlets outlets) throws ConfigException {
    if (webhook != null) {
      outlets.webhook(webhook, ElasticOptions.secret(webhookKey));
    } else if (webhookKey != null) {
      throw new ConfigException("--webhook-key: there is no --webhook");
    }
    if (alertmanager != null) {
      outlets.alertmanager(alertmanager, Clock.systemUTC());
    }
    if (syslog != null) {
      outlets.syslog(URI.create(syslog).toString());
    }
  }
}
