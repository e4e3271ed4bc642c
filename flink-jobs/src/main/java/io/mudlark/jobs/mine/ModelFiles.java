package io.mudlark.jobs.mine;

import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.Reasons;
import io.mudlark.process.live.ConformanceModel;
import io.mudlark.process.live.ModelFile;
import io.mudlark.process.model.PetriNet;
import io.mudlark.process.model.PnmlReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** Reads models from files, with one line for what is wrong with them. */
public final class ModelFiles {
  private ModelFiles() {}

  /** The net of a PNML file or of a conformance model. */
  public static PetriNet net(Path file) throws ConfigException {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (!name.endsWith(".pnml")) {
      return conformance(file).net();
    }
    try {
      PetriNet net = PnmlReader.read(file);
      if (net.transitions().isEmpty()) {
        throw new ConfigException(file + ": a net without transitions, which anything fits");
      }
      return net;
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  /** What {@code mine learn} wrote. */
  public static ConformanceModel conformance(Path file) throws ConfigException {
    try {
      return ModelFile.read(ModelFile.text(file), file.toString());
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  private static ConfigException unusable(Path file, IOException e) {
    String reason = Reasons.of(e);
    boolean named =
        reason.startsWith(file.toString()) || reason.startsWith(file.getFileName().toString());
    return new ConfigException(named ? reason : file + ": " + reason, e);
  }
}
