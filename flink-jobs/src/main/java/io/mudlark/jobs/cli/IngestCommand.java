package io.mudlark.jobs.cli;

import io.mudlark.jobs.cluster.Ingest;
import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.KafkaClient;
import io.mudlark.jobs.config.KafkaTopic;
import io.mudlark.jobs.live.StopSignals;
import io.mudlark.source.datagram.DatagramReceiver;
import io.mudlark.source.datagram.ListenAddress;
import io.mudlark.source.datagram.TcpReceiver;
import io.mudlark.source.datagram.TcpSettings;
import io.mudlark.source.datagram.TlsKeys;
import io.mudlark.source.datagram.UdpReceiver;
import io.mudlark.source.datagram.UdpSettings;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mudlark ingest}: export messages from the network into a Kafka topic. */
@Command(
    name = "ingest",
    sortOptions = false,
    description = {
      "Export messages from the network into a Kafka topic: the first of two stages.",
      "Messages are stored as they come, keyed by exporter, with their receive time; 'mudlark"
          + " detect' reads them. Runs until it is told to stop (Ctrl-C, SIGTERM)."
    },
    footer = {
      "",
      "Example:",
      "  mudlark ingest --listen udp://0.0.0.0:4739?site=lab --kafka broker:9092/exports",
      "Exit codes: 0 stopped; 1 failed, or a message was lost on its way to the topic; 2 unusable."
    })
@SuppressWarnings("NullAway.Init") // picocli sets required options before call()
final class IngestCommand implements Callable<Integer> {
  private static final long LOOK_EVERY_MILLIS = 250;

  @Option(
      names = "--listen",
      required = true,
      arity = "1..*",
      paramLabel = "URL",
      description = "udp://HOST:PORT, tcp://HOST:PORT or tls://HOST:PORT, each with ?site=NAME.")
  private List<String> listen;

  @Option(
      names = "--kafka",
      required = true,
      paramLabel = "BROKERS/TOPIC",
      description =
          "The topic; several partitions let several exporters' messages be read at once.")
  private String kafka;

  @Mixin private KafkaOptions client;

  @Mixin private ListenerTlsOptions tls;

  @Override
  public Integer call() throws Exception {
    KafkaTopic topic = KafkaTopic.parse(kafka);
    KafkaClient settings = client.client();
    StopSignals stop = new StopSignals();
    stop.install();
    List<DatagramReceiver> receivers = open();
    receivers.forEach(it -> Terminal.problem("listening at " + it.address()));
    Ingest ingest = new Ingest(receivers, topic.brokers(), topic.topic(), settings);
    try (ingest) {
      boolean asked = false;
      while (!asked && ingest.failure() == null) {
        asked = stop.await(LOOK_EVERY_MILLIS);
      }
    }
    Terminal.say(ingest.account());
    return ingest.failure() == null ? ExitCodes.OK : ExitCodes.FAILED;
  }

  private List<DatagramReceiver> open() throws ConfigException {
    List<DatagramReceiver> receivers = new ArrayList<>();
    for (String url : listen) {
      try {
        ListenAddress address = ListenAddress.parse(url);
        receivers.add(
            switch (address.transport()) {
              case UDP -> UdpReceiver.open(UdpSettings.of(address), Clock.systemUTC());
              case TCP -> TcpReceiver.open(TcpSettings.of(address, null), Clock.systemUTC());
              case TLS -> TcpReceiver.open(TcpSettings.of(address, keys()), Clock.systemUTC());
            });
      } catch (IllegalArgumentException | IOException e) {
        throw new ConfigException("--listen: " + e.getMessage(), e);
      }
    }
    return receivers;
  }

  private TlsKeys keys() throws ConfigException {
    TlsKeys keys = tls.keys();
    if (keys == null) {
      throw new ConfigException("tls:// takes --tls-cert and --tls-ca, and --tls-key for PEM");
    }
    return keys;
  }
}
