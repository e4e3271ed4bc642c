package io.mudlark.jobs.evaluate;

import java.util.List;

/** Pieces of a page; whatever comes from outside goes through {@link #text}. */
final class Html {
  private Html() {}

  /** Text that is shown as it is. */
  static String text(String raw) {
    return raw.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** A table of texts; the first of each row names it. */
  static String table(List<String> head, List<List<String>> rows) {
    StringBuilder out = new StringBuilder("<div class=\"wide\"><table>\n<tr>");
    head.forEach(cell -> out.append("<th>").append(text(cell)).append("</th>"));
    out.append("</tr>\n");
    for (List<String> row : rows) {
      out.append("<tr>");
      row.forEach(cell -> out.append("<td>").append(text(cell)).append("</td>"));
      out.append("</tr>\n");
    }
    return out.append("</table></div>\n").toString();
  }
}
