package io.mudlark.jobs.mine;

/** Makes any text harmless in XML and HTML. */
final class Escape {
  private Escape() {}

  static String xml(String text) {
    StringBuilder out = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c < 0x20 || Character.isSurrogate(c) || c > 0xFFFD ? '\uFFFD' : c);
      }
    }
    return out.toString();
  }
}
