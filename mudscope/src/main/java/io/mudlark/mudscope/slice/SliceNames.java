package io.mudlark.mudscope.slice;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Names slices as editcap does: {@code OUT_00003_20211118141547.pcap}, but always in UTC. */
final class SliceNames {
  /** Numbers have five digits; with more slices names would come again. */
  static final int MAX_SLICES = 100_000;

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT);
  private static final long NANOS = 1_000_000_000L;

  private final Path pattern;
  private final String prefix;
  private final String suffix;

  SliceNames(Path pattern) {
    this.pattern = pattern;
    String name = pattern.getFileName().toString();
    int dot = name.lastIndexOf('.');
    prefix = dot < 0 ? name : name.substring(0, dot);
    suffix = dot < 0 ? "" : name.substring(dot);
  }

  /** The file of a slice that was opened for a packet of this time. */
  Path of(int number, long timeNanos) {
    LocalDateTime time =
        LocalDateTime.ofEpochSecond(Math.floorDiv(timeNanos, NANOS), 0, ZoneOffset.UTC);
    String digits = Integer.toString(number);
    return pattern.resolveSibling(
        prefix
            + "_"
            + "0".repeat(5 - digits.length())
            + digits
            + "_"
            + SECONDS.format(time)
            + suffix);
  }
}
