package io.mudlark.probe.mqtt;

import io.mudlark.flow.FlowKey;
import io.mudlark.flow.IpAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * Which connection each client identifier has to each broker, since a second one takes over (MQTT
 * 5.0, 3.1.4). At most as many as there are connections.
 */
final class MqttClients {
  /** A broker's address and port, and what a client calls itself there. */
  private record Name(IpAddress broker, int port, String client) {}

  private final Map<Name, MqttSession> sessions = new HashMap<>();

  private static Name name(MqttSession session) {
    FlowKey key = session.connection().key(true);
    return new Name(key.destination(), key.destinationPort(), session.client());
  }

  /** The broker has accepted the client: an older connection of that name is over. */
  void connected(MqttSession session) {
    MqttSession before = sessions.put(name(session), session);
    if (before != null && before != session) {
      before.takenOver();
    }
  }

  void forget(MqttSession session) {
    sessions.remove(name(session), session);
  }
}
