package io.mudlark.mudscope.monitor;

import java.util.List;

/** A page to draw on: points from the upper left corner, x to the right, y down. */
interface PlotCanvas {
  /** A point. */
  record Point(double x, double y) {}

  /** Where text stands relative to its point. */
  enum Anchor {
    START,
    END
  }

  /** Colours as {@code #rrggbb}. */
  void rectangle(Point corner, double width, double height, String colour);

  /** A line through all points. */
  void line(List<Point> points, double width, String colour);

  /** A filled disc. */
  void dot(Point centre, double radius, String colour);

  /** Text in 10 point type whose base line begins or ends at {@code at}. */
  void text(Point at, Anchor anchor, String text);

  /** The file. */
  byte[] finish();
}
