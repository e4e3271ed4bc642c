package io.mudlark.source.datagram;

import io.mudlark.probe.capture.UnreadableCapture;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Opens files of recorded exports: IPFIX Files (RFC 5655) and captures of the traffic to a
 * collector (pcap, pcapng), all also gzip-compressed, told apart by how they begin.
 */
public final class RecordedExports {
  private static final int GZIP = 0x1F8B;
  private static final int IPFIX_VERSION = 10;

  private RecordedExports() {}

  /**
   * Opens a file.
   *
   * @param site observation point of its exporters
   * @param ports UDP destination ports of collectors in a capture; empty for every UDP datagram
   * @throws UnreadableExports when it is absent, a folder, or nothing of the kind
   */
  public static DatagramReader open(String site, Path file, Set<Integer> ports)
      throws UnreadableExports {
    if (Files.isDirectory(file)) {
      throw new UnreadableExports(file + ": is a folder");
    }
    try {
      return isIpfix(file)
          ? IpfixFileExports.open(site, file)
          : CapturedExports.open(site, file, ports);
    } catch (UnreadableCapture e) {
      throw new UnreadableExports(neitherIpfix(String.valueOf(e.getMessage())), e);
    } catch (IOException e) {
      throw new UnreadableExports(UnreadableCapture.of(file, e).problem().toString(), e);
    }
  }

  /** What a reader of captures says is none, is no IPFIX File either. */
  private static String neitherIpfix(String line) {
    return line.replace("is neither pcap", "is neither IPFIX, pcap")
        .replace("is not a capture", "is neither IPFIX nor a capture");
  }

  /** IPFIX Files begin with the version of a message (RFC 5655 7.1); captures never do. */
  private static boolean isIpfix(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      in.mark(2);
      int start = word(in);
      if (start == GZIP) {
        in.reset();
        start = word(new GZIPInputStream(in));
      }
      return start == IPFIX_VERSION;
    } catch (ZipException | EOFException e) {
      return false; // the reader of captures says what is wrong with it
    }
  }

  private static int word(InputStream in) throws IOException {
    byte[] two = in.readNBytes(2);
    return two.length < 2 ? -1 : (two[0] & 0xFF) << 8 | (two[1] & 0xFF);
  }
}
