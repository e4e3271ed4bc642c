package io.mudlark.jobs.config;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The environment variables that a collector's container is set up with. MISSION's image and its
 * start command disagree about two of them, so both names are read.
 */
public final class CollectorEnvironment {
  /** All variables that are read. */
  public static final Set<String> NAMES =
      Set.of("COLLECTOR", "HOST", "COLLECTOR_PORT", "PORT", "MONGO_URL", "MONGO_COLLECTION");

  private final Map<String, String> variables;

  /**
   * @param variables by name
   */
  public CollectorEnvironment(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  /** That of this process. */
  public static CollectorEnvironment ofProcess() {
    return new CollectorEnvironment(System.getenv());
  }

  /** Where to listen: {@code COLLECTOR}, else {@code HOST}. */
  public @Nullable String host() {
    return first("COLLECTOR", "HOST");
  }

  /** The port to listen at: {@code COLLECTOR_PORT}, else {@code PORT}. */
  public @Nullable String port() {
    return first("COLLECTOR_PORT", "PORT");
  }

  /** {@code MONGO_URL}. */
  public @Nullable String mongoUrl() {
    return first("MONGO_URL");
  }

  /** {@code MONGO_COLLECTION}. */
  public @Nullable String mongoCollection() {
    return first("MONGO_COLLECTION");
  }

  /** An empty variable is as good as none. */
  private @Nullable String first(String... names) {
    for (String name : names) {
      String value = variables.get(name);
      if (value != null && !value.isBlank()) {
        return value.strip();
      }
    }
    return null;
  }
}
