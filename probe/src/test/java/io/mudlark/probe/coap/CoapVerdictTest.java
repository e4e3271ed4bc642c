package io.mudlark.probe.coap;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.application.CoapFacet;
import io.mudlark.probe.exchange.ExchangeConfig;
import io.mudlark.probe.exchange.ExchangeMeter;
import io.mudlark.probe.testing.Packets;
import io.mudlark.probe.testing.SharedData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Exchanges of the captures of CoAP's interoperability tests, whose names tell their verdicts. */
class CoapVerdictTest {
  @Test
  void exchanges_of_every_capture_are_as_documented() {
    List<String> rows = new ArrayList<>();
    for (Path capture : SharedData.captures("c_mqtt_coap_opcua/coap_ttproto")) {
      List<CoapFacet> facets = exchanges(capture);
      if (!facets.isEmpty()) {
        rows.add(row(capture, facets));
      }
    }
    assertThat(rows).hasSize(35);
    assertThat(SharedData.documentation("65-mqtt-coap-opcua.md")).containsAll(rows);
  }

  private static List<CoapFacet> exchanges(Path capture) {
    List<FlowRecord> flows = new ArrayList<>();
    ExchangeMeter meter = new ExchangeMeter("lab", ExchangeConfig.DEFAULT, flows::add);
    meter.add(new CoapProtocol(meter.table(), Set.of(CoapProtocol.PORT)));
    Packets.each(capture, (packet, number) -> meter.accept(packet));
    meter.flush();
    return flows.stream().map(flow -> (CoapFacet) flow.application()).toList();
  }

  private static String row(Path capture, List<CoapFacet> facets) {
    TreeMap<String, Integer> ends = new TreeMap<>();
    TreeMap<String, Integer> codes = new TreeMap<>();
    int notifications = 0;
    int blocks = 0;
    for (CoapFacet facet : facets) {
      ends.merge(ExchangeMeter.word(facet.exchange().end()), 1, Integer::sum);
      codes.merge(code(facet.method()) + " " + code(facet.response()), 1, Integer::sum);
      notifications += facet.notifications();
      blocks += facet.blocks();
    }
    return String.join(
        " | ",
        "| `" + capture.getFileName().toString().replace(".pcap", "") + "`",
        text(ends),
        text(codes),
        notifications + "",
        blocks + " |");
  }

  private static String text(Map<String, Integer> counts) {
    List<String> parts = new ArrayList<>();
    counts.forEach((word, count) -> parts.add(count + " " + word));
    return String.join(", ", parts);
  }

  private static String code(int code) {
    return String.format(Locale.ROOT, "%d.%02d", code >>> 5, code & 31);
  }
}
