package io.mudlark.process.file;

import java.io.IOException;

/**
 * A log or model file that cannot be read; the message says which file, where, and what is wrong.
 */
public final class MalformedFile extends IOException {
  public MalformedFile(String message) {
    super(message);
  }

  public MalformedFile(String message, Throwable cause) {
    super(message, cause);
  }
}
