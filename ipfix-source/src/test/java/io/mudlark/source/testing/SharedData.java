package io.mudlark.source.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Finds the captures of other projects, which are not part of this one. */
public final class SharedData {
  private SharedData() {}

  public static Path exports() {
    Path shared = Path.of(System.getProperty("mudlark.root", "..")).resolve("../shared");
    if (!Files.isDirectory(shared)) {
      if ("1".equals(System.getenv("MUDLARK_STRICT"))) {
        Assertions.fail("../shared is missing");
      }
      Assumptions.abort("../shared is missing");
    }
    return shared.resolve("data/a_flow_export");
  }
}
