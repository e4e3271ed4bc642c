package io.mudlark.probe.testing;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Runs a test on damaged input again and again: a few seconds every day, longer under {@code
 * MUDLARK_STRICT=1}, or for a number of inputs given by {@code mudlark.fuzz}; always from the same
 * seed.
 */
public final class FuzzTime {
  private static final long EVERYDAY_NANOS = 4_000_000_000L;
  private static final long STRICT_NANOS = 60_000_000_000L;
  private static final int BATCH = 1_000;

  private FuzzTime() {}

  /**
   * @return how many inputs were tried
   */
  public static long run(long seed, Consumer<Random> input) {
    Random random = new Random(seed);
    long wanted = Long.getLong("mudlark.fuzz", 0);
    long time = "1".equals(System.getenv("MUDLARK_STRICT")) ? STRICT_NANOS : EVERYDAY_NANOS;
    long begin = System.nanoTime();
    long tried = 0;
    while (wanted > 0 ? tried < wanted : System.nanoTime() - begin < time) {
      for (int i = 0; i < BATCH; i++) {
        input.accept(random);
      }
      tried += BATCH;
    }
    return tried;
  }

  /** A copy with some octets changed, cut out, put in or cut off. */
  public static byte[] damage(byte[] octets, Random random) {
    byte[] copy = octets.clone();
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes && copy.length > 0; i++) {
      int at = random.nextInt(copy.length);
      switch (random.nextInt(5)) {
        case 0 -> copy[at] = (byte) random.nextInt(256);
        case 1 -> copy[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> copy[at] = (byte) (random.nextBoolean() ? 0xFF : 0);
        case 3 -> copy = Arrays.copyOf(copy, at);
        default -> {
          int from = random.nextInt(copy.length);
          int length = Math.min(copy.length - Math.max(at, from), 1 + random.nextInt(8));
          System.arraycopy(copy, from, copy, at, length);
        }
      }
    }
    return copy;
  }
}
