package io.mudlark.generator.device;

import io.mudlark.generator.conversation.TlsSession;
import io.mudlark.generator.mud.MudFile;
import io.mudlark.generator.mud.MudFileWriter;
import io.mudlark.generator.network.Habitat;
import io.mudlark.generator.network.Station;
import io.mudlark.generator.packet.CoapMessage;
import io.mudlark.generator.packet.DnsMessage;
import io.mudlark.generator.truth.Flow;
import java.util.Optional;

/** A hub that asks all bulbs of its site for their state, announces itself, and reports home. */
public final class Hub implements Inhabitant {
  public static final String MODEL = "hub";
  public static final String CLOUD = "bridge.hub.fieldlark.example";

  @Override
  public Optional<MudFile> mudFile() {
    return Optional.of(
        new MudFileWriter(MODEL, "An invented hub for lamps")
            .network()
            .localUdpClient(Bulb.COAP_PORT)
            .multicast(Routine.MDNS_GROUP, Routine.MDNS_PORT)
            .cloud(CLOUD, 443)
            .write());
  }

  @Override
  public void live(Habitat habitat, Station station) {
    Routine routine = new Routine(habitat, station);
    routine.join(MudFileWriter.url(MODEL), true);
    for (Station bulb : habitat.site().stations()) {
      if (bulb.name().startsWith(Bulb.MODEL)) {
        int port = station.nextPort();
        routine.every(
            12 * Routine.SECOND, 10, now -> poll(habitat, routine, now, ends(station, bulb, port)));
      }
    }
    routine.every(
        60 * Routine.SECOND,
        10,
        now ->
            routine.multicast(
                now,
                Routine.MDNS_PORT,
                DnsMessage.announcement("_hap._tcp.local", "hub", station.v4())));
    routine.every(
        45 * Routine.SECOND,
        20,
        now ->
            routine.connect(
                now,
                CLOUD,
                443,
                () ->
                    TlsSession.of(
                        CLOUD,
                        routine.chance(),
                        2,
                        n -> new TlsSession.Exchange(30 * Routine.MILLI, 300, 700))));
  }

  private record Ends(Station hub, Station bulb, int port) {}

  private static Ends ends(Station hub, Station bulb, int port) {
    return new Ends(hub, bulb, port);
  }

  private static void poll(Habitat habitat, Routine routine, long now, Ends ends) {
    Flow flow =
        habitat
            .wire()
            .udp(ends.hub().end4(), ends.port(), ends.bulb().end4(), Bulb.COAP_PORT, null);
    int id = routine.chance().below(65_536);
    int token = routine.chance().below(65_536);
    habitat.wire().send(now, flow, true, CoapMessage.get(id, token, "state"));
    habitat
        .timeline()
        .at(
            now + routine.chance().around(25 * Routine.MILLI, 60),
            then -> {
              habitat.wire().send(then, flow, false, CoapMessage.content(id, token, "on,80%"));
              habitat.wire().close(flow);
            });
  }
}
