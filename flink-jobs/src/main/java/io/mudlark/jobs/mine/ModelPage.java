package io.mudlark.jobs.mine;

import java.io.IOException;
import java.io.Writer;
import java.util.Map;

/** Drawings of models in one HTML page that asks the network for nothing and runs no script. */
final class ModelPage {
  private static final String STYLE =
      """
      :root { color-scheme: light dark; --ink: #1d2733; --soft: #5b6b7c; --line: #b9c4d0;
        --paper: #fff; --fill: #eef4fb; --mark: #1f6feb; }
      @media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9aa7b4;
        --line: #46525f; --paper: #10161d; --fill: #1b2733; --mark: #6cb0ff; } }
      body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
        margin: 2rem; }
      h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
      dl { display: grid; grid-template-columns: max-content auto; gap: .1rem 1rem; }
      dt { color: var(--soft); } dd { margin: 0; font-variant-numeric: tabular-nums; }
      .drawing { overflow: auto; max-height: 85vh; border: 1px solid var(--line);
        border-radius: 6px; }
      svg { display: block; font: 11px system-ui, sans-serif; }
      svg text { fill: var(--ink); text-anchor: middle; } .count { fill: var(--soft) !important; }
      .edge { fill: none; stroke: var(--soft); stroke-width: 1.2; marker-end: url(#arrow); }
      marker path { fill: var(--soft); }
      .activity rect { fill: var(--fill); stroke: var(--mark); }
      .place circle, .gateway path { fill: var(--paper); stroke: var(--ink); }
      .start circle { fill: #2da44e; stroke: none; } .end circle { fill: none; stroke: var(--ink);
        stroke-width: 3; } .silent rect { fill: var(--ink); }
      """;

  private ModelPage() {}

  /**
   * Writes the page.
   *
   * @param facts name and value of what is worth knowing, in order
   * @param drawings headings and what is under them, in order
   */
  static void write(
      String title, Map<String, String> facts, Map<String, String> drawings, Writer out)
      throws IOException {
    out.write("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
    out.write("<meta name=\"viewport\" content=\"width=device-width\"><title>");
    out.write(Escape.xml(title));
    out.write("</title><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';");
    out.write(" style-src 'unsafe-inline'\"><style>\n" + STYLE + "</style></head><body>\n<h1>");
    out.write(Escape.xml(title) + "</h1>\n<dl>");
    for (Map.Entry<String, String> fact : facts.entrySet()) {
      out.write("<dt>" + Escape.xml(fact.getKey()) + "</dt>");
      out.write("<dd>" + Escape.xml(fact.getValue()) + "</dd>\n");
    }
    out.write("</dl>\n");
    for (Map.Entry<String, String> drawing : drawings.entrySet()) {
      out.write("<h2>" + Escape.xml(drawing.getKey()) + "</h2>\n");
      out.write("<div class=\"drawing\" tabindex=\"0\">" + drawing.getValue() + "</div>\n");
    }
    out.write("</body></html>\n");
  }
}
