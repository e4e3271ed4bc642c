package io.mudlark.generator.capture;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Little-endian words collected in one large array before they go to the file. */
final class BlockBuffer implements Closeable {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int CAPACITY = 1 << 16;

  private final OutputStream out;
  private final byte[] octets = new byte[CAPACITY];
  private int length;

  BlockBuffer(OutputStream out) {
    this.out = out;
  }

  /** Makes room for a block; one larger than the buffer is refused. */
  void require(int count) throws IOException {
    if (count > CAPACITY) {
      throw new IOException("a block of " + count + " octets exceeds " + CAPACITY);
    }
    if (count > CAPACITY - length) {
      flush();
    }
  }

  void u16(int value) {
    octets[length++] = (byte) value;
    octets[length++] = (byte) (value >>> 8);
  }

  void u32(int value) {
    INTS.set(octets, length, value);
    length += 4;
  }

  void bytes(byte[] source, int count) {
    System.arraycopy(source, 0, octets, length, count);
    length += count;
  }

  /** Octets followed by zeros up to a multiple of four. */
  void padded(byte[] source, int count) {
    bytes(source, count);
    while ((length & 3) != 0) {
      octets[length++] = 0;
    }
  }

  /** A pcapng option with a text value. */
  void option(int code, String text) {
    byte[] value = text.getBytes(StandardCharsets.UTF_8);
    u16(code);
    u16(value.length);
    padded(value, value.length);
  }

  static int optionOctets(String text) {
    return 4 + ((text.getBytes(StandardCharsets.UTF_8).length + 3) & ~3);
  }

  private void flush() throws IOException {
    out.write(octets, 0, length);
    length = 0;
  }

  @Override
  public void close() throws IOException {
    try (out) {
      flush();
    }
  }
}
