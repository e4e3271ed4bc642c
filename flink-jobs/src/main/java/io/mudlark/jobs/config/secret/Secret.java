package io.mudlark.jobs.config.secret;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A password or key that is read where it is needed and never printed.
 *
 * <p>It is given as {@code env:NAME} or {@code file:PATH}; only that reference travels with the
 * job.
 *
 * @param reference where it is
 */
public record Secret(String reference) implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String ENV = "env:";
  private static final String FILE = "file:";

  /**
   * @throws IllegalArgumentException when it is neither {@code env:NAME} nor {@code file:PATH}
   */
  public Secret {
    if (!reference.startsWith(ENV) && !reference.startsWith(FILE)) {
      throw new IllegalArgumentException("a secret is given as env:NAME or file:PATH");
    }
  }

  /**
   * The secret itself, without blanks and line ends around it.
   *
   * @throws IOException when there is none under the reference
   */
  public String read() throws IOException {
    return read(System.getenv());
  }

  String read(Map<String, String> environment) throws IOException {
    if (reference.startsWith(FILE)) {
      return Files.readString(Path.of(reference.substring(FILE.length())), StandardCharsets.UTF_8)
          .strip();
    }
    String value = environment.get(reference.substring(ENV.length()));
    if (value == null || value.isBlank()) {
      throw new IOException(reference + " is not set");
    }
    return value.strip();
  }

  @Override
  public String toString() {
    return "Secret[" + reference + "]";
  }
}
