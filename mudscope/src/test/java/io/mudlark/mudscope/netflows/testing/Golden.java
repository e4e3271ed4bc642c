package io.mudlark.mudscope.netflows.testing;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Outputs of the original MUDscope; tests that need them skip where they are not. */
public final class Golden {
  private Golden() {}

  /** A folder of the original's outputs. */
  public static Path folder(String name) {
    Path folder =
        Path.of(System.getProperty("mudlark.root", ".."))
            .resolve("../shared/golden/mudscope")
            .resolve(name)
            .normalize();
    require(Files.isDirectory(folder), "../shared/golden/mudscope/" + name + " is missing");
    return folder;
  }

  /** The files of a folder whose names end in a certain way, by name. */
  public static List<Path> files(Path folder, String suffix) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Skips the test with a reason, or fails it where everything has to be there. */
  public static void require(boolean there, String reason) {
    if (!there && "1".equals(System.getenv("MUDLARK_STRICT"))) {
      fail(reason);
    }
    if (!there) {
      Assumptions.abort(reason);
    }
  }
}
