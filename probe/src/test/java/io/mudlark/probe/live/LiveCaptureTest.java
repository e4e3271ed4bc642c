package io.mudlark.probe.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.application.CoapFacet;
import io.mudlark.flow.application.ExchangeEnd;
import io.mudlark.probe.capture.CapturedPacket;
import io.mudlark.probe.coap.CoapProtocol;
import io.mudlark.probe.exchange.ExchangeConfig;
import io.mudlark.probe.exchange.ExchangeMeter;
import io.mudlark.probe.packet.Dissector;
import io.mudlark.probe.packet.Fate;
import io.mudlark.probe.packet.PacketView;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Captures from the loopback interface, where this is allowed. */
class LiveCaptureTest {
  private static final int MESSAGES = 200;

  private static LiveCapture open(String filter) {
    try {
      return LiveCapture.open(LiveSettings.of("lo", filter));
    } catch (LiveCaptureException e) {
      boolean mustWork =
          "1".equals(System.getenv("MUDLARK_STRICT"))
              && "root".equals(System.getProperty("user.name"));
      if (mustWork) {
        fail(e.getMessage());
      }
      Assumptions.abort("no live capture here: " + e.getMessage());
      throw new IllegalStateException(e);
    }
  }

  @Test
  void every_exchange_on_loopback_is_seen_once() throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    try (DatagramSocket server = new DatagramSocket(0, here);
        DatagramSocket client = new DatagramSocket(0, here);
        LiveCapture capture = open("udp port " + server.getLocalPort())) {
      for (int i = 0; i < MESSAGES; i++) {
        send(client, server, String.format("4101%04x%02xb174", i, i));
        send(server, client, String.format("6145%04x%02xff31", i, i));
      }
      List<FlowRecord> flows = exchanges(capture, server.getLocalPort());
      assertThat(flows).hasSize(MESSAGES);
      for (FlowRecord flow : flows) {
        CoapFacet facet = (CoapFacet) flow.application();
        assertThat(facet.exchange().end()).isEqualTo(ExchangeEnd.COMPLETE);
        assertThat(facet.path()).isEqualTo("/t");
        assertThat(flow.key().sourcePort()).isEqualTo(client.getLocalPort());
      }
      assertThat(capture.account().dropped()).isZero();
      assertThat(capture.account().received()).isGreaterThanOrEqualTo(2 * MESSAGES);
    }
  }

  private static void send(DatagramSocket from, DatagramSocket to, String hex) throws IOException {
    byte[] octets = HexFormat.of().parseHex(hex);
    from.send(new DatagramPacket(octets, octets.length, to.getLocalAddress(), to.getLocalPort()));
  }

  private static List<FlowRecord> exchanges(LiveCapture capture, int port)
      throws LiveCaptureException {
    List<FlowRecord> flows = new ArrayList<>();
    ExchangeMeter meter = new ExchangeMeter("lab", ExchangeConfig.DEFAULT, flows::add);
    meter.add(new CoapProtocol(meter.table(), Set.of(port)));
    Dissector dissector = new Dissector();
    PacketView view = new PacketView();
    int silent = 0;
    while (flows.size() < MESSAGES && silent < 1_000) {
      CapturedPacket packet = capture.next();
      silent = packet == null ? silent + 1 : 0;
      if (packet != null && dissector.dissect(packet, view) == Fate.METERED) {
        meter.accept(view);
      }
    }
    return flows;
  }

  @Test
  void an_interface_that_is_not_there_is_refused_in_one_line() {
    assertThatThrownBy(() -> LiveCapture.open(LiveSettings.of("no-such-if0", "")))
        .isInstanceOf(LiveCaptureException.class)
        .hasMessageNotContaining("\n");
  }

  @Test
  void a_filter_that_is_none_is_refused_in_one_line() {
    open("").close();
    assertThatThrownBy(() -> LiveCapture.open(LiveSettings.of("lo", "prot udp and and")))
        .isInstanceOf(LiveCaptureException.class)
        .hasMessageStartingWith("lo: ")
        .hasMessageNotContaining("\n");
  }

  @Test
  void settings_out_of_range_are_refused() {
    Duration time = Duration.ofMillis(2);
    assertThatThrownBy(() -> new LiveSettings("lo", "", 10, 1 << 20, time))
        .hasMessageContaining("snap length");
    assertThatThrownBy(() -> new LiveSettings("lo", "", 1_000, 1, time))
        .hasMessageContaining("buffer");
    assertThatThrownBy(() -> new LiveSettings(" ", "", 1_000, 1 << 20, time))
        .hasMessageContaining("name");
  }
}
