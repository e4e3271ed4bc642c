package io.mudlark.probe.capture;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Reads the packets of one capture file, pcap or pcapng, plain or gzip-compressed, in the order of
 * the file.
 *
 * <p>It believes no length that the file claims: what goes beyond the file's end or 16 MiB ends the
 * reading with a problem, and every packet before that point is delivered. A file that somebody
 * shortens while it is read may end the process, as with every memory-mapped file.
 */
public final class CaptureReader implements Closeable {
  private final String path;
  private final CaptureBytes bytes;
  private final RecordReader records;
  private final boolean temporary;
  private final @Nullable String inflationProblem;
  private final CapturedPacket packet = new CapturedPacket();

  private CaptureReader(String path, CaptureBytes bytes, @Nullable InflatedFile inflated)
      throws UnreadableCapture {
    this.path = path;
    this.bytes = bytes;
    this.temporary = inflated != null;
    this.inflationProblem = inflated == null ? null : inflated.problem();
    int magic = bytes.length() < 4 ? 0 : bytes.word(0);
    if (PcapReader.recognizes(magic)) {
      records = new PcapReader(path, bytes);
    } else if (magic == PcapngReader.SECTION_HEADER) {
      records = new PcapngReader(path, bytes);
    } else {
      throw unrecognized(path, bytes.length(), magic, inflationProblem);
    }
  }

  /** Opens a file; {@link UnreadableCapture} says what is wrong when no packet can be read. */
  public static CaptureReader open(Path path) throws UnreadableCapture {
    return open(path, CaptureBytes.WINDOW_BITS, InflatedFile.LIMIT);
  }

  static CaptureReader open(Path path, int windowBits, long inflationLimit)
      throws UnreadableCapture {
    String name = path.toString();
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new UnreadableCapture(new InputProblem(name, 0, "is not a regular file"));
    }
    try {
      FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
      try {
        InflatedFile inflated = null;
        if (InflatedFile.isGzip(firstWord(channel))) {
          channel.close();
          inflated = InflatedFile.of(path, inflationLimit);
          channel = inflated.channel();
        }
        return new CaptureReader(name, CaptureBytes.map(channel, windowBits), inflated);
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    } catch (UnreadableCapture e) {
      throw e;
    } catch (IOException e) {
      throw UnreadableCapture.of(path, e);
    }
  }

  private static int firstWord(FileChannel channel) throws IOException {
    ByteBuffer word = ByteBuffer.allocate(4);
    int count = 1;
    while (word.hasRemaining() && count > 0) {
      count = channel.read(word, word.position());
    }
    return word.hasRemaining() ? 0 : word.getInt(0);
  }

  /** Whether the first four octets of a file, in network order, are those of a known format. */
  static boolean recognizes(int firstWord) {
    return firstWord == PcapngReader.SECTION_HEADER || PcapReader.recognizes(firstWord);
  }

  private static UnreadableCapture unrecognized(
      String path, long length, int magic, @Nullable String inflationProblem) {
    String message = "is neither pcap nor pcapng (starts with 0x" + hex(magic) + ")";
    if (inflationProblem != null) {
      message = inflationProblem;
    } else if (length == 0) {
      message = "is empty";
    } else if (length < 4) {
      message = "is too short for a capture: " + length + " octets";
    } else if (compression(magic) != null) {
      message = "is compressed with " + compression(magic) + ", and only gzip is read: unpack it";
    } else if (magic == 0xA1B234CD || magic == 0xCD34B2A1) {
      message = "is a capture of IXIA's variant of pcap, which is not supported";
    }
    return new UnreadableCapture(new InputProblem(path, 0, message));
  }

  /** What else captures are compressed with, by the first four octets; null when none of these. */
  private static @Nullable String compression(int magic) {
    if (magic == 0x28B52FFD) {
      return "zstd";
    } else if (magic == 0x04224D18) {
      return "lz4";
    } else if (magic == 0xFD377A58) {
      return "xz";
    }
    return magic >>> 8 == 0x425A68 ? "bzip2" : null;
  }

  private static String hex(int word) {
    String digits = Integer.toHexString(word);
    return "0".repeat(8 - digits.length()) + digits;
  }

  /** Moves {@link #packet} to the next packet; false when there is none. */
  public boolean next() {
    return records.next(packet);
  }

  /**
   * Moves {@link #packet} to one that {@link #next} has shown before, given its {@link
   * CapturedPacket#position} and {@link CapturedPacket#source}. Where the record itself holds no
   * time, it comes without.
   */
  public void read(long position, int source) {
    records.read(position, source, packet);
  }

  /** The one packet view of this reader; what it shows is gone when the reader is closed. */
  public CapturedPacket packet() {
    return packet;
  }

  /** Why reading stopped before the end of the file; null when it did not, or has not yet. */
  public @Nullable InputProblem problem() {
    // When inflating stopped, that is why the last record is cut, too.
    return inflationProblem == null
        ? records.problem()
        : new InputProblem(path, bytes.length(), inflationProblem);
  }

  /** Packets so far that claim a time that does not exist or cannot be represented. */
  public long invalidTimes() {
    return records.invalidTimes();
  }

  /** Octets of the file, inflated when it was compressed. */
  public long length() {
    return bytes.length();
  }

  /** SHA-256 of the file's octets, inflated when it was compressed. */
  public byte[] digest() {
    return bytes.digest();
  }

  @Override
  public void close() throws IOException {
    if (temporary) {
      bytes.discard();
    } else {
      bytes.close();
    }
  }
}
