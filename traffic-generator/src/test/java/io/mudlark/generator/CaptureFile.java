package io.mudlark.generator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a pcapng file the plain way, to look at what was written without trusting the writer. */
public final class CaptureFile {
  private CaptureFile() {}

  /** All packets of a file, taken apart. */
  public static List<Packet> read(Path file) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    List<Packet> packets = new ArrayList<>();
    while (in.remaining() >= 12) {
      int start = in.position();
      int type = in.getInt();
      int length = in.getInt();
      if (length % 4 != 0 || in.getInt(start + length - 4) != length) {
        throw new IOException("block at " + start + " has two lengths");
      }
      if (type == 6) {
        in.getInt();
        long nanos =
            Integer.toUnsignedLong(in.getInt()) << 32 | Integer.toUnsignedLong(in.getInt());
        byte[] octets = new byte[in.getInt()];
        if (in.getInt() != octets.length) {
          throw new IOException("packet at " + start + " is cut");
        }
        in.get(octets);
        packets.add(Packet.of(nanos, octets));
      }
      in.position(start + length);
    }
    if (in.hasRemaining()) {
      throw new IOException("octets after the last block");
    }
    return packets;
  }
}
