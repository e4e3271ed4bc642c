package io.mudlark.jobs.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.PrintStream;

/** Standard output for many lines, which notices when nobody reads it any more. */
final class StandardOutput extends FilterOutputStream {
  private final PrintStream stream;

  /** Thrown when the reader of a pipe, such as {@code head}, has had enough. */
  static final class Closed extends IOException {
    private static final long serialVersionUID = 1L;

    Closed() {
      super("nobody reads standard output any more");
    }
  }

  StandardOutput(PrintStream stream) {
    super(stream);
    this.stream = stream;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    stream.write(bytes, offset, length);
    if (stream.checkError()) {
      throw new Closed();
    }
  }

  @Override
  public void close() {
    stream.flush();
  }
}
