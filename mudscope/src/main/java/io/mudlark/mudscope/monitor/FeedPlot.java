package io.mudlark.mudscope.monitor;

import io.mudlark.mudscope.monitor.PlotCanvas.Anchor;
import io.mudlark.mudscope.monitor.PlotCanvas.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One metric of all feeds: a panel per feed, one above the other, with one scale for all, anomalies
 * shaded.
 */
final class FeedPlot {
  /** Twelve inches, as the original. */
  static final double WIDTH = 864;

  private static final double LEAST_HEIGHT = 432;
  private static final double PANEL = 90;
  private static final double LEFT = 60;
  private static final double RIGHT = 20;
  private static final double TOP = 34;
  private static final double BOTTOM = 34;
  private static final double GAP = 14;
  private static final int GRID = 4;

  /** Told apart by people who see few colours too (Okabe and Ito 2008), darkest first. */
  private static final List<String> COLOURS =
      List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9");

  private final String metric;
  private final List<Feed> feeds;
  private final List<FeedAnomaly> anomalies;
  private final double low;
  private final double high;
  private final int rows;

  FeedPlot(String metric, List<Feed> feeds, List<FeedAnomaly> anomalies) {
    this.metric = metric;
    this.feeds = feeds;
    this.anomalies = anomalies;
    double[] all =
        feeds.stream().flatMapToDouble(feed -> Arrays.stream(feed.column(metric))).toArray();
    double min = Arrays.stream(all).min().orElse(0);
    double max = Arrays.stream(all).max().orElse(1);
    this.low = min == max ? min - 1 : min;
    this.high = min == max ? max + 1 : max;
    this.rows = feeds.stream().mapToInt(Feed::rows).max().orElse(0);
  }

  double height() {
    return Math.max(LEAST_HEIGHT, TOP + BOTTOM + feeds.size() * PANEL);
  }

  /** Draws everything. */
  void draw(PlotCanvas canvas) {
    canvas.text(new Point(LEFT, 20), Anchor.START, metric);
    double share = (height() - TOP - BOTTOM) / Math.max(1, feeds.size());
    for (int i = 0; i < feeds.size(); i++) {
      panel(canvas, feeds.get(i), TOP + i * share, share - GAP, COLOURS.get(i % COLOURS.size()));
    }
    double floor = height() - BOTTOM + 6;
    int step = Math.max(1, (rows + 11) / 12);
    for (int row = 0; row < rows; row += step) {
      canvas.text(new Point(x(row) - 3, floor), Anchor.START, Integer.toString(row));
    }
    canvas.text(new Point(WIDTH - RIGHT, floor + 16), Anchor.END, "transition");
  }

  // A panel is drawn at one place and in one colour.
  private void panel(PlotCanvas canvas, Feed feed, double top, double height, String colour) {
    for (FeedAnomaly anomaly : anomalies) {
      if (anomaly.feed().equals(feed.id())) {
        int last = anomaly.lastRow() < 0 ? feed.rows() - 1 : anomaly.lastRow();
        double left = x(anomaly.firstRow() - 0.5);
        canvas.rectangle(
            new Point(left, top), Math.max(2, x(last + 0.5) - left), height, "#f3f3e6");
      }
    }
    for (int line = 0; line <= GRID; line++) {
      double value = low + (high - low) * line / GRID;
      double y = y(value, top, height);
      canvas.line(List.of(new Point(LEFT, y), new Point(WIDTH - RIGHT, y)), 0.5, "#cccccc");
      canvas.text(new Point(LEFT - 6, y + 3), Anchor.END, label(value));
    }
    double[] values = feed.column(metric);
    List<Point> points = new ArrayList<>();
    for (int row = 0; row < values.length; row++) {
      points.add(new Point(x(row), y(values[row], top, height)));
    }
    if (points.size() > 1) {
      canvas.line(points, 1.6, colour);
    }
    if (points.size() <= 100) {
      points.forEach(point -> canvas.dot(point, 2.5, colour));
    }
    canvas.dot(new Point(LEFT + 12, top + 10), 4, colour);
    canvas.text(new Point(LEFT + 22, top + 14), Anchor.START, feed.tag());
  }

  private double x(double row) {
    double step = (WIDTH - LEFT - RIGHT) / Math.max(1, rows);
    return LEFT + (row + 0.5) * step;
  }

  private double y(double value, double top, double height) {
    return top + height - (value - low) / (high - low) * height;
  }

  private static String label(double value) {
    return Math.abs(value) >= 1e6 ? String.valueOf((float) value) : PlotNumber.of(value);
  }
}
