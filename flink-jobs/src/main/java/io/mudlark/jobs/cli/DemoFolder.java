package io.mudlark.jobs.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of a demo: results, and the generated traffic in a folder of its own. */
final class DemoFolder {
  private DemoFolder() {}

  static Path traffic(Path out) {
    return out.resolve("traffic");
  }

  /** The traffic without attacks that the process is learned from. */
  static Path quiet(Path out) {
    return traffic(out).resolve("quiet");
  }

  /** Whether a demo has been here before: then its results may be replaced. */
  static boolean isOurs(Path out) {
    return Files.isRegularFile(traffic(out).resolve("truth.jsonl"));
  }
}
