package io.mudlark.ipfix.encode;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * Writes messages one behind the other: an IPFIX File (RFC 5655), or a TCP stream.
 *
 * <p>A file is read from its start, so the encoder in front of it adds its templates before the
 * first record.
 */
public final class IpfixFileWriter implements MessageEncoder.MessageSink, Closeable {
  private final OutputStream out;

  public IpfixFileWriter(OutputStream out) {
    this.out = out;
  }

  @Override
  public void message(byte[] octets) {
    try {
      out.write(octets);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
