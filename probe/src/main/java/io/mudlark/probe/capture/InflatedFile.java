package io.mudlark.probe.capture;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * What a gzip file (RFC 1952) holds, in a temporary file that goes when the channel is closed.
 *
 * @param channel the temporary file
 * @param problem why it is not all there; null when it is
 */
record InflatedFile(FileChannel channel, @Nullable String problem) {
  /** At most 64 GiB are inflated, so that a small hostile file cannot fill every disk. */
  static final long LIMIT = 1L << 36;

  private static final int CHUNK = 1 << 16;

  static boolean isGzip(int firstWord) {
    return firstWord >>> 8 == 0x1F8B08;
  }

  /** Inflates up to {@code limit} octets; what comes before damage is kept. */
  static InflatedFile of(Path path, long limit) throws IOException {
    Path temporary = Files.createTempFile("mudlark-", ".capture");
    FileChannel channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    try (InputStream file = Files.newInputStream(path)) {
      return new InflatedFile(channel, inflate(file, channel, limit));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static @Nullable String inflate(InputStream file, FileChannel channel, long limit)
      throws IOException {
    byte[] chunk = new byte[CHUNK];
    long total = 0;
    try (GZIPInputStream inflated = new GZIPInputStream(file, CHUNK)) {
      while (true) {
        int count = inflated.read(chunk);
        if (count < 0) {
          return null;
        }
        if (total == 0
            && count >= 4
            && !CaptureReader.recognizes(ByteBuffer.wrap(chunk).getInt())) {
          return "the gzip data is not a capture";
        }
        if (total + count > limit) {
          return "the gzip data inflates to more than " + limit + " octets";
        }
        total += count;
        write(channel, ByteBuffer.wrap(chunk, 0, count));
      }
    } catch (EOFException e) {
      return "the gzip data ends early";
    } catch (ZipException e) {
      return "the gzip data is damaged: " + e.getMessage();
    }
  }

  private static void write(FileChannel channel, ByteBuffer octets) throws IOException {
    while (octets.hasRemaining()) {
      channel.write(octets);
    }
  }
}
