package io.mudlark.probe.capture;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A file of any size as read-only mapped windows that overlap, so that every record up to {@link
 * #REACH} octets lies whole in the window in which it starts.
 */
final class CaptureBytes implements Closeable {
  /** The longest record that is read: 16 MiB, sixty times the usual snapshot length. */
  static final int REACH = 1 << 24;

  /** Windows start every 1 GiB. */
  static final int WINDOW_BITS = 30;

  private final FileChannel channel;
  private final long length;
  private final int windowBits;
  private final ByteBuffer[] windows;

  private CaptureBytes(FileChannel channel, long length, int windowBits, ByteBuffer[] windows) {
    this.channel = channel;
    this.length = length;
    this.windowBits = windowBits;
    this.windows = windows;
  }

  /** Maps the whole file; what is appended later is not seen. */
  static CaptureBytes map(FileChannel channel, int windowBits) throws IOException {
    long length = channel.size();
    long size = 1L << windowBits;
    ByteBuffer[] windows = new ByteBuffer[Math.toIntExact((length + size - 1) / size)];
    for (int i = 0; i < windows.length; i++) {
      long start = i * size;
      windows[i] = channel.map(MapMode.READ_ONLY, start, Math.min(size + REACH, length - start));
    }
    return new CaptureBytes(channel, length, windowBits, windows);
  }

  long length() {
    return length;
  }

  /** The window in which {@code position} lies. */
  ByteBuffer window(long position) {
    return windows[(int) (position >>> windowBits)];
  }

  /** The index of {@code position} in its window. */
  int index(long position) {
    return (int) (position & ((1L << windowBits) - 1));
  }

  /** The 32 bits at {@code position}, in network order. */
  int word(long position) {
    return window(position).getInt(index(position));
  }

  /** SHA-256 of all octets. */
  byte[] digest() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (int i = 0; i < windows.length; i++) {
        long own = Math.min(1L << windowBits, length - ((long) i << windowBits));
        digest.update(windows[i].slice(0, (int) own));
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * Closes a temporary file. It gives its octets back at once: the windows keep them from the
   * disk's free space until they are collected, which may be never where nothing is allocated.
   */
  void discard() {
    try (channel) {
      channel.truncate(0);
    } catch (IOException e) {
      return; // a system that truncates no mapped file gives them back when the windows go
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
