package io.mudlark.jobs.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What the surroundings say of Flink and of this program's own libraries. */
public final class ClusterEnvironment {
  private ClusterEnvironment() {}

  /** The class path that this program runs from. */
  public static String classPath() {
    return System.getProperty("java.class.path", "");
  }

  /** Where Flink is by {@code FLINK_HOME}; null when that is not set. */
  public static @Nullable Path flinkHome() {
    String home = System.getenv("FLINK_HOME");
    return home == null ? null : Path.of(home);
  }
}
