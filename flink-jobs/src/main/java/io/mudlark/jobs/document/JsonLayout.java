package io.mudlark.jobs.document;

/** Lays a JSON text out for people: one member or element a line, two blanks of indentation, LF. */
final class JsonLayout {
  private final String compact;
  private final StringBuilder out;
  private int depth;
  private int at;

  private JsonLayout(String compact) {
    this.compact = compact;
    this.out = new StringBuilder(2 * compact.length());
  }

  /**
   * The same content over several lines.
   *
   * @param compact valid JSON without any white space between its tokens
   */
  static String of(String compact) {
    JsonLayout layout = new JsonLayout(compact);
    while (layout.at < compact.length()) {
      layout.token(compact.charAt(layout.at));
    }
    return layout.out.toString();
  }

  private void token(char c) {
    switch (c) {
      case '{', '[' -> open(c);
      case '}', ']' -> {
        depth--;
        line();
        put(c);
      }
      case ',' -> {
        put(c);
        line();
      }
      case ':' -> {
        out.append(" : ");
        at++;
      }
      case '"' -> text();
      default -> put(c);
    }
  }

  /** What is empty stays on its line. */
  private void open(char c) {
    put(c);
    char next = compact.charAt(at);
    if (next == '}' || next == ']') {
      out.append(' ');
      put(next);
    } else {
      depth++;
      line();
    }
  }

  private void text() {
    do {
      if (compact.charAt(at) == '\\') {
        put('\\');
      }
      put(compact.charAt(at));
    } while (compact.charAt(at) != '"');
    put('"');
  }

  private void put(char c) {
    out.append(c);
    at++;
  }

  private void line() {
    out.append('\n').append("  ".repeat(depth));
  }
}
