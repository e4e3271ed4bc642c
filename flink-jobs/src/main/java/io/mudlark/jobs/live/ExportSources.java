package io.mudlark.jobs.live;

import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.ExportPlan;
import io.mudlark.jobs.config.KafkaClient;
import io.mudlark.jobs.config.KafkaTopic;
import io.mudlark.jobs.pipeline.Inlet;
import io.mudlark.source.datagram.ListenAddress;
import io.mudlark.source.datagram.TcpSettings;
import io.mudlark.source.datagram.UdpSettings;
import io.mudlark.source.flink.DatagramKafkaSource;
import io.mudlark.source.flink.ExportFile;
import io.mudlark.source.flink.RecordedExportSource;
import io.mudlark.source.flink.TcpSource;
import io.mudlark.source.flink.UdpSource;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes the sources that a plan asks for: one for each way by which exports come in. */
final class ExportSources {
  /** Event time waits for a partition of a topic no longer than this when nothing comes. */
  private static final Duration IDLE_AFTER = Duration.ofSeconds(10);

  private static final String GROUP = "mudlark";

  private ExportSources() {}

  /**
   * The sources.
   *
   * @param clock stamps what is received here
   * @param client how to speak with Kafka's brokers
   */
  static List<Inlet> of(ExportPlan plan, Clock clock, KafkaClient client) throws ConfigException {
    List<Inlet> inlets = new ArrayList<>();
    List<UdpSettings> udp = new ArrayList<>();
    List<TcpSettings> tcp = new ArrayList<>();
    for (ListenAddress address : plan.listen()) {
      switch (address.transport()) {
        case UDP -> udp.add(UdpSettings.of(address));
        case TCP -> tcp.add(TcpSettings.of(address, null));
        case TLS -> tcp.add(TcpSettings.of(address, plan.tls()));
      }
    }
    if (!udp.isEmpty()) {
      inlets.add(Inlet.of(Inlet.Kind.UDP, new UdpSource(udp, plan.window(), clock)));
    }
    if (!tcp.isEmpty()) {
      inlets.add(Inlet.of(Inlet.Kind.TCP, new TcpSource(tcp, plan.window(), clock)));
    }
    if (!plan.topics().isEmpty()) {
      inlets.add(kafka(plan, clock, client));
    }
    if (!plan.recorded().isEmpty()) {
      inlets.add(
          Inlet.of(
              Inlet.Kind.FILES,
              new RecordedExportSource(files(plan.recorded()), plan.ports(), plan.window())));
    }
    return inlets;
  }

  private static Inlet kafka(ExportPlan plan, Clock clock, KafkaClient client)
      throws ConfigException {
    if (plan.topics().size() > 1) {
      throw new ConfigException("--kafka: one topic can be read in a run");
    }
    KafkaTopic topic = plan.topics().get(0);
    var where =
        new DatagramKafkaSource.Topic(topic.brokers(), topic.topic(), GROUP, plan.defaultSite());
    return new Inlet(
        Inlet.Kind.KAFKA,
        DatagramKafkaSource.unbounded(where, client.properties()),
        DatagramKafkaSource.watermarks(plan.window(), IDLE_AFTER, clock));
  }

  private static List<ExportFile> files(Map<String, List<Path>> bySite) {
    List<ExportFile> files = new ArrayList<>();
    new TreeMap<>(bySite)
        .forEach(
            (site, paths) ->
                paths.forEach(path -> files.add(new ExportFile(site, path.toString()))));
    return files;
  }
}
