package io.mudlark.mudscope.mudgen;

import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Data by others that lies beside the project, where it is present. */
public final class SharedFiles {
  private SharedFiles() {}

  /** A folder or file of it; the test is skipped, or fails in strict mode, when it is absent. */
  public static Path path(String relative) {
    Path path =
        Path.of(System.getProperty("mudlark.root", ".."))
            .resolve("../shared")
            .resolve(relative)
            .normalize();
    if (!Files.exists(path)) {
      if ("1".equals(System.getenv("MUDLARK_STRICT"))) {
        fail("../shared/" + relative + " is missing");
      }
      Assumptions.abort("../shared/" + relative + " is absent");
    }
    return path;
  }
}
