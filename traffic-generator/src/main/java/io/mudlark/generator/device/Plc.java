package io.mudlark.generator.device;

import io.mudlark.generator.mud.MudFile;
import io.mudlark.generator.mud.MudFileWriter;
import io.mudlark.generator.network.Habitat;
import io.mudlark.generator.network.Station;
import io.mudlark.generator.packet.OpcUaMessage;
import java.util.Optional;

/** An industrial controller that lets the operator panels of its site read and set its values. */
public final class Plc implements Inhabitant {
  public static final String MODEL = "plc";

  @Override
  public Optional<MudFile> mudFile() {
    return Optional.of(
        new MudFileWriter(MODEL, "An invented industrial controller with an OPC UA server")
            .network()
            .localServer(OpcUaMessage.PORT)
            .write());
  }

  @Override
  public void live(Habitat habitat, Station station) {
    new Routine(habitat, station).join(MudFileWriter.url(MODEL), false);
  }
}
