package io.mudlark.generator.device;

import io.mudlark.generator.mqtt.MqttBroker;
import io.mudlark.generator.mqtt.MqttSession;
import io.mudlark.generator.mud.MudFile;
import io.mudlark.generator.mud.MudFileWriter;
import io.mudlark.generator.network.Habitat;
import io.mudlark.generator.network.Station;
import io.mudlark.generator.timeline.Chance;
import java.util.List;
import java.util.Optional;

/** The broker of a small cooling plant, and the process that its four clients run through it. */
public final class MqttPlant implements Inhabitant {
  public static final String MODEL = "mqtt-broker";

  /** The stations that must live at the same site. */
  public static final List<String> CLIENTS =
      List.of(
          CoolingProcess.SENSOR,
          CoolingProcess.CONTROLLER,
          CoolingProcess.VALVE,
          CoolingProcess.FAN);

  @Override
  public Optional<MudFile> mudFile() {
    return Optional.of(
        new MudFileWriter(MODEL, "An invented MQTT broker of a plant")
            .network()
            .localServer(MqttBroker.PORT)
            .write());
  }

  @Override
  public void live(Habitat habitat, Station station) {
    new Routine(habitat, station).join(MudFileWriter.url(MODEL), false);
    Routine routine = new Routine(habitat, station, "plant");
    Chance chance = routine.chance();
    MqttBroker broker = new MqttBroker(habitat, station, chance);
    habitat.site().offer(broker);
    CoolingProcess process = new CoolingProcess(habitat, chance);
    for (String name : CLIENTS) {
      Station client = habitat.site().station(name);
      routine.once(
          7 * Routine.SECOND,
          now ->
              broker.connect(
                  now,
                  new MqttBroker.Client(client, name, null),
                  (at, message) -> process.received(at, name, message),
                  (at, session) -> introduce(at, process, session)));
    }
    routine.every(4 * Routine.SECOND, 30, process::measure);
  }

  private static void introduce(long now, CoolingProcess process, MqttSession session) {
    long at = now;
    for (String topic : CoolingProcess.topicsOf(session.clientId())) {
      session.subscribe(at, topic);
      at += 3 * Routine.MILLI;
    }
    process.joined(session);
  }
}
