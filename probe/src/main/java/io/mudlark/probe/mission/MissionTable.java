package io.mudlark.probe.mission;

import io.mudlark.flow.FlowKey;
import io.mudlark.flow.IpAddress;
import io.mudlark.probe.exchange.ExchangePath;
import io.mudlark.probe.exchange.ExchangeTable;
import io.mudlark.probe.mqtt.MqttPacket;
import io.mudlark.probe.mqtt.MqttType;
import io.mudlark.probe.packet.Counts;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The original's flow table and its map of client identifiers, errors included: nothing times out,
 * a connection's end changes nothing, and requests without packet identifier share one place.
 */
final class MissionTable {
  private static final String UNKNOWN = "Unknown client";
  private static final String BROKER = "Unknown client (probably a broker)";

  /** Packet types that cannot begin a flow: answers, and PUBREL. */
  private static final int ANSWERS =
      1 << MqttType.CONNACK
          | 1 << MqttType.PUBACK
          | 1 << MqttType.PUBREC
          | 1 << MqttType.PUBREL
          | 1 << MqttType.PUBCOMP
          | 1 << MqttType.SUBACK
          | 1 << MqttType.UNSUBACK
          | 1 << MqttType.PINGRESP;

  /** Packet types whose sender and receiver are swapped to find their flow: all but PUBREL. */
  private static final int SWAPPED = ANSWERS & ~(1 << MqttType.PUBREL);

  private record Place(FlowKey key, int packetId) {}

  private record Endpoint(IpAddress address, int port) {}

  private final Map<Place, MissionFlow> flows = new LinkedHashMap<>();
  private final Map<Endpoint, String> clients = new HashMap<>();
  private final ExchangeTable out;
  private final Counts<MissionNote> notes;
  private final int limit;

  /**
   * @param limit of flows, and of clients; the original has none
   */
  MissionTable(ExchangeTable out, Counts<MissionNote> notes, int limit) {
    this.out = out;
    this.notes = notes;
    this.limit = limit;
  }

  /** Flows that wait for more packets. */
  int size() {
    return flows.size();
  }

  /** Names of the two ends as they are before and after a packet; see {@link #disconnected}. */
  String[] names(FlowKey key, @Nullable String connecting) {
    Endpoint source = new Endpoint(key.source(), key.sourcePort());
    Endpoint destination = new Endpoint(key.destination(), key.destinationPort());
    if (connecting != null && clients.size() < limit) {
      clients.put(source, connecting);
      clients.putIfAbsent(destination, BROKER);
    } else if (connecting != null) {
      notes.add(MissionNote.CLIENT_REFUSED);
    }
    return new String[] {
      Objects.requireNonNullElse(clients.get(source), UNKNOWN),
      Objects.requireNonNullElse(clients.get(destination), UNKNOWN)
    };
  }

  /** Forgets both ends, the broker too. */
  void disconnected(FlowKey key) {
    clients.remove(new Endpoint(key.source(), key.sourcePort()));
    clients.remove(new Endpoint(key.destination(), key.destinationPort()));
  }

  /** A packet on its way; {@code fresh} is what it would begin. */
  void add(MqttPacket p, ExchangePath path, MissionFlow fresh, long nanos, long octets) {
    boolean swapped = (SWAPPED & 1 << p.type()) != 0;
    FlowKey key = swapped ? path.key().reversed() : path.key();
    Place place = new Place(key, p.packetId());
    MissionFlow flow = flows.get(place);
    if (flow == null) {
      if ((ANSWERS & 1 << p.type()) != 0) {
        notes.add(MissionNote.UNASKED);
        return;
      }
      flow = fresh;
      makeRoom();
      flows.put(place, flow);
    }
    if (!flow.add(p.type(), nanos, octets)) {
      notes.add(MissionNote.OVERWRITTEN);
    }
    if (flow.isComplete()) {
      flows.remove(place);
      out.complete(
          flow.path, flow, flow.startNanos(), flow.endNanos(), flow.forward(), flow.reverse());
    }
  }

  private void makeRoom() {
    if (flows.size() >= limit) {
      Iterator<MissionFlow> oldest = flows.values().iterator();
      oldest.next();
      oldest.remove();
      notes.add(MissionNote.EVICTED);
    }
  }
}
