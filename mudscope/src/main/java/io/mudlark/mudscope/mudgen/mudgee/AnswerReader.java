package io.mudlark.mudscope.mudgen.mudgee;

import io.mudlark.flow.IpAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the first question and all A records of a DNS answer (RFC 1035), as MUDgee does. */
final class AnswerReader {
  private static final int HEADER = 12;
  private static final int LONGEST_NAME = 255;
  private static final int MAX_JUMPS = 64;
  private static final int MAX_RECORDS = 1_024;
  private static final int A = 1;

  private final ByteBuffer buffer;
  private final int start;
  private final int end;
  private int cursor;

  private AnswerReader(ByteBuffer buffer, int start, int end) {
    this.buffer = buffer;
    this.start = start;
    this.end = end;
    this.cursor = start + HEADER;
  }

  /** Null when there is no question or the message is malformed. */
  static SwitchPacket.@Nullable Answer read(ByteBuffer buffer, int start, int end) {
    if (end - start < HEADER) {
      return null;
    }
    AnswerReader reader = new AnswerReader(buffer, start, end);
    int questions = reader.u16(start + 4);
    int answers = Math.min(reader.u16(start + 6), MAX_RECORDS);
    String first = null;
    for (int i = 0; i < questions; i++) {
      String name = reader.name();
      if (name == null || !reader.skip(4)) {
        return null;
      }
      first = first == null ? name : first;
    }
    if (first == null) {
      return null;
    }
    List<String> addresses = new ArrayList<>();
    for (int i = 0; i < answers; i++) {
      if (!reader.record(addresses)) {
        return null;
      }
    }
    return new SwitchPacket.Answer(first, addresses);
  }

  private boolean record(List<String> addresses) {
    if (name() == null || end - cursor < 10) {
      return false;
    }
    int type = u16(cursor);
    int length = u16(cursor + 8);
    cursor += 10;
    int data = cursor;
    if (!skip(length)) {
      return false;
    }
    if (type == A && length == 4) {
      addresses.add(IpAddress.v4(buffer.getInt(data)).toString());
    }
    return true;
  }

  private boolean skip(int octets) {
    if (end - cursor < octets) {
      return false;
    }
    cursor += octets;
    return true;
  }

  private int u16(int at) {
    return buffer.getShort(at) & 0xFFFF;
  }

  /** The name at the cursor, which moves behind it; null when it is malformed. */
  private @Nullable String name() {
    StringBuilder name = new StringBuilder();
    int at = cursor;
    int after = -1;
    int jumps = 0;
    while (at < end) {
      int length = buffer.get(at) & 0xFF;
      if (length == 0) {
        cursor = after < 0 ? at + 1 : after;
        return name.toString();
      }
      if (length >= 0xC0) {
        if (end - at < 2 || ++jumps > MAX_JUMPS) {
          return null;
        }
        after = after < 0 ? at + 2 : after;
        at = start + (u16(at) & 0x3FFF);
        continue;
      }
      if (length > 63 || end - at - 1 < length || name.length() + length > LONGEST_NAME) {
        return null;
      }
      byte[] label = new byte[length];
      buffer.get(at + 1, label);
      name.append(name.length() == 0 ? "" : ".").append(printable(label));
      at += 1 + length;
    }
    return null;
  }

  /** Labels go into CSV files: anything unusual becomes a question mark. */
  private static String printable(byte[] label) {
    String text = new String(label, StandardCharsets.ISO_8859_1);
    return text.replaceAll("[^A-Za-z0-9_-]", "?");
  }
}
