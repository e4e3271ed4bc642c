package io.mudlark.process.mqtt;

/**
 * A time as the MISSION probe exports it: Unix seconds and a fraction in units of 2^-32 s.
 *
 * @param seconds since the Unix epoch
 * @param fraction 0 to 2^32 - 1
 */
public record ExportTime(long seconds, long fraction) {
  private static final long NANOS = 1_000_000_000L;
  private static final long MAX_SECONDS = Long.MAX_VALUE / NANOS - 1;

  public ExportTime {
    if (seconds < 0 || seconds > MAX_SECONDS) {
      throw new IllegalArgumentException("seconds out of range: " + seconds);
    }
    if (fraction < 0 || fraction > 0xFFFF_FFFFL) {
      throw new IllegalArgumentException("fraction is not 32 bits: " + fraction);
    }
  }

  /** The time of a flow record, nanoseconds since the Unix epoch; {@link #nanos} gives it back. */
  public static ExportTime ofNanos(long nanos) {
    long within = Math.floorMod(nanos, NANOS);
    return new ExportTime(Math.floorDiv(nanos, NANOS), ((within << 32) + NANOS / 2) / NANOS);
  }

  /** Nanoseconds since the Unix epoch, rounded to the nearest. */
  public long nanos() {
    return seconds * NANOS + ((fraction * NANOS + (1L << 31)) >>> 32);
  }

  /**
   * What MISSION's notebook makes of it: the fraction's decimal digits are glued behind a decimal
   * point, so that 114726912 (0.0267 s) counts as 0.114726912 s; digits beyond the ninth are lost.
   */
  public long notebookNanos() {
    String digits = Long.toString(fraction);
    String nine = digits.length() > 9 ? digits.substring(0, 9) : digits;
    long nanos = Long.parseLong(nine);
    for (int i = nine.length(); i < 9; i++) {
      nanos *= 10;
    }
    return seconds * NANOS + nanos;
  }

  /** Reads {@code [seconds,fraction]}. */
  public static ExportTime parse(String text) {
    int comma = text.indexOf(',');
    int end = text.length() - 1;
    if (comma < 0 || text.charAt(0) != '[' || text.charAt(end) != ']') {
      throw new IllegalArgumentException("not [seconds,fraction]: " + text);
    }
    return new ExportTime(
        Long.parseLong(text.substring(1, comma).strip()),
        Long.parseLong(text.substring(comma + 1, end).strip()));
  }
}
