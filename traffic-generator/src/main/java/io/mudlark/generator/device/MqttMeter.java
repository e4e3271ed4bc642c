package io.mudlark.generator.device;

import io.mudlark.generator.mqtt.MqttBroker;
import io.mudlark.generator.mqtt.MqttMessage;
import io.mudlark.generator.mqtt.MqttSession;
import io.mudlark.generator.mqtt.MqttVersion;
import io.mudlark.generator.mud.MudFile;
import io.mudlark.generator.mud.MudFileWriter;
import io.mudlark.generator.network.Habitat;
import io.mudlark.generator.network.Station;
import java.util.Optional;

/**
 * An older sensor that speaks MQTT 3.1.1 with its site's broker: it publishes what it measures
 * every ten seconds, at QoS 0 and 1 in turn, and takes part in no process.
 */
public final class MqttMeter implements Inhabitant {
  public static final String MODEL = "mqtt-meter";

  @Override
  public Optional<MudFile> mudFile() {
    return new MqttThing(MODEL).mudFile();
  }

  @Override
  public void live(Habitat habitat, Station station) {
    new Routine(habitat, station).join(MudFileWriter.url(MODEL), false);
    Routine routine = new Routine(habitat, station, "meter");
    routine.once(
        8 * Routine.SECOND,
        now ->
            MqttBroker.of(habitat.site())
                .connect(
                    now,
                    new MqttBroker.Client(station, station.name(), null, MqttVersion.V3_1_1),
                    (at, message) -> {},
                    (at, session) -> measure(at, habitat, routine, session, 0)));
  }

  private static void measure(
      long now, Habitat habitat, Routine routine, MqttSession session, int number) {
    String reading = Integer.toString(40 + routine.chance().below(20));
    String topic = "meters/" + session.clientId();
    session.publish(now, new MqttMessage(topic, reading, number % 2, "", ""));
    habitat
        .timeline()
        .at(
            now + routine.chance().around(10 * Routine.SECOND, 10),
            next -> measure(next, habitat, routine, session, number + 1));
  }
}
