package io.mudlark.jobs.live;

import io.mudlark.flow.FlowRecord;
import io.mudlark.generator.DemoScenario;
import io.mudlark.generator.scenario.Generated;
import io.mudlark.generator.scenario.ScenarioOptions;
import io.mudlark.ipfix.encode.FlowEncoder;
import io.mudlark.ipfix.encode.MessageEncoder;
import io.mudlark.ipfix.registry.ElementRegistry;
import io.mudlark.ipfix.wire.Protocol;
import io.mudlark.probe.meter.MeterConfig;
import io.mudlark.probe.point.ObservationPoint;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The generated scenario as an exporter at each site would tell it. */
final class ExportedScenario {
  final Generated traffic;
  private final Map<String, List<FlowRecord>> flows = new TreeMap<>();

  ExportedScenario(Path folder) throws IOException {
    traffic = DemoScenario.writeTo(folder, 11, ScenarioOptions.defaults());
    for (Map.Entry<String, Path> capture : traffic.captures().entrySet()) {
      flows.put(capture.getKey(), meter(capture.getKey(), capture.getValue()));
    }
  }

  private static List<FlowRecord> meter(String site, Path capture) {
    List<FlowRecord> flows = new ArrayList<>();
    try (ObservationPoint point =
        ObservationPoint.open(
            site,
            List.of(capture),
            MeterConfig.forWindow(Duration.ofSeconds(60)),
            problem -> {
              throw new IllegalStateException(problem.toString());
            })) {
      boolean more = true;
      while (more) {
        more =
            point.advance(
                observation -> {
                  if (observation.flow() != null) {
                    flows.add(observation.flow());
                  }
                });
      }
    }
    flows.sort(Comparator.comparingLong(FlowRecord::endNanos).thenComparing(FlowRecord::id));
    return flows;
  }

  List<FlowRecord> flows(String site) {
    return flows.get(site);
  }

  List<String> sites() {
    return List.copyOf(flows.keySet());
  }

  long lastEndNanos() {
    return flows.values().stream()
        .flatMap(List::stream)
        .mapToLong(FlowRecord::endNanos)
        .max()
        .orElseThrow();
  }

  /**
   * Messages of at most 1,400 octets, of which the first has the templates; each exported a second
   * after the last flow in it ended.
   */
  List<byte[]> messages(String site, Protocol protocol) {
    List<byte[]> messages = new ArrayList<>();
    ElementRegistry registry = ElementRegistry.standard();
    MessageEncoder encoder = new MessageEncoder(protocol, 1, 1400, registry, messages::add);
    long boot = flows(site).get(0).startNanos() - 3_600_000_000_000L;
    FlowEncoder writer = new FlowEncoder(encoder, protocol, registry, boot);
    encoder.exportAt(flows(site).get(0).endNanos());
    writer.templates();
    encoder.flush();
    for (FlowRecord flow : flows(site)) {
      encoder.exportAt(flow.endNanos() + 1_000_000_000L);
      writer.flow(flow);
    }
    encoder.flush();
    return messages;
  }

  /** An IPFIX file of a site. */
  Path file(String site, Path folder) throws IOException {
    Path file = folder.resolve(site + ".ipfix");
    try (OutputStream out = Files.newOutputStream(file)) {
      for (byte[] message : messages(site, Protocol.IPFIX)) {
        out.write(message);
      }
    }
    return file;
  }
}
