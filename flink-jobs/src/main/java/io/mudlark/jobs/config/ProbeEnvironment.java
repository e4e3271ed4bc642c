package io.mudlark.jobs.config;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The environment variables that a probe's container is set up with, named as MISSION's image. */
public final class ProbeEnvironment {
  /** All variables that are read. */
  public static final Set<String> NAMES =
      Set.of("INTERFACE", "COLLECTOR", "PORT", "PROTOCOL", "BENCHMARK", "FILE_NAME", "LOG_LEVEL");

  private final Map<String, String> variables;

  /**
   * @param variables by name
   */
  public ProbeEnvironment(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  /** That of this process. */
  public static ProbeEnvironment ofProcess() {
    return new ProbeEnvironment(System.getenv());
  }

  /** What the command line says, else the variable, else null; an empty one is as good as none. */
  public @Nullable String orElse(@Nullable String option, String variable) {
    if (!NAMES.contains(variable)) {
      throw new IllegalArgumentException(variable + " is no variable of the probe");
    }
    String value = option != null ? option : variables.get(variable);
    return value == null || value.isBlank() ? null : value.strip();
  }
}
