package io.mudlark.mudscope.netflows;

import io.mudlark.mudscope.input.UnusableInput;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The lines of a text file, none of which may be longer than a limit. */
final class BoundedLines {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Path file;
  private final BufferedReader characters;
  private final int limit;
  private final StringBuilder line = new StringBuilder();
  private long number;

  /** Reads UTF-8 from {@code in}; octets that are none become replacement characters. */
  BoundedLines(Path file, InputStream in, int limit) {
    this.file = file;
    this.limit = limit;
    this.characters =
        new BufferedReader(
            new InputStreamReader(
                in,
                StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE)),
            1 << 16);
  }

  /** The next line without its end (LF or CRLF), or null after the last one. */
  @Nullable String next() throws IOException {
    line.setLength(0);
    int read = characters.read();
    if (read < 0) {
      return null;
    }
    number++;
    while (read >= 0 && read != '\n') {
      if (line.length() == limit) {
        throw new UnusableInput(file, number, "longer than " + limit + " characters");
      }
      line.append((char) read);
      read = characters.read();
    }
    int length = line.length();
    if (length > 0 && line.charAt(length - 1) == '\r') {
      line.setLength(length - 1);
    }
    if (number == 1 && line.length() > 0 && line.charAt(0) == BYTE_ORDER_MARK) {
      line.deleteCharAt(0);
    }
    return line.toString();
  }

  /** Number of the line that {@link #next} gave last, the first one being 1. */
  long number() {
    return number;
  }
}
