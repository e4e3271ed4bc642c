package io.mudlark.source.datagram;

import io.mudlark.ipfix.decode.IpfixFileReader;
import io.mudlark.ipfix.wire.MalformedMessage;
import io.mudlark.ipfix.wire.NetworkOrder;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The messages of an IPFIX File (RFC 5655), plain or gzip-compressed.
 *
 * <p>A file says when its messages were exported, not when they were received, so the export time
 * stands for both. The whole file is one transport session, named after it.
 */
public final class IpfixFileExports implements DatagramReader {
  private static final int EXPORT_TIME = 4;
  private static final int BUFFER = 1 << 16;
  private static final int GZIP = 0x1F8B;

  private final String site;
  private final String exporter;
  private final Path file;
  private final InputStream in;
  private final IpfixFileReader reader;
  private @Nullable String problem;

  private IpfixFileExports(String site, Path file, InputStream in) {
    this.site = site;
    this.file = file;
    this.exporter = SessionNames.ofFile(file);
    this.in = in;
    this.reader = new IpfixFileReader(in);
  }

  /**
   * Opens a file.
   *
   * @throws IOException when it cannot be read at all
   */
  public static IpfixFileExports open(String site, Path file) throws IOException {
    InputStream raw = Files.newInputStream(file);
    try {
      BufferedInputStream plain = new BufferedInputStream(raw, BUFFER);
      plain.mark(2);
      int magic = plain.read() << 8 | plain.read();
      plain.reset();
      InputStream in = magic == GZIP ? new GZIPInputStream(plain, BUFFER) : plain;
      return new IpfixFileExports(site, file, in);
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  @Override
  public @Nullable ExportDatagram next() {
    if (problem != null) {
      return null;
    }
    try {
      byte[] message = reader.next();
      return message == null
          ? null
          : new ExportDatagram(
              site, exporter, NetworkOrder.u32(message, EXPORT_TIME) * 1_000_000_000L, message);
    } catch (MalformedMessage e) {
      problem = file + ": " + e.getMessage();
    } catch (EOFException e) {
      String place = "offset " + reader.offset();
      String reason = String.valueOf(e.getMessage());
      // a stream of the JDK that ends too early names no place
      problem = file + ": " + (reason.startsWith(place) ? reason : place + ": the file is cut off");
    } catch (IOException e) {
      problem = file + ": offset " + reader.offset() + ": cannot be read: " + e.getMessage();
    }
    return null;
  }

  @Override
  public @Nullable String problem() {
    return problem;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
