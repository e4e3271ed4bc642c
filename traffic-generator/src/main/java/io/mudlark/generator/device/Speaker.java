package io.mudlark.generator.device;

import io.mudlark.generator.conversation.TlsSession;
import io.mudlark.generator.mud.MudFile;
import io.mudlark.generator.mud.MudFileWriter;
import io.mudlark.generator.network.Habitat;
import io.mudlark.generator.network.Station;
import io.mudlark.generator.packet.DnsMessage;
import io.mudlark.generator.packet.OctetWriter;
import io.mudlark.generator.packet.Payload;
import java.util.Optional;

/** A speaker that fetches music ahead in bursts and looks for its like by SSDP and mDNS. */
public final class Speaker implements Inhabitant {
  public static final String MODEL = "speaker";
  public static final String MUSIC = "audio.speaker.fieldlark.example";
  private static final int SSDP_PORT = 1900;

  @Override
  public Optional<MudFile> mudFile() {
    return Optional.of(
        new MudFileWriter(MODEL, "An invented speaker that streams music")
            .network()
            .multicast(Routine.MDNS_GROUP, Routine.MDNS_PORT)
            .multicast(Routine.SSDP_GROUP, SSDP_PORT)
            .cloud(MUSIC, 443)
            .write());
  }

  @Override
  public void live(Habitat habitat, Station station) {
    Routine routine = new Routine(habitat, station);
    routine.join(MudFileWriter.url(MODEL), false);
    Payload search = search();
    routine.every(75 * Routine.SECOND, 10, now -> routine.multicast(now, SSDP_PORT, search));
    Payload hello = DnsMessage.announcement("_music._tcp.local", "speaker", station.v4());
    routine.every(
        120 * Routine.SECOND, 10, now -> routine.multicast(now, Routine.MDNS_PORT, hello));
    routine.everyByDay(40 * Routine.SECOND, 10, now -> fetch(routine, now));
  }

  private static void fetch(Routine routine, long now) {
    routine.connect4(
        now,
        MUSIC,
        443,
        () ->
            TlsSession.of(
                MUSIC,
                routine.chance(),
                1,
                n ->
                    new TlsSession.Exchange(
                        4 * Routine.MILLI, 420, routine.chance().between(300_000, 900_000))));
  }

  private static Payload search() {
    String lines =
        """
        M-SEARCH * HTTP/1.1
        HOST: 239.255.255.250:1900
        MAN: "ssdp:discover"
        MX: 3
        ST: urn:fieldlark:device:speaker:1

        """;
    return Payload.of(new OctetWriter(512).text(lines.replace("\n", "\r\n")).toBytes());
  }
}
