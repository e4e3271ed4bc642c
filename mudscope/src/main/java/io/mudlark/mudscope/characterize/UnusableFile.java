package io.mudlark.mudscope.characterize;

import java.io.IOException;
import java.nio.file.Path;

/** Thrown for a file that cannot be used; the message is one line: file, place, what is wrong. */
public final class UnusableFile extends IOException {
  private static final long serialVersionUID = 1L;

  private static final int LONGEST_MESSAGE = 400;

  /** Control characters of the message, which may quote the file, become question marks. */
  public UnusableFile(Path file, String problem) {
    super(oneLine(file + ": " + problem));
  }

  private static String oneLine(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]", "?");
    return line.length() > LONGEST_MESSAGE ? line.substring(0, LONGEST_MESSAGE) + "..." : line;
  }
}
