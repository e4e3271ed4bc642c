package io.mudlark.ipfix.record;

/** What the relative times of a record count from. */
final class TimeContext {
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private long exportNanos;
  private long sysUptimeMillis;
  private long systemInitMillis;
  private long endUptimeMillis;

  /**
   * @param exportNanosNow export time of the message, nanoseconds since the Unix epoch
   * @param sysUptime uptime in the message header, or -1
   * @param systemInit when the exporter started, milliseconds since the Unix epoch, or 0
   * @param endUptime the uptime at the end of this flow, or -1
   */
  void set(long exportNanosNow, long sysUptime, long systemInit, long endUptime) {
    exportNanos = exportNanosNow;
    sysUptimeMillis = sysUptime;
    systemInitMillis = systemInit;
    endUptimeMillis = endUptime;
  }

  long exportNanos() {
    return exportNanos;
  }

  /**
   * Uptime to time: by the header's uptime, else by the start of the exporter, else on the
   * assumption that a record is exported when its flow ends. Differences are taken in 32 bits, so a
   * wrap between flow and export does no harm.
   */
  long uptimeToNanos(long uptimeMillis) {
    if (sysUptimeMillis >= 0) {
      return exportNanos - (int) (sysUptimeMillis - uptimeMillis) * NANOS_PER_MILLI;
    }
    if (systemInitMillis > 0) {
      long exportUptime = exportNanos / NANOS_PER_MILLI - systemInitMillis;
      return exportNanos - (int) (exportUptime - uptimeMillis) * NANOS_PER_MILLI;
    }
    long reference = endUptimeMillis >= 0 ? endUptimeMillis : uptimeMillis;
    return exportNanos - (int) (reference - uptimeMillis) * NANOS_PER_MILLI;
  }
}
