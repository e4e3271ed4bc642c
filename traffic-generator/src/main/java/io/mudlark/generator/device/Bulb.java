package io.mudlark.generator.device;

import io.mudlark.generator.mud.MudFile;
import io.mudlark.generator.mud.MudFileWriter;
import io.mudlark.generator.network.Habitat;
import io.mudlark.generator.network.Station;
import java.util.Optional;

/** A lamp without a cloud: it answers the hub's CoAP questions and does nothing else. */
public final class Bulb implements Inhabitant {
  public static final String MODEL = "bulb";
  public static final int COAP_PORT = 5683;

  @Override
  public Optional<MudFile> mudFile() {
    return Optional.of(
        new MudFileWriter(MODEL, "An invented lamp that answers a hub over CoAP")
            .network()
            .localUdpServer(COAP_PORT)
            .write());
  }

  @Override
  public void live(Habitat habitat, Station station) {
    new Routine(habitat, station).join(MudFileWriter.url(MODEL), true);
  }
}
