package io.mudlark.generator.conversation;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.MacAddress;
import io.mudlark.generator.network.Endpoint;
import io.mudlark.generator.network.Habitat;
import io.mudlark.generator.network.Station;
import io.mudlark.generator.packet.DhcpMessage;
import io.mudlark.generator.packet.NtpMessage;
import io.mudlark.generator.packet.OctetWriter;
import io.mudlark.generator.packet.Payload;
import io.mudlark.generator.timeline.Chance;
import io.mudlark.generator.truth.Flow;

/** What every station does to be on the network at all: DHCP, ARP, neighbour discovery, NTP. */
public final class Housekeeping {
  private static final long MILLI = 1_000_000L;
  private static final long SECOND = 1_000 * MILLI;
  private static final long RENEWAL_NANOS = DhcpMessage.LEASE_SECONDS * SECOND / 2;
  private static final int NEIGHBOUR_SOLICITATION = 135 << 8;
  private static final int NEIGHBOUR_ADVERTISEMENT = 136 << 8;

  private final Habitat habitat;
  private final Station station;
  private final Chance chance;

  public Housekeeping(Habitat habitat, Station station, Chance chance) {
    this.habitat = habitat;
    this.station = station;
    this.chance = chance;
  }

  /** Leases an address now, then asks for the gateway's MAC and the time again and again. */
  public void begin(long now, String mudUrl, boolean six) {
    lease(now, mudUrl);
    long first = now + chance.around(300 * MILLI, 30);
    habitat.timeline().at(first, this::resolveGateway);
    habitat.timeline().at(first + chance.around(400 * MILLI, 30), this::askTime);
    if (six) {
      habitat.timeline().at(first + chance.around(900 * MILLI, 30), this::discoverGateway);
    }
  }

  private void lease(long now, String mudUrl) {
    int transaction = chance.nextInt();
    MacAddress mac = station.mac();
    IpAddress any = IpAddress.v4(0);
    Endpoint nobody = new Endpoint(mac, any);
    Endpoint everybody = new Endpoint(MacAddress.BROADCAST, IpAddress.v4(-1));
    Endpoint server = habitat.site().gateway().end4();
    Flow asking = habitat.wire().udp(nobody, 68, everybody, 67, null);
    Flow giving = habitat.wire().udp(server, 67, station.end4(), 68, null);
    send(now, asking, fromClient(DhcpMessage.Type.DISCOVER, transaction, any, mudUrl));
    send(now + 9 * MILLI, giving, fromServer(DhcpMessage.Type.OFFER, transaction));
    send(
        now + 21 * MILLI,
        asking,
        fromClient(DhcpMessage.Type.REQUEST, transaction, station.v4(), mudUrl));
    send(now + 33 * MILLI, giving, fromServer(DhcpMessage.Type.ACK, transaction));
    habitat
        .timeline()
        .at(
            now + 40 * MILLI,
            then -> {
              habitat.wire().close(asking);
              habitat.wire().close(giving);
            });
    habitat.timeline().at(now + RENEWAL_NANOS, then -> renew(then, mudUrl));
  }

  /** Keeps the address when half of its lease is over, by broadcast as at first. */
  private void renew(long now, String mudUrl) {
    int transaction = chance.nextInt();
    Endpoint everybody = new Endpoint(MacAddress.BROADCAST, IpAddress.v4(-1));
    Flow asking = habitat.wire().udp(station.end4(), 68, everybody, 67, null);
    Endpoint server = habitat.site().gateway().end4();
    Flow giving = habitat.wire().udp(server, 67, station.end4(), 68, null);
    send(now, asking, DhcpMessage.renewal(transaction, station.mac(), station.v4(), mudUrl));
    send(now + 11 * MILLI, giving, fromServer(DhcpMessage.Type.ACK, transaction));
    habitat
        .timeline()
        .at(
            now + 12 * MILLI,
            then -> {
              habitat.wire().close(asking);
              habitat.wire().close(giving);
            });
    habitat.timeline().at(now + RENEWAL_NANOS, then -> renew(then, mudUrl));
  }

  private Payload fromClient(
      DhcpMessage.Type type, int transaction, IpAddress lease, String mudUrl) {
    return DhcpMessage.fromClient(type, transaction, station.mac(), lease, mudUrl);
  }

  private Payload fromServer(DhcpMessage.Type type, int transaction) {
    return DhcpMessage.fromServer(
        type, transaction, station.mac(), station.v4(), habitat.site().gateway().v4());
  }

  private void send(long atNanos, Flow flow, Payload payload) {
    habitat.timeline().at(atNanos, now -> habitat.wire().send(now, flow, true, payload));
  }

  private void resolveGateway(long now) {
    habitat.wire().arp(now, station.end4(), habitat.site().gateway().end4(), null);
    habitat.timeline().at(now + chance.around(75 * SECOND, 30), this::resolveGateway);
  }

  private void askTime(long now) {
    Endpoint server = habitat.site().gateway().end4();
    Flow flow = habitat.wire().udp(station.end4(), 123, server, 123, null);
    habitat.wire().send(now, flow, true, NtpMessage.request(now));
    habitat
        .timeline()
        .at(
            now + chance.around(2 * MILLI, 50),
            then -> {
              habitat.wire().send(then, flow, false, NtpMessage.response(now, then));
              habitat.wire().close(flow);
            });
    habitat.timeline().at(now + chance.around(128 * SECOND, 10), this::askTime);
  }

  private void discoverGateway(long now) {
    Station gateway = habitat.site().gateway();
    Endpoint target = new Endpoint(gateway.mac(), gateway.linkLocal());
    Endpoint from = new Endpoint(station.mac(), station.linkLocal());
    Flow flow = habitat.wire().icmp(from, target, NEIGHBOUR_SOLICITATION, null);
    habitat
        .wire()
        .sendIcmp(now, flow, true, NEIGHBOUR_SOLICITATION, neighbour(0, gateway, 1, station));
    habitat
        .timeline()
        .at(
            now + chance.around(MILLI, 50),
            then -> {
              byte[] answer = neighbour(0xC000_0000L, gateway, 2, gateway);
              habitat.wire().sendIcmp(then, flow, false, NEIGHBOUR_ADVERTISEMENT, answer);
              habitat.wire().close(flow);
            });
    habitat.timeline().at(now + chance.around(45 * SECOND, 30), this::discoverGateway);
  }

  /** The body of RFC 4861 4.3 and 4.4: flags, target, and one link-layer address option. */
  private static byte[] neighbour(long flags, Station target, int option, Station owner) {
    OctetWriter out = new OctetWriter(28);
    out.u32(flags).address(target.linkLocal()).u8(option).u8(1).u48(owner.mac().value());
    return out.toBytes();
  }
}
