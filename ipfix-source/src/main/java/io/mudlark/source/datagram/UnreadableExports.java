package io.mudlark.source.datagram;

import java.io.IOException;

/** Thrown when something holds no export message that can be read; it says in one line why. */
public final class UnreadableExports extends IOException {
  private static final long serialVersionUID = 1L;

  public UnreadableExports(String line) {
    super(line);
  }

  public UnreadableExports(String line, IOException cause) {
    super(line, cause);
  }
}
