package io.mudlark.mudscope.monitor;

/** Text of strangers inside HTML and SVG. */
final class MarkupText {
  private MarkupText() {}

  /**
   * With the five characters that mean something there replaced, and without control characters.
   */
  static String escaped(String text) {
    return text.replaceAll("[\\p{Cntrl}\\uFFFE\\uFFFF\\p{Cs}]", "?")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
