package io.mudlark.jobs.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A line of a chart.
 *
 * @param name what it shows
 * @param points from left to right
 */
record Curve(String name, List<Point> points) {
  Curve {
    points = List.copyOf(points);
  }

  /** A place in a chart, in its own units. */
  record Point(double x, double y) {}

  /** The share of all attacks that were found within some seconds, up to {@code longest}. */
  static Curve found(String name, Score score, double longest) {
    List<Double> delays =
        score.attacks().values().stream().flatMap(a -> a.delays().stream()).sorted().toList();
    int total = score.attacks().values().stream().mapToInt(AttackScore::total).sum();
    List<Point> points = new ArrayList<>();
    points.add(new Point(0, 0));
    double share = 0;
    for (int i = 0; i < delays.size() && delays.get(i) <= longest; i++) {
      points.add(new Point(delays.get(i), share));
      share = (i + 1.0) / total;
      points.add(new Point(delays.get(i), share));
    }
    points.add(new Point(longest, share));
    return new Curve(name, points);
  }

  /** Precision over recall of windows, for every limit that their score could have. */
  static Curve limits(String name, List<Scorer.ScoredWindow> windows) {
    List<Scorer.ScoredWindow> highestFirst =
        windows.stream()
            .sorted(Comparator.comparingDouble(Scorer.ScoredWindow::score).reversed())
            .toList();
    long attacked = windows.stream().filter(Scorer.ScoredWindow::attack).count();
    List<Point> points = new ArrayList<>();
    long right = 0;
    for (int i = 0; i < highestFirst.size(); i++) {
      Scorer.ScoredWindow window = highestFirst.get(i);
      right += window.attack() ? 1 : 0;
      boolean last =
          i + 1 == highestFirst.size() || highestFirst.get(i + 1).score() != window.score();
      if (last && window.score() > 0 && attacked > 0) {
        points.add(new Point((double) right / attacked, (double) right / (i + 1)));
      }
    }
    return new Curve(name, points);
  }

  /** The largest of something over all points of some curves. */
  static double most(List<Curve> curves, ToDoubleFunction<Point> of) {
    return curves.stream()
        .flatMap(curve -> curve.points().stream())
        .mapToDouble(of)
        .max()
        .orElse(0);
  }
}
