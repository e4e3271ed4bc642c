package io.mudlark.ipfix.record;

/** How a time is written on the wire, and how it becomes nanoseconds since the Unix epoch. */
enum TimeForm {
  SECONDS,
  MILLIS,
  /** NTP timestamp (RFC 7011 6.1.9, 6.1.10): seconds since 1900 and a fraction of 32 bits. */
  NTP,
  /** The same with the Unix epoch, as MISSION's probe writes it. */
  UNIX_FIXED_POINT,
  /** Microseconds before the export time (flowStartDeltaMicroseconds). */
  BEFORE_EXPORT_MICROS,
  /** Milliseconds of the exporter's uptime, 32 bits that wrap after 49.7 days. */
  UPTIME;

  private static final long NTP_TO_UNIX_SECONDS = 2_208_988_800L;
  private static final long NANOS = 1_000_000_000L;
  private static final long MAX_SECONDS = Long.MAX_VALUE / NANOS - 1;

  /**
   * Nanoseconds since the Unix epoch; a time beyond the year 2262 is cut to it.
   *
   * @param value the raw field
   * @param context what relative times are relative to
   */
  long toNanos(long value, TimeContext context) {
    switch (this) {
      case SECONDS:
        return clamp(value) * NANOS;
      case MILLIS:
        return clampMillis(value) * 1_000_000L;
      case NTP:
        return fixedPoint(unixSeconds(value >>> 32), value);
      case UNIX_FIXED_POINT:
        return fixedPoint(value >>> 32, value);
      case BEFORE_EXPORT_MICROS:
        return context.exportNanos() - value * 1000L;
      default:
        return context.uptimeToNanos(value);
    }
  }

  /** Era 0 of NTP from 1970 on; before it lies era 1, which begins in 2036. */
  private static long unixSeconds(long ntpSeconds) {
    return ntpSeconds >= NTP_TO_UNIX_SECONDS
        ? ntpSeconds - NTP_TO_UNIX_SECONDS
        : ntpSeconds + (1L << 32) - NTP_TO_UNIX_SECONDS;
  }

  private static long fixedPoint(long seconds, long value) {
    return seconds * NANOS + (((value & 0xFFFF_FFFFL) * NANOS) >>> 32);
  }

  private static long clamp(long seconds) {
    return seconds < 0 ? MAX_SECONDS : Math.min(seconds, MAX_SECONDS);
  }

  private static long clampMillis(long millis) {
    long max = MAX_SECONDS * 1000;
    return millis < 0 ? max : Math.min(millis, max);
  }
}
