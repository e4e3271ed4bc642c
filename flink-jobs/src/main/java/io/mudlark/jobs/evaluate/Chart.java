package io.mudlark.jobs.evaluate;

import java.util.List;
import java.util.Locale;

/** Draws curves as SVG that needs no script. */
final class Chart {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 300;
  private static final int LEFT = 56;
  private static final int BOTTOM = 44;
  private static final int TOP = 12;
  private static final int RIGHT = 28;
  private static final int TICKS = 5;

  private final String across;
  private final String up;
  private final double width;

  /**
   * A chart whose upward axis is a share, 0 to 1.
   *
   * @param across what lies on the horizontal axis
   * @param up what lies on the vertical one
   * @param width where the horizontal axis ends
   */
  Chart(String across, String up, double width) {
    this.across = across;
    this.up = up;
    this.width = width;
  }

  /** The picture of some curves, with their names below. */
  String svg(List<Curve> curves) {
    StringBuilder out = new StringBuilder(4096);
    out.append(
        format(
            "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s over %s\">%n",
            WIDTH, HEIGHT, up, across));
    axes(out);
    for (int i = 0; i < curves.size(); i++) {
      StringBuilder points = new StringBuilder();
      for (Curve.Point point : curves.get(i).points()) {
        points.append(format("%.1f,%.1f ", x(point.x()), y(point.y())));
      }
      out.append(
          format("<polyline class=\"line c%d\" points=\"%s\"/>%n", i, points.toString().strip()));
    }
    out.append("</svg>\n<p class=\"names\">");
    for (int i = 0; i < curves.size(); i++) {
      out.append(format("<span class=\"n%d\">%s</span> ", i, Html.text(curves.get(i).name())));
    }
    return out.append("</p>\n").toString();
  }

  private void axes(StringBuilder out) {
    for (int i = 0; i <= TICKS; i++) {
      double share = (double) i / TICKS;
      out.append(
          format(
              "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>"
                  + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%d %%</text>%n",
              LEFT, WIDTH - RIGHT, y(share), y(share), LEFT - 6, y(share) + 4, i * 100 / TICKS));
      String label = width <= 1 ? i * 100 / TICKS + " %" : format("%.0f", share * width);
      out.append(
          format(
              "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
              x(share * width), HEIGHT - BOTTOM + 18, label));
    }
    out.append(
        format(
            "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
            (WIDTH + LEFT) / 2, HEIGHT - 6, across));
  }

  private double x(double value) {
    return LEFT + Math.min(1, value / width) * (WIDTH - LEFT - RIGHT);
  }

  private static double y(double share) {
    return HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP);
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
