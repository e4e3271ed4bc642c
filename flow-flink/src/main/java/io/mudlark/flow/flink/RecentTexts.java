package io.mudlark.flow.flink;

import java.io.DataInput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads texts and hands out the same string again for a text that it read lately: the names of
 * sites, devices and profiles come with every flow and need not be kept once per flow.
 *
 * <p>The bytes are those of {@link org.apache.flink.types.StringValue}. At most {@value #SLOTS}
 * texts of at most {@value #LONGEST} characters are remembered; a later one with the same slot
 * takes the place. Not for several threads at once.
 */
final class RecentTexts {
  private static final int SLOTS = 1 << 14;
  private static final int LONGEST = 64;

  private final char[] buffer = new char[LONGEST];
  private String @Nullable [] slots;
  private char[][] characters = {};

  /** A text that must be there. */
  String read(DataInput in) throws IOException {
    String text = readOptional(in);
    if (text == null) {
      throw new IOException("a text that must be there is null");
    }
    return text;
  }

  @Nullable String readOptional(DataInput in) throws IOException {
    int length = readGroups(in) - 1;
    if (length < 0) {
      return null;
    }
    if (length > LONGEST) {
      return readLong(in, length);
    }
    int hash = 0;
    for (int i = 0; i < length; i++) {
      char c = (char) readGroups(in);
      buffer[i] = c;
      hash = 31 * hash + c;
    }
    return known(length, hash);
  }

  /** The length is not trusted: room grows with what is there. */
  private static String readLong(DataInput in, int length) throws IOException {
    StringBuilder text = new StringBuilder(2 * LONGEST);
    for (int i = 0; i < length; i++) {
      text.append((char) readGroups(in));
    }
    return text.toString();
  }

  private String known(int length, int hash) {
    String[] table = slots;
    if (table == null) {
      table = new String[SLOTS];
      slots = table;
      characters = new char[SLOTS][];
    }
    int slot = (hash ^ hash >>> 14) & (SLOTS - 1);
    @Nullable String old = table[slot];
    if (old != null && Arrays.equals(characters[slot], 0, old.length(), buffer, 0, length)) {
      return old;
    }
    String text = new String(buffer, 0, length);
    table[slot] = text;
    characters[slot] = Arrays.copyOf(buffer, length);
    return text;
  }

  /** Groups of seven bits, the lowest first: Flink's form of lengths and characters. */
  private static int readGroups(DataInput in) throws IOException {
    int octet = in.readUnsignedByte();
    int value = octet & 0x7F;
    for (int shift = 7; octet >= 0x80 && shift < 35; shift += 7) {
      octet = in.readUnsignedByte();
      value |= (octet & 0x7F) << shift;
    }
    if (octet >= 0x80) {
      throw new IOException("a length or character of a text does not end after five octets");
    }
    return value;
  }
}
