package io.mudlark.cluster.hdbscan;

import io.mudlark.cluster.hdbscan.HdbscanConfig.Selection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * HDBSCAN* spelled out for a handful of rows: the complete graph, sets of rows, no tree, no
 * weights, nothing shared with the product. Cubic and worse.
 */
final class ByDefinition {
  /** A node of the condensed hierarchy. */
  private static final class Node {
    final int parent;
    final int size;
    final double birth;
    double death;
    double stability;
    int rowsAtEnd;
    final List<Integer> children = new ArrayList<>();

    Node(int parent, int size, double birth) {
      this.parent = parent;
      this.size = size;
      this.birth = birth;
    }
  }

  private final HdbscanConfig config;
  private final int n;
  private final double[][] reach;
  private final double[] weights;
  private final List<Node> nodes = new ArrayList<>();
  private final int[] nodeOf;
  private final double[] lambdaOf;
  private final Set<Integer> selected = new HashSet<>();
  private final int[] labels;

  ByDefinition(double[][] rows, HdbscanConfig config) {
    this.config = config;
    n = rows.length;
    reach = mutualReachability(rows, config.minSamples());
    weights = kruskal();
    nodeOf = new int[n];
    lambdaOf = new double[n];
    labels = new int[n];
    Arrays.fill(labels, -1);
    if (n >= 2) {
      List<Integer> all = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        all.add(i);
      }
      nodes.add(new Node(-1, n, 0));
      condense(all, 0);
      select();
      label();
    }
  }

  int[] labels() {
    return labels;
  }

  double[] weights() {
    return weights;
  }

  double[] probabilities() {
    double[] values = new double[n];
    for (int row = 0; row < n; row++) {
      if (labels[row] >= 0) {
        double death = nodes.get(reported(nodeOf[row])).death;
        double lambda = lambdaOf[row];
        values[row] =
            death == 0 || Double.isInfinite(lambda) ? 1.0 : Math.min(lambda, death) / death;
      }
    }
    return values;
  }

  double[] outlierScores() {
    double[] values = new double[n];
    for (int row = 0; row < n; row++) {
      double max = nodes.isEmpty() ? 0 : densest(nodeOf[row]);
      if (max > 0 && !Double.isInfinite(lambdaOf[row])) {
        values[row] = Double.isInfinite(max) ? 1.0 : (max - lambdaOf[row]) / max;
      }
    }
    return values;
  }

  private static double[][] mutualReachability(double[][] rows, int minSamples) {
    int n = rows.length;
    double[][] distance = new double[n][n];
    double[] core = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int c = 0; c < rows[i].length; c++) {
          sum += (rows[i][c] - rows[j][c]) * (rows[i][c] - rows[j][c]);
        }
        distance[i][j] = Math.sqrt(sum);
      }
      double[] sorted = distance[i].clone();
      Arrays.sort(sorted);
      core[i] = sorted[Math.max(0, Math.min(n - 1, minSamples))];
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        distance[i][j] = Math.max(distance[i][j], Math.max(core[i], core[j]));
      }
    }
    return distance;
  }

  private double[] kruskal() {
    List<int[]> pairs = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        pairs.add(new int[] {i, j});
      }
    }
    pairs.sort((a, b) -> Double.compare(reach[a[0]][a[1]], reach[b[0]][b[1]]));
    int[] component = new int[n];
    Arrays.setAll(component, i -> i);
    double[] found = new double[Math.max(0, n - 1)];
    int next = 0;
    for (int[] pair : pairs) {
      int a = component[pair[0]];
      int b = component[pair[1]];
      if (a != b) {
        found[next++] = reach[pair[0]][pair[1]];
        Arrays.setAll(component, i -> component[i] == a ? b : component[i]);
      }
    }
    return found;
  }

  /** The parts of a set of rows that hang together by edges shorter than {@code height}. */
  private List<List<Integer>> parts(List<Integer> rows, double height) {
    List<List<Integer>> parts = new ArrayList<>();
    Set<Integer> left = new HashSet<>(rows);
    for (int row : rows) {
      if (left.remove(row)) {
        List<Integer> part = new ArrayList<>(List.of(row));
        for (int at = 0; at < part.size(); at++) {
          int from = part.get(at);
          for (int to : rows) {
            if (reach[from][to] < height && left.remove(to)) {
              part.add(to);
            }
          }
        }
        parts.add(part);
      }
    }
    return parts;
  }

  /** The largest weight of the rows' tree: the least at which they still hang together. */
  private double heightOf(List<Integer> rows) {
    double height = 0;
    for (double weight : weights) {
      if (weight > height && parts(rows, weight).size() > 1) {
        height = weight;
      }
    }
    return height;
  }

  private void condense(List<Integer> rows, int id) {
    double height = heightOf(rows);
    double lambda = height > 0 ? 1 / height : Double.POSITIVE_INFINITY;
    Node node = nodes.get(id);
    node.death = Math.max(node.death, lambda);
    node.rowsAtEnd = rows.size();
    List<List<Integer>> big = new ArrayList<>();
    for (List<Integer> part : parts(rows, height)) {
      if (part.size() >= config.minClusterSize()) {
        big.add(part);
      } else {
        for (int row : part) {
          nodeOf[row] = id;
          lambdaOf[row] = lambda;
          node.stability += gain(lambda, node.birth);
        }
      }
    }
    if (big.size() == 1) {
      condense(big.get(0), id);
      return;
    }
    for (List<Integer> part : big) {
      int child = nodes.size();
      node.children.add(child);
      node.stability += gain(lambda, node.birth) * part.size();
      nodes.add(new Node(id, part.size(), lambda));
      condense(part, child);
    }
  }

  private static double gain(double lambda, double birth) {
    return Double.isInfinite(birth) ? 0 : lambda - birth;
  }

  private void select() {
    if (n < config.minClusterSize()) {
      return;
    }
    if (config.selection() == Selection.LEAF) {
      for (int id = 1; id < nodes.size(); id++) {
        if (nodes.get(id).children.isEmpty()) {
          selected.add(id);
        }
      }
    } else if (config.allowSingleCluster()) {
      best(0);
    } else {
      nodes.get(0).children.forEach(this::best);
    }
    double epsilon = config.selectionEpsilon();
    if (epsilon > 0 && !selected.contains(0)) {
      Set<Integer> raised = new HashSet<>();
      selected.forEach(id -> raised.add(raise(id, epsilon)));
      selected.clear();
      selected.addAll(raised);
    }
  }

  private int raise(int id, double epsilon) {
    if (1 / nodes.get(id).birth >= epsilon) {
      return id;
    }
    int at = id;
    while (true) {
      int above = nodes.get(at).parent;
      if (above == 0) {
        return config.allowSingleCluster() ? 0 : at;
      }
      at = above;
      if (1 / nodes.get(at).birth > epsilon) {
        return at;
      }
    }
  }

  /** The largest stability below and at a node; selects what makes it. */
  private double best(int id) {
    Node node = nodes.get(id);
    double below = 0;
    for (int child : node.children) {
      below += best(child);
    }
    int rows = id == 0 ? node.rowsAtEnd : node.size;
    boolean tooLarge = config.maxClusterSize() > 0 && rows > config.maxClusterSize();
    if (below > node.stability || tooLarge) {
      return below;
    }
    selected.add(id);
    return node.stability;
  }

  private int reported(int id) {
    int found = -1;
    for (int at = id; at >= 0; at = nodes.get(at).parent) {
      found = selected.contains(at) ? at : found;
    }
    return found;
  }

  private double densest(int id) {
    double max = nodes.get(id).death;
    for (int child : nodes.get(id).children) {
      max = Math.max(max, densest(child));
    }
    return max;
  }

  private void label() {
    List<Integer> numbers = new ArrayList<>();
    double epsilon = config.selectionEpsilon();
    for (int row = 0; row < n; row++) {
      int id = reported(nodeOf[row]);
      double bound = epsilon > 0 ? 1 / epsilon : nodes.get(0).death;
      if (id > 0 || (id == 0 && lambdaOf[row] >= bound)) {
        if (!numbers.contains(id)) {
          numbers.add(id);
        }
        labels[row] = numbers.indexOf(id);
      }
    }
  }
}
