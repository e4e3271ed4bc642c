package io.mudlark.probe.testing;

import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.application.ExchangeEnd;
import io.mudlark.flow.application.MqttFacet;
import io.mudlark.probe.capture.CaptureReader;
import io.mudlark.probe.capture.CapturedPacket;
import io.mudlark.probe.capture.LinkType;
import io.mudlark.probe.exchange.ExchangeConfig;
import io.mudlark.probe.exchange.ExchangeMeter;
import io.mudlark.probe.mission.MissionProtocol;
import io.mudlark.probe.mqtt.MqttConfig;
import io.mudlark.probe.mqtt.MqttProtocol;
import io.mudlark.probe.packet.Dissector;
import io.mudlark.probe.packet.Fate;
import io.mudlark.probe.packet.PacketView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** An exchange meter with what came out of it. */
public final class Exchanged {
  private final List<FlowRecord> flows = new ArrayList<>();
  private final ExchangeMeter meter;
  private final Dissector dissector = new Dissector();
  private final PacketView view = new PacketView();

  private Exchanged(ExchangeConfig config, Consumer<ExchangeMeter> setup) {
    meter = new ExchangeMeter("lab", config, flows::add);
    setup.accept(meter);
  }

  public static Exchanged with(ExchangeConfig config, Consumer<ExchangeMeter> setup) {
    return new Exchanged(config, setup);
  }

  public static Exchanged mqtt() {
    return with(ExchangeConfig.DEFAULT, m -> m.add(new MqttProtocol(m, MqttConfig.DEFAULT)));
  }

  public static Exchanged mqtt(MqttConfig config) {
    return with(ExchangeConfig.DEFAULT, m -> m.add(new MqttProtocol(m, config)));
  }

  public static Exchanged mission() {
    return with(ExchangeConfig.DEFAULT, m -> m.add(new MissionProtocol(m, Set.of(1883))));
  }

  /** Reads a whole capture, without the end of the observation. */
  public Exchanged read(Path capture) {
    try (CaptureReader reader = CaptureReader.open(capture)) {
      while (reader.next()) {
        accept(reader.packet());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  private void accept(CapturedPacket packet) {
    if (dissector.dissect(packet, view) == Fate.METERED) {
      meter.accept(view);
    }
  }

  public Exchanged frame(long nanos, byte[] frame) {
    accept(Captures.show(LinkType.ETHERNET, frame, frame.length, frame.length, nanos));
    return this;
  }

  /** Shows only the first octets of a frame, as a snapshot length does. */
  public Exchanged cut(long nanos, byte[] frame, int captured) {
    accept(Captures.show(LinkType.ETHERNET, frame, captured, frame.length, nanos));
    return this;
  }

  public Exchanged flush() {
    meter.flush();
    return this;
  }

  public ExchangeMeter meter() {
    return meter;
  }

  public List<FlowRecord> flows() {
    return flows;
  }

  public List<MqttFacet> facets() {
    return flows.stream().map(f -> (MqttFacet) f.application()).toList();
  }

  public List<FlowRecord> answered() {
    return flows.stream()
        .filter(f -> ((MqttFacet) f.application()).exchange().end().isAnswered())
        .toList();
  }

  /** Exchanges by how they ended. */
  public Map<ExchangeEnd, Integer> ends() {
    Map<ExchangeEnd, Integer> ends = new TreeMap<>();
    facets().forEach(f -> ends.merge(f.exchange().end(), 1, Integer::sum));
    return ends;
  }

  /** Notes that are not zero. */
  public Map<String, Long> notes() {
    Map<String, Long> notes = new TreeMap<>();
    meter.notes(
        (word, count) -> {
          if (count != 0) {
            notes.put(word, count);
          }
        });
    return notes;
  }
}
