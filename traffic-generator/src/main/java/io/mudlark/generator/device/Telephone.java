package io.mudlark.generator.device;

import io.mudlark.generator.conversation.TlsSession;
import io.mudlark.generator.mud.MudFile;
import io.mudlark.generator.network.Habitat;
import io.mudlark.generator.network.Station;
import java.util.Optional;

/** A telephone that reads the web: a bystander, so that not all traffic is of devices. */
public final class Telephone implements Inhabitant {
  public static final String NAME = "phone";
  public static final String WEB = "www.news.example";

  @Override
  public Optional<MudFile> mudFile() {
    return Optional.empty();
  }

  @Override
  public void live(Habitat habitat, Station station) {
    Routine routine = new Routine(habitat, station);
    routine.join("", true);
    routine.everyByDay(40 * Routine.SECOND, 70, now -> read(routine, now));
  }

  private static void read(Routine routine, long now) {
    routine.connect(
        now,
        WEB,
        443,
        () ->
            TlsSession.of(
                WEB,
                routine.chance(),
                routine.chance().between(1, 6),
                n ->
                    new TlsSession.Exchange(
                        routine.chance().around(400 * Routine.MILLI, 90),
                        routine.chance().between(300, 900),
                        routine.chance().between(2_000, 40_000))));
  }
}
