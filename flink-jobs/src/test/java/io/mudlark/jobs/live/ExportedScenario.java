package io.mudlark.jobs.live;

import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.NameBinding;
import io.mudlark.generator.DemoScenario;
import io.mudlark.generator.scenario.Generated;
import io.mudlark.generator.scenario.ScenarioOptions;
import io.mudlark.ipfix.encode.FlowEncoder;
import io.mudlark.ipfix.encode.MessageEncoder;
import io.mudlark.ipfix.registry.ElementRegistry;
import io.mudlark.ipfix.wire.Protocol;
import io.mudlark.probe.meter.MeterConfig;
import io.mudlark.probe.point.ObservationPoint;
import io.mudlark.source.testing.DnsExports;
import io.mudlark.source.testing.DnsExports.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
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
  private final Map<String, List<NameBinding>> names = new TreeMap<>();

  ExportedScenario(Path folder) throws IOException {
    traffic = DemoScenario.writeTo(folder, 11, ScenarioOptions.defaults());
    for (Map.Entry<String, Path> capture : traffic.captures().entrySet()) {
      meter(capture.getKey(), capture.getValue());
    }
  }

  private void meter(String site, Path capture) {
    List<FlowRecord> told = new ArrayList<>();
    List<NameBinding> bound = new ArrayList<>();
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
                    told.add(observation.flow());
                  } else if (observation.binding() != null) {
                    bound.add(observation.binding());
                  }
                });
      }
    }
    told.sort(Comparator.comparingLong(FlowRecord::endNanos).thenComparing(FlowRecord::id));
    flows.put(site, told);
    names.put(site, bound);
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

  /** The same file with the DNS answers of the site between the flows, as YAF tells them. */
  Path fileWithNames(String site, Path folder) throws IOException {
    List<byte[]> messages = messages(site, Protocol.IPFIX);
    for (NameBinding binding : names.get(site)) {
      long time = binding.timeNanos();
      List<Answer> answers =
          binding.addresses().stream()
              .map(address -> Answer.address(binding.name(), binding.ttlSeconds(), address))
              .toList();
      if (binding.asker().isV4()) {
        int[] ports = {5000, 53};
        messages.add(DnsExports.yaf(binding.asker(), time - 1_000_000, time, ports, answers));
      }
    }
    messages.sort(Comparator.comparingInt(message -> ByteBuffer.wrap(message).getInt(4)));
    Path file = folder.resolve(site + "-names.ipfix");
    try (OutputStream out = Files.newOutputStream(file)) {
      for (byte[] message : messages) {
        out.write(message);
      }
    }
    return file;
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
