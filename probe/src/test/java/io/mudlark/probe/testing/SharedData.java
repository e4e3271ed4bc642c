package io.mudlark.probe.testing;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Real captures by others and the tools of others; tests that need them skip where they are not.
 */
public final class SharedData {
  private SharedData() {}

  /** The folder of shared data. */
  public static Path data() {
    Path data =
        Path.of(System.getProperty("mudlark.root", "..")).resolve("../shared/data").normalize();
    require(Files.isDirectory(data), "../shared/data is missing");
    return data;
  }

  /** The folder of what the original programs made. */
  public static Path golden() {
    Path golden =
        Path.of(System.getProperty("mudlark.root", "..")).resolve("../shared/golden").normalize();
    require(Files.isDirectory(golden), "../shared/golden is missing");
    return golden;
  }

  /** Every capture under a folder of the shared data, sorted by path. */
  public static List<Path> captures(String folder) {
    try (Stream<Path> files = Files.walk(data().resolve(folder))) {
      return files
          .filter(file -> file.toString().matches(".*\\.(pcap|pcapng)(\\.gz|\\.[12])?"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines of a page of the documentation. */
  public static List<String> documentation(String page) {
    try {
      return Files.readAllLines(
          Path.of(System.getProperty("mudlark.root", "..")).resolve("docs").resolve(page));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a program that must be installed and returns what it printed. */
  public static List<String> run(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return new ArrayList<>(text.lines().toList());
    } catch (IOException e) {
      require(false, command.get(0) + " is not installed");
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void require(boolean there, String reason) {
    if (!there && "1".equals(System.getenv("MUDLARK_STRICT"))) {
      fail(reason);
    }
    if (!there) {
      Assumptions.abort(reason);
    }
  }
}
