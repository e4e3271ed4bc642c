package io.mudlark.generator.device;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.MacAddress;
import io.mudlark.generator.conversation.Housekeeping;
import io.mudlark.generator.conversation.Resolver;
import io.mudlark.generator.conversation.TcpConversation;
import io.mudlark.generator.conversation.Turn;
import io.mudlark.generator.network.Endpoint;
import io.mudlark.generator.network.Habitat;
import io.mudlark.generator.network.Station;
import io.mudlark.generator.packet.Payload;
import io.mudlark.generator.timeline.Chance;
import io.mudlark.generator.timeline.Event;
import io.mudlark.generator.truth.Flow;
import java.util.Iterator;
import java.util.function.Supplier;

/** What habits are made from: a station's own clock, chance, resolver and connections. */
public final class Routine {
  static final long MILLI = 1_000_000L;
  static final long SECOND = 1_000 * MILLI;
  static final long HOUR = 3_600 * SECOND;
  static final long DAY = 24 * HOUR;

  static final String MDNS_GROUP = "224.0.0.251";
  static final int MDNS_PORT = 5353;
  static final String SSDP_GROUP = "239.255.255.250";

  private final Habitat habitat;
  private final Station station;
  private final Chance chance;
  private final Resolver resolver;

  public Routine(Habitat habitat, Station station) {
    this(habitat, station, "");
  }

  /** For a station that has several things going on, each with its own chance. */
  public Routine(Habitat habitat, Station station, String purpose) {
    this.habitat = habitat;
    this.station = station;
    this.chance =
        Chance.named(habitat.seed(), habitat.site().name() + "/" + station.name() + "/" + purpose);
    this.resolver = new Resolver(habitat, station, chance);
  }

  public Chance chance() {
    return chance;
  }

  /** Joins the network within the first seconds, and keeps house from then on. */
  public void join(String mudUrl, boolean six) {
    long now = habitat.startNanos() + chance.belowLong(4 * SECOND);
    new Housekeeping(habitat, station, chance).begin(now, mudUrl, six);
  }

  /** Does something once, around a time after the start. */
  public void once(long afterNanos, Event event) {
    habitat.timeline().at(habitat.startNanos() + chance.around(afterNanos, 20), event);
  }

  /** Does something again and again, the first time within one period (but not before joining). */
  public void every(long periodNanos, int percent, Event event) {
    long first = habitat.startNanos() + 6 * SECOND + chance.belowLong(periodNanos);
    habitat.timeline().at(first, now -> repeat(now, periodNanos, percent, event));
  }

  /**
   * Does something that people cause again and again, but not while they sleep: from 23 to 6 hours.
   */
  public void everyByDay(long periodNanos, int percent, Event event) {
    every(
        periodNanos,
        percent,
        now -> {
          if (isDay(now)) {
            event.happen(now);
          }
        });
  }

  private static boolean isDay(long now) {
    long hour = Math.floorMod(now, DAY) / HOUR;
    return hour >= 6 && hour < 23;
  }

  /** Does something each night, within half an hour after three. */
  public void everyNight(Event event) {
    long midnight = habitat.startNanos() - Math.floorMod(habitat.startNanos(), DAY);
    long three = midnight + 3 * HOUR;
    tonight(three > habitat.startNanos() ? three : three + DAY, event);
  }

  private void tonight(long three, Event event) {
    habitat
        .timeline()
        .at(
            three + chance.belowLong(HOUR / 2),
            now -> {
              event.happen(now);
              tonight(three + DAY, event);
            });
  }

  private void repeat(long now, long periodNanos, int percent, Event event) {
    event.happen(now);
    habitat
        .timeline()
        .at(
            now + chance.around(periodNanos, percent),
            next -> repeat(next, periodNanos, percent, event));
  }

  /** Opens a connection over IPv4 to a server by name. */
  public void connect4(long now, String name, int port, Supplier<Iterator<Turn>> turns) {
    resolver.find4(
        name, now, (when, address) -> open(when, habitat.site().far(address), port, turns.get()));
  }

  /** Opens a connection to a server by name, over IPv6 where it has it. */
  public void connect(long now, String name, int port, Supplier<Iterator<Turn>> turns) {
    resolver.find(
        name, now, (when, address) -> open(when, habitat.site().far(address), port, turns.get()));
  }

  /** Opens a connection to another station of the site, over IPv4. */
  public void connect(long now, Station other, int port, Supplier<Iterator<Turn>> turns) {
    open(now, other.end4(), port, turns.get());
  }

  /** Sends a datagram to the group of mDNS or SSDP, by the port. */
  public void multicast(long now, int port, Payload payload) {
    boolean mdns = port == MDNS_PORT;
    IpAddress group = IpAddress.parse(mdns ? MDNS_GROUP : SSDP_GROUP);
    // RFC 1112 6.4: the lower 23 bits of the group in a MAC of a fixed prefix
    MacAddress mac = new MacAddress(0x0100_5E00_0000L | (group.low() & 0x7F_FFFF));
    int sourcePort = mdns ? MDNS_PORT : station.nextPort();
    Flow flow =
        habitat.wire().udp(station.end4(), sourcePort, new Endpoint(mac, group), port, null);
    habitat.wire().send(now, flow, true, payload);
    habitat.wire().close(flow);
  }

  private void open(long now, Endpoint server, int port, Iterator<Turn> turns) {
    Endpoint client = station.endTowards(server.address());
    Flow flow = habitat.wire().tcp(client, station.nextPort(), server, port, null);
    TcpConversation.begin(habitat, now, flow, turns, chance);
  }
}
