package io.mudlark.mudscope.mudgen;

import io.mudlark.mudscope.input.UnusableInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads small text files of people, with a limit on their size. */
final class TextFile {
  private TextFile() {}

  /** The whole file as UTF-8 text without a byte order mark. */
  static String read(Path file, int maxOctets) throws UnusableInput {
    byte[] octets;
    try (InputStream in = Files.newInputStream(file)) {
      octets = in.readNBytes(maxOctets + 1);
    } catch (IOException e) {
      throw Files.exists(file)
          ? new UnusableInput(file.toString(), "cannot be read", reason(file, e))
          : new UnusableInput(file, "no such file");
    }
    if (octets.length > maxOctets) {
      throw new UnusableInput(file.toString(), "/", "larger than " + maxOctets + " octets");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new UnusableInput(file.toString(), "/", "not UTF-8 text");
    }
  }

  private static String reason(Path file, IOException e) {
    if (Files.isDirectory(file)) {
      return "is a folder";
    }
    return String.valueOf(e.getMessage());
  }
}
