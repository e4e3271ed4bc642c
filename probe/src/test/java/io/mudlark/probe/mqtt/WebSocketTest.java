package io.mudlark.probe.mqtt;

import static io.mudlark.probe.testing.Mqtt.connack;
import static io.mudlark.probe.testing.Mqtt.connect;
import static io.mudlark.probe.testing.Mqtt.publish;
import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.application.MqttFacet;
import io.mudlark.probe.exchange.ExchangeConfig;
import io.mudlark.probe.tcp.TcpLimits;
import io.mudlark.probe.testing.Conversation;
import io.mudlark.probe.testing.Exchanged;
import io.mudlark.probe.testing.FuzzTime;
import io.mudlark.probe.testing.Mqtt;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class WebSocketTest {
  private static final byte[] MASK = {1, 2, (byte) 0xF3, 4};

  private final Exchanged point = Exchanged.mqtt();
  private final Conversation talk =
      new Conversation(point, 0, 40_000, "10.0.0.1", "10.0.0.2", 9001).open();

  private static byte[] header(String... lines) {
    return (String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] request(String subprotocol) {
    return header(
        "GET /mqtt HTTP/1.1",
        "Host: broker",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Protocol: " + subprotocol);
  }

  private static byte[] response(String subprotocol) {
    return header(
        "HTTP/1.1 101 Switching Protocols",
        "Upgrade: WebSocket",
        "Sec-WebSocket-Protocol: " + subprotocol);
  }

  private static byte[] masked(int opcode, byte... payload) {
    byte[] octets = payload.clone();
    for (int i = 0; i < octets.length; i++) {
      octets[i] ^= MASK[i % 4];
    }
    byte[] length =
        payload.length < 126
            ? new byte[] {(byte) (0x80 | payload.length)}
            : new byte[] {(byte) 0xFE, (byte) (payload.length >>> 8), (byte) payload.length};
    return Mqtt.join(new byte[] {(byte) (0x80 | opcode)}, length, MASK, octets);
  }

  private static byte[] plain(byte... payload) {
    return Mqtt.join(new byte[] {(byte) 0x82, (byte) payload.length}, payload);
  }

  @Test
  void the_masks_are_taken_off() {
    talk.client(request("mqtt")).server(response("mqtt"));
    talk.client(masked(2, connect(4, "browser"))).server(plain(connack(4, 0)));
    talk.client(masked(2, publish(0, 0, "t", "x".repeat(300))));
    assertThat(point.facets()).extracting(MqttFacet::topic).containsExactly("", "t");
    assertThat(point.facets().get(1).sourceClient()).isEqualTo("browser");
    assertThat(point.notes()).containsEntry("mqtt-websockets", 1L);
  }

  @Test
  void control_packets_may_lie_across_frames_and_frames_across_segments() {
    talk.client(request("mqttv3.1, mqtt")).server(response("mqtt"));
    byte[] all = Mqtt.join(connect(4, "c"), publish(0, 0, "t", "x"));
    byte[] frames =
        Mqtt.join(
            masked(2, Arrays.copyOf(all, 7)),
            masked(9, new byte[] {1}),
            masked(0, Arrays.copyOfRange(all, 7, all.length)));
    for (byte octet : frames) {
      talk.client(new byte[] {octet});
    }
    assertThat(point.facets()).extracting(MqttFacet::topic).containsExactly("t");
  }

  @Test
  void a_websocket_of_something_else_is_left_alone() {
    talk.client(request("chat")).server(response("chat"));
    talk.client(masked(2, publish(0, 0, "t", "x")));
    assertThat(point.flows()).isEmpty();
  }

  @Test
  void compressed_messages_are_not_read_and_counted() {
    talk.client(request("mqtt")).server(response("mqtt"));
    byte[] frame = masked(2, publish(0, 0, "t", "x"));
    frame[0] |= 0x40;
    talk.client(frame);
    assertThat(point.flows()).isEmpty();
    assertThat(point.notes()).containsEntry("mqtt-websockets-compressed", 1L);
  }

  @Test
  void blanks_and_capitals_in_headers_are_as_anybody_likes() {
    talk.client(
        header("GET /mqtt HTTP/1.1", "UPGRADE:WebSocket", "sec-websocket-protocol:\t mqtt "));
    talk.server(
        header("HTTP/1.1 101 OK", "upgrade: \tWEBSOCKET \t", "Sec-WebSocket-Protocol:mqtt"));
    talk.client(masked(2, Mqtt.join(connect(4, "c"), publish(0, 0, "t", "x"))));
    assertThat(point.facets()).extracting(MqttFacet::topic).containsExactly("t");
  }

  @Test
  void headers_of_many_connections_keep_to_the_room_of_all_and_are_told() {
    int room = 5_000;
    ExchangeConfig d = ExchangeConfig.DEFAULT;
    TcpLimits few = new TcpLimits(1_000, 1_000, room, Duration.ofSeconds(3), Duration.ofHours(1));
    Exchanged small =
        Exchanged.with(
            new ExchangeConfig(d.idleTimeout(), d.activeTimeout(), 50, false, few),
            m -> m.add(new MqttProtocol(m, MqttConfig.DEFAULT)));
    byte[] begun = ("GET / HTTP/1.1\r\n" + "x".repeat(984)).getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < 10; i++) {
      new Conversation(small, i, 40_000 + i, "10.0.0.1", "10.0.0.2", 9001).open().client(begun);
    }
    assertThat(small.meter().budget().taken()).isEqualTo(room);
    assertThat(small.notes()).containsEntry("mqtt-websockets-without-room", 5L);
    small.flush();
    assertThat(small.meter().budget().taken()).isZero();
  }

  @Test
  void a_header_without_an_end_is_given_up() {
    talk.client("GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < 10; i++) {
      talk.client("x".repeat(1_000).getBytes(StandardCharsets.US_ASCII));
    }
    talk.client(masked(2, publish(0, 0, "t", "x")));
    assertThat(point.flows()).isEmpty();
    assertThat(point.meter().budget().taken()).isZero();
  }

  @Test
  void damaged_websockets_escape_nowhere_and_leave_nothing_behind() {
    List<byte[]> sent =
        List.of(
            request("mqtt"),
            response("mqtt"),
            masked(2, connect(4, "browser")),
            masked(2, publish(1, 3, "t", "x".repeat(200))),
            masked(9, (byte) 1),
            plain(connack(4, 0)),
            plain(Mqtt.ack(4, 3)));
    long tried =
        FuzzTime.run(
            3,
            random -> {
              Exchanged any = Exchanged.mqtt();
              Conversation web = new Conversation(any, 0, 40_000, "10.0.0.1", "10.0.0.2", 9001);
              web.open();
              boolean whole = random.nextInt(4) > 0;
              if (whole) {
                web.client(request("mqtt")).server(response("mqtt"));
              }
              for (int i = random.nextInt(10); i >= 0; i--) {
                byte[] octets = sent.get(whole ? 2 + random.nextInt(5) : random.nextInt(7));
                byte[] shown = random.nextBoolean() ? octets : FuzzTime.damage(octets, random);
                if (random.nextBoolean()) {
                  web.client(shown);
                } else {
                  web.server(shown);
                }
              }
              any.flush();
              assertThat(any.meter().table().size()).isZero();
              assertThat(any.meter().budget().taken()).isZero();
            });
    assertThat(tried).isPositive();
  }
}
