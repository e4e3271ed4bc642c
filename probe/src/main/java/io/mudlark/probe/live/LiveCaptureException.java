package io.mudlark.probe.live;

import java.io.IOException;

/** A network interface that cannot be captured from, with the reason in one line. */
public final class LiveCaptureException extends IOException {
  private static final long serialVersionUID = 1L;

  LiveCaptureException(String message, Throwable cause) {
    super(message, cause);
  }
}
