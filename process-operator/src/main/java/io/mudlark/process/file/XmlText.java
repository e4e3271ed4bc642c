package io.mudlark.process.file;

/** Text that XML 1.0 can carry. */
public final class XmlText {
  private XmlText() {}

  /** Replaces the characters that XML 1.0 has no way to write by U+FFFD. */
  public static String clean(String text) {
    boolean dirty = text.codePoints().anyMatch(point -> !writable(point));
    if (!dirty) {
      return text;
    }
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints().forEach(point -> clean.appendCodePoint(writable(point) ? point : 0xFFFD));
    return clean.toString();
  }

  private static boolean writable(int point) {
    return point == '\t'
        || point == '\n'
        || point == '\r'
        || (point >= 0x20 && point < 0xD800)
        || (point > 0xDFFF && point < 0xFFFE)
        || point > 0xFFFF;
  }
}
