package io.mudlark.process.discover;

import io.mudlark.process.log.VariantLog;

/**
 * How sure a log makes us that one activity causes another (Weijters, van der Aalst, Alves de
 * Medeiros 2006): -1 to 1, near 1 when b often follows a and a hardly ever b.
 */
public final class HeuristicsDependencies {
  /** Edges below this share of their neighbourhood's busiest edge are not counted. */
  public static final double RARE = 0.05;

  private final DirectlyFollows graph;
  private final long[][] returns;

  public HeuristicsDependencies(VariantLog log) {
    this.graph = DirectlyFollows.of(log).withoutRare(RARE);
    this.returns = new long[graph.size()][graph.size()];
    for (int v = 0; v < log.variantCount(); v++) {
      int[] sequence = log.variant(v);
      for (int i = 2; i < sequence.length; i++) {
        if (sequence[i] == sequence[i - 2] && sequence[i] != sequence[i - 1]) {
          returns[sequence[i]][sequence[i - 1]] += log.count(v);
        }
      }
    }
  }

  public DirectlyFollows graph() {
    return graph;
  }

  /** The dependency of {@code b} on {@code a}; for {@code a == b}, of a on itself. */
  public double of(int a, int b) {
    double there = graph.count(a, b);
    double back = graph.count(b, a);
    return a == b ? there / (there + 1) : (there - back) / (there + back + 1);
  }

  /** How sure it is that {@code a} and {@code b} alternate: a, b, a. */
  public double lengthTwoLoop(int a, int b) {
    double both = returns[a][b] + (double) returns[b][a];
    return both / (both + 1);
  }

  /** How often {@code a}, {@code b}, {@code a} occurs. */
  public long returns(int a, int b) {
    return returns[a][b];
  }

  /** How sure it is that {@code b} and {@code c} are parallel after (or before) {@code a}. */
  public double parallelAfter(int a, int b, int c) {
    double both = graph.count(b, c) + (double) graph.count(c, b);
    return both / (graph.count(a, b) + graph.count(a, c) + 1.0);
  }

  /** The same looking back: {@code b} and {@code c} before {@code a}. */
  public double parallelBefore(int a, int b, int c) {
    double both = graph.count(b, c) + (double) graph.count(c, b);
    return both / (graph.count(b, a) + graph.count(c, a) + 1.0);
  }
}
