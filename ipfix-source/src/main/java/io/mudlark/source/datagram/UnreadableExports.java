package io.mudlark.source.datagram;

import java.io.IOException;

/** Thrown when no message of a file can be read; it says in one line which file, and why. */
public final class UnreadableExports extends IOException {
  private static final long serialVersionUID = 1L;

  UnreadableExports(String line) {
    super(line);
  }

  UnreadableExports(String line, IOException cause) {
    super(line, cause);
  }
}
