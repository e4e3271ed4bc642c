package io.mudlark.jobs.config;

/** What a user told us cannot be used; the message is the one line that says where and why. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  public ConfigException(String message) {
    super(message);
  }

  public ConfigException(String message, Throwable cause) {
    super(message, cause);
  }
}
