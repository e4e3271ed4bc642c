package io.mudlark.mudscope.characterize;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Finds the outputs of the original that lie beside the project and are never part of it. */
public final class Golden {
  private Golden() {}

  /** A path below the shared folder; the test is skipped where that folder is absent. */
  public static Path path(String relative) {
    Path shared = Path.of(System.getProperty("mudlark.root", "..")).resolve("../shared");
    Path path = shared.resolve(relative);
    if (!Files.exists(path)) {
      if ("1".equals(System.getenv("MUDLARK_STRICT"))) {
        Assertions.fail("../shared/" + relative + " is missing");
      }
      Assumptions.abort("../shared/" + relative + " is not here");
    }
    return path;
  }

  /** The files of a folder, by name. */
  public static List<Path> files(String folder) throws IOException {
    try (var files = Files.list(path(folder))) {
      return files.sorted().toList();
    }
  }
}
