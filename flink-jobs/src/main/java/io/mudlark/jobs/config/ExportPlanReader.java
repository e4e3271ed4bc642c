package io.mudlark.jobs.config;

import io.mudlark.source.datagram.CapturedExports;
import io.mudlark.source.datagram.ListenAddress;
import io.mudlark.source.flink.MqttBroker;
import io.mudlark.source.session.ReceiveWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes a plan of what a user asks about flow exports: finds the files and tells them apart. */
final class ExportPlanReader {
  private final ExportOptions options;
  private final Consumer<String> problems;

  private ExportPlanReader(ExportOptions options, Consumer<String> problems) {
    this.options = options;
    this.problems = problems;
  }

  /**
   * Reads all that is asked for.
   *
   * @param defaultSite of what names no site
   * @param problems receives one line for each path that cannot be read; the others still count
   */
  static ExportPlan read(ExportOptions options, String defaultSite, Consumer<String> problems)
      throws ConfigException {
    if (options.isLive() && !options.files().isEmpty()) {
      throw new ConfigException(
          "--exports: what is recorded and what comes live cannot be in one run");
    }
    return new ExportPlanReader(options, problems).read(defaultSite);
  }

  private ExportPlan read(String defaultSite) throws ConfigException {
    Set<Integer> ports =
        options.ports().isEmpty() ? CapturedExports.DEFAULT_PORTS : Set.copyOf(options.ports());
    List<KafkaTopic> topics = new ArrayList<>();
    for (String topic : options.kafka()) {
      topics.add(KafkaTopic.parse(topic));
    }
    return new ExportPlan(
        ExportFiles.readable(options.files(), defaultSite, problems),
        ports,
        listeners(defaultSite),
        broker(),
        topics,
        options.tls(),
        window(),
        options.pairWithin(),
        options.leases() == null ? List.of() : LeasesFile.read(options.leases(), defaultSite),
        options.namesFromTls(),
        defaultSite,
        List.of());
  }

  private ReceiveWindow window() {
    ReceiveWindow usual = options.isLive() ? ReceiveWindow.LIVE : ReceiveWindow.RECORDED;
    Duration delay = options.maxDelay();
    return delay == null ? usual : new ReceiveWindow(delay, usual.maxAhead());
  }

  private @Nullable MqttBroker broker() throws ConfigException {
    List<String> brokers = options.listen().stream().filter(MqttBroker::isOne).toList();
    if (brokers.size() > 1) {
      throw new ConfigException("--listen: one MQTT broker can be subscribed to in a run");
    }
    try {
      return brokers.isEmpty() ? null : MqttBroker.parse(brokers.get(0));
    } catch (IllegalArgumentException e) {
      throw new ConfigException("--listen: an MQTT broker is " + Reasons.of(e), e);
    }
  }

  private List<ListenAddress> listeners(String defaultSite) throws ConfigException {
    List<ListenAddress> listeners = new ArrayList<>();
    for (String text : options.listen()) {
      if (MqttBroker.isOne(text)) {
        continue;
      }
      try {
        ListenAddress address = ListenAddress.parse(text);
        if (address.transport() == ListenAddress.Transport.TLS && options.tls() == null) {
          throw new ConfigException("--listen: " + text + " needs --tls-cert and --tls-ca");
        }
        listeners.add(
            text.contains("?site=")
                ? address
                : new ListenAddress(
                    address.transport(), address.host(), address.port(), defaultSite));
      } catch (IllegalArgumentException e) {
        throw new ConfigException("--listen: " + Reasons.of(e), e);
      }
    }
    return listeners;
  }
}
