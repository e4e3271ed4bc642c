package io.mudlark.probe.mqtt;

import io.mudlark.probe.exchange.ExchangeMeter;
import io.mudlark.probe.packet.Counts;
import io.mudlark.probe.tcp.StreamDecoder;
import io.mudlark.probe.tcp.StreamProtocol;
import io.mudlark.probe.tcp.StreamSegment;
import io.mudlark.probe.tcp.TcpConnection;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * MQTT 3.1, 3.1.1 and 5.0 over TCP, told by port, and over WebSocket (RFC 6455), told by the
 * subprotocol that client and server agree on.
 */
public final class MqttProtocol implements StreamProtocol {
  private final MqttShared shared;

  /** Makes the protocol for this meter; adding it there is up to the caller. */
  public MqttProtocol(ExchangeMeter meter, MqttConfig config) {
    shared =
        new MqttShared(
            config, meter.table(), meter.budget(), new MqttClients(), new Counts<>(MqttNote.class));
  }

  @Override
  public boolean isPort(int port) {
    return shared.config().ports().contains(port)
        || shared.config().webSocketPorts().contains(port);
  }

  @Override
  public @Nullable StreamDecoder begin(TcpConnection connection, StreamSegment first) {
    if (shared.config().ports().contains(connection.serverPort())) {
      return new MqttDecoder(shared, connection);
    }
    return WebSocketDecoder.isUpgrade(first) ? new WebSocketDecoder(shared, connection) : null;
  }

  /** What was noted so far. */
  public Counts<MqttNote> notes() {
    return shared.notes();
  }

  @Override
  public void notes(ObjLongConsumer<String> sink) {
    for (MqttNote note : MqttNote.values()) {
      sink.accept(note.text(), shared.notes().count(note));
    }
  }
}
