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
    check(out, overwrite, "--out");
  }

  /** Refuses what is there and no folder; {@code option} is the option that named it. */
  static void check(Path out, String option) throws ConfigException {
    if (Files.exists(out) && !Files.isDirectory(out)) {
      throw new ConfigException(out + ": " + option + " is not a folder");
    }
  }

  /** As {@link #check(Path, boolean)}; {@code option} is the option that named the folder. */
  static void check(Path out, boolean overwrite, String option) throws ConfigException {
    check(out, option);
    if (!Files.exists(out)) {
      return;
    }
    try (Stream<Path> entries = Files.list(out)) {
      if (!overwrite && entries.findAny().isPresent()) {
        throw new ConfigException(
            out + ": " + option + " is not empty (use --overwrite to replace it)");
      }
    } catch (IOException e) {
      throw new ConfigException(out + ": cannot be read: " + Reasons.of(e), e);
    }
  }
}
