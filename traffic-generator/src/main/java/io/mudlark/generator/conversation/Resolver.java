package io.mudlark.generator.conversation;

import io.mudlark.flow.IpAddress;
import io.mudlark.generator.network.Endpoint;
import io.mudlark.generator.network.Habitat;
import io.mudlark.generator.network.Names;
import io.mudlark.generator.network.Passage;
import io.mudlark.generator.network.Station;
import io.mudlark.generator.packet.DnsMessage;
import io.mudlark.generator.timeline.Chance;
import io.mudlark.generator.timeline.Event;
import io.mudlark.generator.truth.Flow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A station's own resolver: asks the site's gateway for a name, both families one after the other,
 * and remembers the answer until its TTL has run out.
 */
public final class Resolver {
  /** Takes the address that a name has been found to have. */
  @FunctionalInterface
  public interface Found {
    void at(long nowNanos, IpAddress address);
  }

  private static final long MILLI = 1_000_000L;
  private static final long SECOND = 1_000 * MILLI;
  private static final int PORT = 53;

  private record Known(IpAddress address, long untilNanos) {}

  private final Habitat habitat;
  private final Station station;
  private final Chance chance;
  private final Map<String, Known> known = new HashMap<>();

  public Resolver(Habitat habitat, Station station, Chance chance) {
    this.habitat = habitat;
    this.station = station;
    this.chance = chance;
  }

  /** Finds an IPv4 address, asking for IPv4 only. */
  public void find4(String name, long now, Found found) {
    if (!remembered(name, now, found)) {
      ask(name, false, now, found);
    }
  }

  /** Asks for both families and prefers IPv6 where the name has it (RFC 6724). */
  public void find(String name, long now, Found found) {
    if (remembered(name, now, found)) {
      return;
    }
    boolean six = !habitat.names().zone(name).v6().isEmpty();
    Found ignored = (when, address) -> {};
    ask(name, false, now, six ? ignored : found);
    ask(name, true, now + MILLI / 5, six ? found : ignored);
  }

  private boolean remembered(String name, long now, Found found) {
    Known answer = known.get(name);
    if (answer == null || answer.untilNanos() <= now) {
      return false;
    }
    found.at(now, answer.address());
    return true;
  }

  private void ask(String name, boolean six, long now, Found found) {
    Endpoint resolver = habitat.site().gateway().end4();
    Flow flow = habitat.wire().udp(station.end4(), station.nextPort(), resolver, PORT, null);
    int id = chance.below(65_536);
    int type = six ? DnsMessage.TYPE_AAAA : DnsMessage.TYPE_A;
    Event question =
        asked -> habitat.wire().send(asked, flow, true, DnsMessage.query(id, name, type));
    Passage passage = habitat.wire().passage();
    long asked = passage == Passage.ARRIVED ? now : now + SECOND;
    if (passage == Passage.LOST_BEHIND_TAP) {
      habitat.timeline().at(now, question);
    }
    habitat.timeline().at(asked, question);
    habitat
        .timeline()
        .at(
            asked + chance.around(12 * MILLI, 80),
            then -> answer(then, flow, id, name, six, found));
  }

  private void answer(long now, Flow flow, int id, String name, boolean six, Found found) {
    Names.Zone zone = habitat.names().zone(name);
    List<IpAddress> addresses = zone.answer(six, now);
    int type = six ? DnsMessage.TYPE_AAAA : DnsMessage.TYPE_A;
    DnsMessage.Answer answer = new DnsMessage.Answer(type, zone.ttlSeconds());
    habitat
        .wire()
        .send(now, flow, false, DnsMessage.response(id, name, zone.alias(), addresses, answer));
    habitat.wire().close(flow);
    if (!addresses.isEmpty()) {
      Known latest = new Known(addresses.get(0), now + zone.ttlSeconds() * SECOND);
      if (six || zone.v6().isEmpty()) {
        known.put(name, latest);
      }
      habitat.timeline().at(now + MILLI / 3, then -> found.at(then, latest.address()));
    }
  }
}
