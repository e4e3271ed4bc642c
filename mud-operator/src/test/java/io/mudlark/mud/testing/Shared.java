package io.mudlark.mud.testing;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Data by others that lies beside the project, where it is present. */
public final class Shared {
  private Shared() {}

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

  /** All MUD files of the data set, in the order of their paths. */
  public static List<Path> mudFiles() throws IOException {
    try (Stream<Path> walk = Files.walk(path("data/d_mud"))) {
      return walk.filter(file -> file.toString().endsWith(".json"))
          .filter(Files::isRegularFile)
          .filter(file -> contains(file, "\"ietf-mud:mud\""))
          .sorted()
          .toList();
    }
  }

  private static boolean contains(Path file, String text) {
    try {
      return Files.readString(file).contains(text);
    } catch (IOException e) {
      return fail(e);
    }
  }
}
