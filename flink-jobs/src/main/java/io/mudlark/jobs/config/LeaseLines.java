package io.mudlark.jobs.config;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.MacAddress;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;

/** The lines of a lease file without blank ones and comments, and what is said of a bad one. */
final class LeaseLines {
  private final Path file;
  private final String site;
  private final List<String> lines;
  private int number;
  private String current = "";

  LeaseLines(Path file, String site, List<String> lines) {
    this.file = file;
    this.site = site;
    this.lines = lines;
  }

  String site() {
    return site;
  }

  /** The first word of the file's first line that says something, without moving on. */
  String firstWord() {
    for (String line : lines) {
      String text = line.strip();
      if (!text.isEmpty() && !text.startsWith("#")) {
        return text.split("\\s+")[0];
      }
    }
    return "";
  }

  boolean next() {
    while (number < lines.size()) {
      current = lines.get(number++).strip();
      if (!current.isEmpty() && !current.startsWith("#")) {
        return true;
      }
    }
    return false;
  }

  String current() {
    return current;
  }

  MacAddress mac(String text) throws ConfigException {
    try {
      return MacAddress.parse(text);
    } catch (IllegalArgumentException e) {
      throw problem(Reasons.of(e));
    }
  }

  IpAddress address(String text) throws ConfigException {
    if (!IpAddress.isLiteral(text)) {
      throw problem("not an IP address: '" + text + "'");
    }
    return IpAddress.parse(text);
  }

  /** Seconds since the Unix epoch, or a time such as 2026-01-31T12:00:00Z, in nanoseconds. */
  long nanos(String text) throws ConfigException {
    try {
      if (text.matches("[0-9]{1,10}")) {
        return Long.parseLong(text) * 1_000_000_000L;
      }
      Instant time = Instant.parse(text);
      return Math.addExact(
          Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
    } catch (DateTimeException | ArithmeticException e) {
      throw problem("not a time such as 2026-01-31T12:00:00Z, or seconds: '" + text + "'");
    }
  }

  ConfigException problem(String what) {
    return new ConfigException(file + ": line " + number + ": " + what);
  }
}
