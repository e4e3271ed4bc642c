package io.mudlark.generator.device;

import io.mudlark.generator.conversation.TlsSession;
import io.mudlark.generator.mud.MudFile;
import io.mudlark.generator.mud.MudFileWriter;
import io.mudlark.generator.network.Habitat;
import io.mudlark.generator.network.Station;
import java.util.Optional;

/** A camera that sends its picture to a cloud all day and reports its health once a minute. */
public final class Camera implements Inhabitant {
  public static final String MODEL = "camera";
  public static final String STREAM = "stream.camera.fieldlark.example";
  public static final String HEALTH = "health.camera.fieldlark.example";

  @Override
  public Optional<MudFile> mudFile() {
    return Optional.of(
        new MudFileWriter(MODEL, "An invented camera that streams to a cloud")
            .network()
            .cloud(STREAM, 443)
            .cloud(HEALTH, 443)
            .write());
  }

  @Override
  public void live(Habitat habitat, Station station) {
    Routine routine = new Routine(habitat, station);
    routine.join(MudFileWriter.url(MODEL), false);
    routine.once(8 * Routine.SECOND, now -> stream(routine, now));
    routine.every(60 * Routine.SECOND, 5, now -> health(routine, now));
  }

  /** Some pictures a second in one burst, on one connection that outlasts the scenario. */
  private static void stream(Routine routine, long now) {
    routine.connect4(
        now,
        STREAM,
        443,
        () ->
            TlsSession.of(
                STREAM,
                routine.chance(),
                1_000_000,
                n ->
                    new TlsSession.Exchange(
                        routine.chance().around(900 * Routine.MILLI, 10),
                        routine.chance().between(9_000, 22_000),
                        n % 10 == 9 ? 60 : 0)));
  }

  private static void health(Routine routine, long now) {
    routine.connect4(
        now,
        HEALTH,
        443,
        () ->
            TlsSession.of(
                HEALTH,
                routine.chance(),
                1,
                n ->
                    new TlsSession.Exchange(
                        5 * Routine.MILLI, routine.chance().between(380, 460), 210)));
  }
}
