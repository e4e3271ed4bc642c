package io.mudlark.cluster.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Finds the data that lies beside the project and is never part of it. */
public final class Shared {
  private Shared() {}

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
}
