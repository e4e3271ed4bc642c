package io.mudlark.probe.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Messages one behind the other in an IPFIX File (RFC 5655). A full disk ends the probe. */
public final class FileTarget implements ExportTarget {
  private static final int BUFFER = 1 << 16;

  private final Path path;
  private final OutputStream out;
  private long sent;

  private FileTarget(Path path, OutputStream out) {
    this.path = path;
    this.out = out;
  }

  /** Makes the file, or empties it. */
  public static FileTarget open(Path path) throws IOException {
    return new FileTarget(path, new BufferedOutputStream(Files.newOutputStream(path), BUFFER));
  }

  @Override
  public void send(byte[] message) {
    try {
      out.write(message);
      sent++;
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": cannot be written", e);
    }
  }

  @Override
  public int session() {
    return 1;
  }

  @Override
  public boolean isDatagram() {
    return false;
  }

  @Override
  public long sent() {
    return sent;
  }

  @Override
  public long lost() {
    return 0;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
