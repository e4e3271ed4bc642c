package io.mudlark.mudscope.input;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A file that a person gave cannot be used; the message is one line: file, place, what is wrong.
 */
public final class UnusableInput extends IOException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_MESSAGE = 400;
  private static final int LONGEST_QUOTE = 80;

  /** Control characters of the message, which may quote the file, become question marks. */
  public UnusableInput(String message) {
    super(cut(oneLine(message), LONGEST_MESSAGE));
  }

  public UnusableInput(Path file, String problem) {
    this(file + ": " + problem);
  }

  public UnusableInput(Path file, long line, String problem) {
    this(file, "line " + line + ": " + problem);
  }

  public UnusableInput(String file, String place, String problem) {
    this(file + ": " + place + ": " + problem);
  }

  /** A value of an untrusted file, fit for one line. */
  public static String quote(String value) {
    return "'" + oneLine(cut(value, LONGEST_QUOTE)) + "'";
  }

  private static String cut(String text, int longest) {
    return text.length() > longest ? text.substring(0, longest) + "..." : text;
  }

  private static String oneLine(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? '?' : c)
        .forEach(line::appendCodePoint);
    return line.toString();
  }
}
