package io.mudlark.jobs.config;

import io.mudlark.ipfix.registry.InformationElement;
import io.mudlark.jobs.pipeline.Lease;
import io.mudlark.source.datagram.ListenAddress;
import io.mudlark.source.datagram.TlsKeys;
import io.mudlark.source.flink.MqttBroker;
import io.mudlark.source.session.ReceiveWindow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where flow exports come from, with every file found.
 *
 * @param recorded IPFIX files and captures of exports, by site
 * @param ports UDP destination ports of collectors in captures
 * @param listen where to listen
 * @param broker MQTT broker to subscribe to, or null
 * @param topics Kafka topics of raw messages
 * @param tls keys of TLS listeners, or null
 * @param window which flows are quarantined for their times
 * @param pairWithin how far apart the ends of two directions of a conversation may be
 * @param leases who had which address when
 * @param namesFromTls whether the server name that a TLS client asks for counts as a name of the
 *     address it connects to
 * @param defaultSite of messages in a topic that name none
 * @param elements information elements beside the known ones
 */
public record ExportPlan(
    Map<String, List<Path>> recorded,
    Set<Integer> ports,
    List<ListenAddress> listen,
    @Nullable MqttBroker broker,
    List<KafkaTopic> topics,
    @Nullable TlsKeys tls,
    ReceiveWindow window,
    Duration pairWithin,
    List<Lease> leases,
    boolean namesFromTls,
    String defaultSite,
    List<InformationElement> elements) {
  public ExportPlan {
    recorded = Map.copyOf(recorded);
    ports = Set.copyOf(ports);
    listen = List.copyOf(listen);
    topics = List.copyOf(topics);
    leases = List.copyOf(leases);
    elements = List.copyOf(elements);
  }

  /** The same, knowing more information elements. */
  ExportPlan withElements(List<InformationElement> more) {
    return new ExportPlan(
        recorded,
        ports,
        listen,
        broker,
        topics,
        tls,
        window,
        pairWithin,
        leases,
        namesFromTls,
        defaultSite,
        more);
  }

  /** Whether there is an end to what comes. */
  public boolean isBounded() {
    return listen.isEmpty() && topics.isEmpty() && broker == null;
  }

  /** The sites that exports are of, by name. */
  public Set<String> sites() {
    TreeSet<String> sites = new TreeSet<>(recorded.keySet());
    listen.forEach(address -> sites.add(address.site()));
    if (broker != null) {
      sites.add(broker.site());
    }
    return sites;
  }
}
