package io.mudlark.jobs.mine;

import io.mudlark.flow.FlowRecord;
import io.mudlark.probe.exchange.ExchangeConfig;
import io.mudlark.probe.exchange.ExchangeMeter;
import io.mudlark.probe.mqtt.MqttConfig;
import io.mudlark.probe.mqtt.MqttProtocol;
import io.mudlark.probe.packet.Dissector;
import io.mudlark.probe.packet.Fate;
import io.mudlark.probe.packet.PacketView;
import io.mudlark.probe.point.OrderedCapture;
import io.mudlark.process.mqtt.MqttExchange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The MQTT exchanges of a capture (pcap, pcapng, also gzipped). */
final class CapturedExchanges {
  private CapturedExchanges() {}

  /**
   * Reads a capture.
   *
   * @param site where it was made: part of the ids of its exchanges, as in a run
   */
  static List<MqttExchange> read(Path file, String site, Consumer<String> problems)
      throws IOException {
    List<MqttExchange> exchanges = new ArrayList<>();
    Consumer<FlowRecord> sink =
        flow -> {
          MqttExchange exchange = MqttExchange.of(flow);
          if (exchange != null) {
            exchanges.add(exchange);
          }
        };
    ExchangeMeter meter = new ExchangeMeter(site, ExchangeConfig.DEFAULT, sink);
    meter.add(new MqttProtocol(meter, MqttConfig.DEFAULT));
    Dissector dissector = new Dissector();
    PacketView view = new PacketView();
    try (OrderedCapture ordered =
        OrderedCapture.open(file, problem -> problems.accept(problem.toString()))) {
      while (ordered.next()) {
        if (dissector.dissect(ordered.packet(), view) == Fate.METERED) {
          meter.accept(view);
        }
      }
    }
    meter.flush();
    return exchanges;
  }
}
