package io.mudlark.mudscope.mudgen;

import java.io.IOException;

/**
 * A file that a person gave cannot be used; the message is one line: file, place, what is wrong.
 */
public final class UnusableInput extends IOException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_QUOTE = 80;

  public UnusableInput(String file, String place, String what) {
    super(oneLine(file + ": " + place + ": " + what));
  }

  /** A value of an untrusted file, fit for one line. */
  public static String quote(String value) {
    String shown =
        value.length() > LONGEST_QUOTE ? value.substring(0, LONGEST_QUOTE) + "..." : value;
    return "'" + oneLine(shown) + "'";
  }

  private static String oneLine(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? '?' : c)
        .forEach(line::appendCodePoint);
    return line.toString();
  }
}
