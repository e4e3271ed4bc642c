package io.mudlark.mud.profile;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A MUD file cannot be used; the message is one line: file, place, what is wrong. */
public final class MudFormatException extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_QUOTE = 80;

  public MudFormatException(String file, String place, String what) {
    super(oneLine(file) + ": " + oneLine(place) + ": " + oneLine(what));
  }

  private MudFormatException(String line) {
    super(oneLine(line));
  }

  /** For a file whose reading failed for a reason outside of its content. */
  static MudFormatException unreadable(Path file, IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return new MudFormatException(file + ": no such file");
    }
    String reason =
        Files.isDirectory(file)
            ? "is a folder"
            : cause instanceof AccessDeniedException
                ? "permission denied"
                : cause.getClass().getSimpleName() + ": " + cause.getMessage();
    return new MudFormatException(file.toString(), "cannot be read", reason);
  }

  /** A value from an untrusted file, fit for one line: quoted, shortened, no control characters. */
  static String quote(String value) {
    String shown =
        value.length() > LONGEST_QUOTE ? value.substring(0, LONGEST_QUOTE) + "..." : value;
    return "'" + oneLine(shown) + "'";
  }

  /** The text with control characters and line separators replaced. */
  static String oneLine(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? '?' : c)
        .forEach(line::appendCodePoint);
    return line.toString();
  }
}
