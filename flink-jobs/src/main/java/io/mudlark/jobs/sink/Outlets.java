package io.mudlark.jobs.sink;

import io.mudlark.jobs.collect.MongoTransport;
import io.mudlark.jobs.config.KafkaClient;
import io.mudlark.jobs.config.secret.Secret;
import io.mudlark.jobs.delivery.DeliverySettings;
import io.mudlark.jobs.delivery.ResultStream;
import io.mudlark.jobs.delivery.Transport;
import io.mudlark.jobs.delivery.TrustedAuthorities;
import io.mudlark.jobs.elastic.ElasticSettings;
import io.mudlark.jobs.elastic.ElasticTransport;
import io.mudlark.jobs.notify.AlertmanagerTransport;
import io.mudlark.jobs.notify.SyslogTransport;
import io.mudlark.jobs.notify.WebhookTransport;
import io.mudlark.jobs.pipeline.Outlet;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.jspecify.annotations.Nullable;

/** Collects the places, besides files, that results of one job go to. */
public final class Outlets {
  private static final Set<ResultStream> ALERTS = EnumSet.of(ResultStream.ALERTS);

  private final DeliverySettings delivery;
  private final long windowMillis;
  private final TrustedAuthorities trusted;
  private final List<Outlet> outlets = new ArrayList<>();

  /**
   * @param delivery batches, repetitions and dead letters of stores; people are told one by one
   * @param windowMillis length of the windows, greater than 0
   * @param trusted who may vouch for servers by which people are told
   */
  public Outlets(DeliverySettings delivery, long windowMillis, TrustedAuthorities trusted) {
    this.delivery = delivery;
    this.trusted = trusted;
    this.windowMillis = windowMillis;
  }

  /** All results into indices. */
  public void elastic(ElasticSettings settings) {
    var transports = new ElasticTransport.ToElastic(settings);
    add(stores(transports, EnumSet.copyOf(ResultStream.results())));
  }

  /**
   * All results into topics {@code PREFIX-STREAM}.
   *
   * @param brokers {@code HOST:PORT}, several separated by commas
   * @param prefix of topics and transactional ids, which no other job may have
   * @param guarantee exactly once, in transactions that end with checkpoints, or at least once
   * @param client how to speak with the brokers
   */
  public void kafka(
      String brokers, String prefix, DeliveryGuarantee guarantee, KafkaClient client) {
    add(new KafkaSinks(brokers, prefix, guarantee, client));
  }

  /**
   * Alerts to a web address.
   *
   * @param key signs them; null to leave them unsigned
   */
  public void webhook(String address, @Nullable Secret key) {
    people(new WebhookTransport.ToWebhook(address, key, trusted));
  }

  /**
   * Alerts to a Prometheus Alertmanager.
   *
   * @param clock tells until when an open alert stands
   */
  public void alertmanager(String address, Clock clock) {
    people(new AlertmanagerTransport.ToAlertmanager(address, trusted, clock));
  }

  /** Alerts to a syslog server. */
  public void syslog(String address) {
    people(new SyslogTransport.ToSyslog(address, trusted));
  }

  /**
   * MQTT exchanges into MongoDB, as the collector writes them.
   *
   * @param url connection string, given as it is or by reference
   */
  public void mongo(MongoTransport.ToMongo url) {
    add(stores(url, EnumSet.of(ResultStream.EXCHANGES)));
  }

  private DeliverySinks stores(Transport.Factory transports, Set<ResultStream> streams) {
    return new DeliverySinks(transports, delivery, streams, false);
  }

  private void people(Transport.Factory transports) {
    add(new DeliverySinks(transports, delivery.oneByOne(), ALERTS, true));
  }

  private void add(DocumentSinks sinks) {
    outlets.add(new DocumentOutlet(sinks, windowMillis));
  }

  /** Those that were asked for. */
  public List<Outlet> all() {
    return List.copyOf(outlets);
  }
}
