package io.mudlark.probe.packet;

/**
 * One counter per constant of an enum, in an array because packets are counted here one by one.
 *
 * @param <E> what is counted
 */
public final class Counts<E extends Enum<E>> {
  private final long[] counts;

  public Counts(Class<E> kinds) {
    counts = new long[kinds.getEnumConstants().length];
  }

  public void add(E kind) {
    add(kind, 1);
  }

  // The ordinal never leaves this object, so that the order of the constants means nothing.
  @SuppressWarnings("EnumOrdinal")
  public void add(E kind, long count) {
    counts[kind.ordinal()] += count;
  }

  // As in add.
  @SuppressWarnings("EnumOrdinal")
  public long count(E kind) {
    return counts[kind.ordinal()];
  }

  /** All counters together. */
  public long sum() {
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return sum;
  }
}
