package io.mudlark.probe.export;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts texts between characters, so that a record fits a message. */
final class TextCut {
  private long cut;

  /** Cuts every text among the values that has more octets of UTF-8 than that. */
  void apply(List<@Nullable Object> values, int maxOctets) {
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i) instanceof String text && text.length() * 3L > maxOctets) {
        values.set(i, fit(text, maxOctets));
      }
    }
  }

  private String fit(String text, int maxOctets) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    if (octets.length <= maxOctets) {
      return text;
    }
    cut++;
    int end = maxOctets;
    while (end > 0 && (octets[end] & 0xC0) == 0x80) {
      end--;
    }
    return new String(octets, 0, end, StandardCharsets.UTF_8);
  }

  /** Texts that were cut. */
  long count() {
    return cut;
  }
}
