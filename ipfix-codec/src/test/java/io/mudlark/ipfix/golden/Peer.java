package io.mudlark.ipfix.golden;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Runs tools of other projects that happen to be installed. */
public final class Peer {
  private Peer() {}

  /** Skips the test when a tool is not there; fails it when tools are demanded. */
  public static void needs(String tool) {
    for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
      if (Files.isExecutable(Path.of(folder, tool))) {
        return;
      }
    }
    if ("1".equals(System.getenv("MUDLARK_STRICT"))) {
      Assertions.fail(tool + " is not installed");
    }
    Assumptions.abort(tool + " is not installed");
  }

  /** Output and errors of a command, which must end within a minute. */
  public static String run(Path folder, List<String> command) throws IOException {
    Path output = Files.createTempFile(folder, "peer", ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        Assertions.fail(command.get(0) + " did not end: " + Files.readString(output));
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    return Files.readString(output, StandardCharsets.UTF_8);
  }
}
