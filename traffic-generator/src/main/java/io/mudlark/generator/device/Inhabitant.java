package io.mudlark.generator.device;

import io.mudlark.generator.mud.MudFile;
import io.mudlark.generator.network.Habitat;
import io.mudlark.generator.network.Station;
import java.util.Optional;

/** A kind of host with its habits: a device with a MUD file, or a bystander without. */
public interface Inhabitant {
  /** The MUD file that allows all it does, and nothing else; empty for a bystander. */
  Optional<MudFile> mudFile();

  /** Schedules what it will do, from now to the end of the scenario. */
  void live(Habitat habitat, Station station);
}
