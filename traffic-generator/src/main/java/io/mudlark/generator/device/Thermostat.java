package io.mudlark.generator.device;

import io.mudlark.generator.conversation.TlsSession;
import io.mudlark.generator.mud.MudFile;
import io.mudlark.generator.mud.MudFileWriter;
import io.mudlark.generator.network.Habitat;
import io.mudlark.generator.network.Station;
import java.util.Optional;

/** A thermostat that reports over IPv6 every half minute and asks for the weather now and then. */
public final class Thermostat implements Inhabitant {
  public static final String MODEL = "thermostat";
  public static final String CLOUD = "climate.thermostat.fieldlark.example";
  public static final String WEATHER = "api.weather.example";

  @Override
  public Optional<MudFile> mudFile() {
    return Optional.of(
        new MudFileWriter(MODEL, "An invented thermostat with a cloud and a forecast")
            .network()
            .cloud(CLOUD, 8_883)
            .cloud(WEATHER, 443)
            .write());
  }

  @Override
  public void live(Habitat habitat, Station station) {
    Routine routine = new Routine(habitat, station);
    routine.join(MudFileWriter.url(MODEL), true);
    routine.every(30 * Routine.SECOND, 10, now -> talk(routine, now, CLOUD, 8_883));
    routine.every(240 * Routine.SECOND, 10, now -> talk(routine, now, WEATHER, 443));
  }

  private static void talk(Routine routine, long now, String name, int port) {
    routine.connect(
        now,
        name,
        port,
        () ->
            TlsSession.of(
                name,
                routine.chance(),
                2,
                n ->
                    new TlsSession.Exchange(
                        8 * Routine.MILLI,
                        routine.chance().between(120, 200),
                        routine.chance().between(90, 1_900))));
  }
}
