package io.mudlark.generator.device;

import io.mudlark.generator.conversation.TlsSession;
import io.mudlark.generator.conversation.Turn;
import io.mudlark.generator.mud.MudFile;
import io.mudlark.generator.mud.MudFileWriter;
import io.mudlark.generator.network.Habitat;
import io.mudlark.generator.network.Station;
import io.mudlark.generator.packet.Payload;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** A switchable plug: one connection to its cloud kept alive, and local commands from a phone. */
public final class SmartPlug implements Inhabitant {
  public static final String MODEL = "plug";
  public static final String CLOUD = "devices.plug.fieldlark.example";
  public static final int COMMAND_PORT = 9999;

  @Override
  public Optional<MudFile> mudFile() {
    return Optional.of(
        new MudFileWriter(MODEL, "An invented plug, switched by cloud and phone")
            .network()
            .cloud(CLOUD, 443)
            .localServer(COMMAND_PORT)
            .write());
  }

  @Override
  public void live(Habitat habitat, Station station) {
    Routine routine = new Routine(habitat, station);
    routine.join(MudFileWriter.url(MODEL), false);
    routine.once(7 * Routine.SECOND, now -> keepInTouch(routine, now));
    habitat
        .site()
        .find(Telephone.NAME)
        .ifPresent(
            phone -> {
              Routine owner = new Routine(habitat, phone, station.name());
              owner.everyByDay(95 * Routine.SECOND, 60, now -> command(owner, station, now));
            });
  }

  private static void keepInTouch(Routine routine, long now) {
    routine.connect4(
        now,
        CLOUD,
        443,
        () ->
            TlsSession.of(
                CLOUD,
                routine.chance(),
                1_000_000,
                n ->
                    new TlsSession.Exchange(
                        routine.chance().around(20 * Routine.SECOND, 3), 64, 48)));
  }

  private static void command(Routine owner, Station plug, long now) {
    owner.connect(now, plug, COMMAND_PORT, () -> exchange(owner));
  }

  /** A command and its answer, scrambled as such protocols are. */
  private static Iterator<Turn> exchange(Routine owner) {
    Payload command = Payload.of(owner.chance().octets(owner.chance().between(46, 52)));
    Payload answer = Payload.of(owner.chance().octets(owner.chance().between(520, 560)));
    return List.of(Turn.client(command, 2 * Routine.MILLI), Turn.server(answer, 6 * Routine.MILLI))
        .iterator();
  }
}
