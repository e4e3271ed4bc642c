package io.mudlark.mud.profile;

/**
 * The ports that an entry allows: all from the lower to the upper one, or all others (RFC 8519,
 * port-range-or-operator).
 *
 * @param lower 0..65535
 * @param upper lower..65535
 * @param outside true for the operator {@code neq}: every port but these
 */
public record PortRange(int lower, int upper, boolean outside) {
  private static final int MAX = 65_535;

  public PortRange {
    if (lower < 0 || upper > MAX || lower > upper) {
      throw new IllegalArgumentException("not a range of ports: " + lower + ".." + upper);
    }
  }

  public static PortRange exactly(int port) {
    return new PortRange(port, port, false);
  }

  /** Whether this is one port, stated as such. */
  public boolean isExact() {
    return lower == upper && !outside;
  }

  public boolean contains(int port) {
    return (port >= lower && port <= upper) != outside;
  }

  /** {@code 443}, {@code 8000..8010} or {@code not 22}. */
  @Override
  public String toString() {
    String range = lower == upper ? Integer.toString(lower) : lower + ".." + upper;
    return outside ? "not " + range : range;
  }
}
