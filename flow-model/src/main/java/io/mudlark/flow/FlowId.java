package io.mudlark.flow;

/**
 * The identity of a flow record: 128 bits hashed from its content, so that the same traffic has the
 * same ids however often and in whatever order it is read.
 *
 * @param high upper half
 * @param low lower half
 */
public record FlowId(long high, long low) implements Comparable<FlowId> {
  /** Hash of observation point, key, start and ordinal among flows that are equal in these. */
  public static FlowId of(String observationPoint, FlowKey key, long startNanos, int ordinal) {
    return new ContentHash()
        .text(observationPoint)
        .number(key.vlanId())
        .address(key.source())
        .address(key.destination())
        .number(key.protocol())
        .number(key.sourcePort())
        .number(key.destinationPort())
        .number(startNanos)
        .number(ordinal)
        .id();
  }

  @Override
  public int compareTo(FlowId other) {
    int order = Long.compareUnsigned(high, other.high);
    return order != 0 ? order : Long.compareUnsigned(low, other.low);
  }

  /** 32 hexadecimal digits. */
  @Override
  public String toString() {
    return hex(high) + hex(low);
  }

  private static String hex(long word) {
    String digits = Long.toHexString(word);
    return "0".repeat(16 - digits.length()) + digits;
  }
}
