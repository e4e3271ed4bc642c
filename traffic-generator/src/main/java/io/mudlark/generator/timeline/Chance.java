package io.mudlark.generator.timeline;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Random numbers that are the same for the same seed on every JDK: SplitMix64 (Steele, Lea, Flood,
 * OOPSLA 2014). Not for secrets.
 */
public final class Chance {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long GOLDEN_GAMMA = 0x9E37_79B9_7F4A_7C15L;

  private static final byte[] NOISE = new Chance(GOLDEN_GAMMA).octets(1 << 16);

  private long state;

  public Chance(long seed) {
    state = seed;
  }

  /** An independent source for a named part, whatever was drawn from this one before or after. */
  public static Chance named(long seed, String name) {
    long hash = 0xCBF2_9CE4_8422_2325L;
    for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (octet & 0xFF)) * 0x100_0000_01B3L;
    }
    return new Chance(mix(seed ^ mix(hash)));
  }

  public long nextLong() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  public int nextInt() {
    return (int) (nextLong() >>> 32);
  }

  /** From 0 to {@code bound - 1}; the bias is below 2^-32 times the bound. */
  public int below(int bound) {
    return (int) (((nextLong() >>> 32) * bound) >>> 32);
  }

  /** From {@code low} to {@code high}, both included. */
  public int between(int low, int high) {
    return low + below(high - low + 1);
  }

  /** From 0 to {@code bound - 1} for bounds up to 2^62. */
  public long belowLong(long bound) {
    return (nextLong() >>> 2) % bound;
  }

  /** A time around {@code nanos}, up to {@code percent} less or more. */
  public long around(long nanos, int percent) {
    long spread = nanos / 100 * percent;
    return nanos - spread + belowLong(2 * spread + 1);
  }

  public byte[] octets(int count) {
    byte[] octets = new byte[count];
    fill(octets, 0, count);
    return octets;
  }

  /**
   * Fills a part of an array with octets that nobody looks into: a run of one fixed noise, from a
   * random place on. Cheap, but the same run may come again.
   */
  public void noise(byte[] octets, int offset, int count) {
    int done = 0;
    while (done < count) {
      int from = below(NOISE.length / 2);
      int part = Math.min(count - done, NOISE.length - from);
      System.arraycopy(NOISE, from, octets, offset + done, part);
      done += part;
    }
  }

  /** Fills a part of an array, eight octets for each number drawn. */
  public void fill(byte[] octets, int offset, int count) {
    int at = offset;
    int end = offset + count;
    for (; end - at >= 8; at += 8) {
      LONGS.set(octets, at, nextLong());
    }
    if (at < end) {
      long word = nextLong();
      for (; at < end; at++) {
        octets[at] = (byte) word;
        word >>>= 8;
      }
    }
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
    return z ^ (z >>> 31);
  }
}
