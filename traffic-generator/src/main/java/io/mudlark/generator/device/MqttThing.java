package io.mudlark.generator.device;

import io.mudlark.generator.mqtt.MqttBroker;
import io.mudlark.generator.mud.MudFile;
import io.mudlark.generator.mud.MudFileWriter;
import io.mudlark.generator.network.Habitat;
import io.mudlark.generator.network.Station;
import java.util.Optional;

/**
 * A sensor, controller or actuator that talks to its site's MQTT broker and to nobody else. What it
 * says there is the plant's business.
 *
 * @param model what its MUD file is called
 */
public record MqttThing(String model) implements Inhabitant {
  @Override
  public Optional<MudFile> mudFile() {
    return Optional.of(
        new MudFileWriter(model, "An invented thing that speaks MQTT with one broker")
            .network()
            .controllerTcp(MqttBroker.CONTROLLER, MqttBroker.PORT)
            .write());
  }

  @Override
  public void live(Habitat habitat, Station station) {
    new Routine(habitat, station).join(MudFileWriter.url(model), false);
  }
}
