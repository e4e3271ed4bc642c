package io.mudlark.cluster.hdbscan;

import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Reference material that lies beside the project and is not part of it. */
final class Shared {
  private Shared() {}

  /** A file or folder under ../shared; without it the test is skipped, or fails when strict. */
  static Path path(String name) {
    Path path =
        Path.of(System.getProperty("mudlark.root", "..")).resolve("../shared").resolve(name);
    if (!Files.exists(path)) {
      if ("1".equals(System.getenv("MUDLARK_STRICT"))) {
        fail("../shared/" + name + " is missing");
      }
      Assumptions.abort("../shared/" + name + " is not here");
    }
    return path;
  }
}
