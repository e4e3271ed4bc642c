package io.mudlark.jobs.ipfix;

import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.Reasons;
import io.mudlark.probe.capture.UnreadableCapture;
import io.mudlark.source.datagram.CapturedExports;
import io.mudlark.source.datagram.DatagramReader;
import io.mudlark.source.datagram.IpfixFileExports;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Opens recorded exports, telling IPFIX files from captures by how they begin. */
final class ExportFiles {
  private static final String SITE = "file";
  private static final int IPFIX_VERSION = 10;
  private static final int GZIP = 0x1F8B;

  private ExportFiles() {}

  /**
   * Opens a file.
   *
   * @param ports UDP destination ports of collectors in a capture; empty for all
   * @throws ConfigException naming the file and what is wrong with it
   */
  static DatagramReader open(Path file, Set<Integer> ports) throws ConfigException {
    try {
      return isIpfix(file)
          ? IpfixFileExports.open(SITE, file)
          : CapturedExports.open(SITE, file, ports);
    } catch (UnreadableCapture e) {
      String reason = Reasons.of(e).replace("is neither pcap", "is neither IPFIX, pcap");
      throw new ConfigException(reason, e);
    } catch (NoSuchFileException e) {
      throw new ConfigException(file + ": no such file", e);
    } catch (IOException e) {
      throw new ConfigException(file + ": cannot be read: " + Reasons.of(e), e);
    }
  }

  private static boolean isIpfix(Path file) throws IOException, ConfigException {
    if (Files.isDirectory(file)) {
      throw new ConfigException(file + ": is a folder");
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      in.mark(2);
      int start = word(in);
      if (start == GZIP) {
        in.reset();
        start = word(new GZIPInputStream(in));
      }
      return start == IPFIX_VERSION;
    } catch (ZipException e) {
      return false; // the reader of captures says what is wrong with it
    }
  }

  private static int word(InputStream in) throws IOException {
    byte[] two = in.readNBytes(2);
    return two.length < 2 ? -1 : (two[0] & 0xFF) << 8 | (two[1] & 0xFF);
  }
}
