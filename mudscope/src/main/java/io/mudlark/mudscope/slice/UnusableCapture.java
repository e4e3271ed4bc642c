package io.mudlark.mudscope.slice;

import java.io.IOException;

/** Thrown for a capture that cannot be sliced; the message names the file and what is wrong. */
public final class UnusableCapture extends IOException {
  private static final long serialVersionUID = 1L;

  UnusableCapture(String message) {
    super(message);
  }
}
