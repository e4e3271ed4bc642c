package io.mudlark.jobs.cli;

import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.Reasons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Keeps results that are already there from being lost. */
final class OutFolder {
  private OutFolder() {}

  /** Refuses a folder that holds anything, unless it may be overwritten. */
  static void check(Path out, boolean overwrite) throws ConfigException {
    if (!Files.exists(out)) {
      return;
    }
    if (!Files.isDirectory(out)) {
      throw new ConfigException(out + ": --out is not a folder");
    }
    try (Stream<Path> entries = Files.list(out)) {
      if (!overwrite && entries.findAny().isPresent()) {
        throw new ConfigException(out + ": --out is not empty (use --overwrite to replace it)");
      }
    } catch (IOException e) {
      throw new ConfigException(out + ": cannot be read: " + Reasons.of(e), e);
    }
  }
}
