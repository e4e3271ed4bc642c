package io.mudlark.generator.device;

import io.mudlark.generator.conversation.TlsSession;
import io.mudlark.generator.mud.MudFile;
import io.mudlark.generator.mud.MudFileWriter;
import io.mudlark.generator.network.Habitat;
import io.mudlark.generator.network.Station;
import java.util.Optional;

/** A battery-driven sensor that wakes when a door moves, and once fetches new firmware. */
public final class DoorSensor implements Inhabitant {
  public static final String MODEL = "door-sensor";
  public static final String CLOUD = "events.door.fieldlark.example";
  public static final String FIRMWARE = "firmware.fieldlark.example";
  private static final int FIRMWARE_OCTETS = 1_800_000;

  @Override
  public Optional<MudFile> mudFile() {
    return Optional.of(
        new MudFileWriter(MODEL, "An invented door sensor")
            .network()
            .cloud(CLOUD, 443)
            .cloud(FIRMWARE, 443)
            .write());
  }

  @Override
  public void live(Habitat habitat, Station station) {
    Routine routine = new Routine(habitat, station);
    routine.join(MudFileWriter.url(MODEL), true);
    routine.everyByDay(90 * Routine.SECOND, 90, now -> tell(routine, now));
    routine.once(
        200 * Routine.SECOND,
        now ->
            routine.connect(
                now,
                FIRMWARE,
                443,
                () ->
                    TlsSession.of(
                        FIRMWARE,
                        routine.chance(),
                        1,
                        n -> new TlsSession.Exchange(4 * Routine.MILLI, 300, FIRMWARE_OCTETS))));
    Routine night = new Routine(habitat, station, "night");
    night.everyNight(now -> lookForFirmware(night, now));
  }

  /** Asks whether there is a newer one, and is told no. */
  private static void lookForFirmware(Routine routine, long now) {
    routine.connect(
        now,
        FIRMWARE,
        443,
        () ->
            TlsSession.of(
                FIRMWARE,
                routine.chance(),
                1,
                n -> new TlsSession.Exchange(4 * Routine.MILLI, 300, 180)));
  }

  private static void tell(Routine routine, long now) {
    routine.connect(
        now,
        CLOUD,
        443,
        () ->
            TlsSession.of(
                CLOUD,
                routine.chance(),
                1,
                n -> new TlsSession.Exchange(3 * Routine.MILLI, 140, 60)));
  }
}
