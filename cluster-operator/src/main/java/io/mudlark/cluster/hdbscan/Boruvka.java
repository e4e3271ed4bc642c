package io.mudlark.cluster.hdbscan;

/**
 * Boruvka's minimum spanning tree of the mutual reachability graph: in each round every component
 * is joined to its nearest other one, found with a k-d tree.
 *
 * <p>What a search has learnt about a location is kept from round to round: its nearest location
 * outside its component stays the nearest until both are in one component, and the weight stays a
 * lower bound after that.
 */
final class Boruvka {
  private static final int MIXED = -1;

  private KdTree tree = new KdTree();
  private double[] core = Buffers.NO_DOUBLES;
  private int[] parent = Buffers.NO_INTS;
  private int[] component = Buffers.NO_INTS;
  private int[] nodeComponent = Buffers.NO_INTS;
  // per position: a lower bound of its edges out of its component, and the end of an edge of
  // exactly that weight, or -1
  private double[] bound = Buffers.NO_DOUBLES;
  private int[] partner = Buffers.NO_INTS;
  // per component, by the number of its representative: its best edge so far
  private double[] bestWeight = Buffers.NO_DOUBLES;
  private int[] bestFrom = Buffers.NO_INTS;
  private int[] bestTo = Buffers.NO_INTS;
  private int[] pending = new int[KdTree.MAX_DEPTH];
  private double[] pendingBound = new double[KdTree.MAX_DEPTH];

  /** Adds the edges of a minimum spanning tree over all locations of a k-d tree. */
  void span(KdTree kdTree, CoreDistances cores, SpanningTree spanning) {
    tree = kdTree;
    int count = tree.count();
    spanning.clear(count);
    allocate(count);
    for (int p = 0; p < count; p++) {
      core[p] = cores.squared(tree.locationAt(p));
      bound[p] = core[p];
      parent[p] = p;
    }
    for (int p = 0; p < count; p++) {
      partner[p] = freeNeighbour(cores, p);
    }
    int components = count;
    while (components > 1) {
      markComponents();
      gatherKnown(cores);
      searchUnknown();
      components -= join(spanning);
    }
  }

  private void allocate(int count) {
    core = Buffers.atLeast(core, count);
    parent = Buffers.atLeast(parent, count);
    component = Buffers.atLeast(component, count);
    nodeComponent = Buffers.atLeast(nodeComponent, tree.nodes());
    bound = Buffers.atLeast(bound, count);
    partner = Buffers.atLeast(partner, count);
    bestWeight = Buffers.atLeast(bestWeight, count);
    bestFrom = Buffers.atLeast(bestFrom, count);
    bestTo = Buffers.atLeast(bestTo, count);
  }

  /** A neighbour at the smallest weight any edge can have here, the own core distance; or -1. */
  private int freeNeighbour(CoreDistances cores, int p) {
    for (int i = 0; i < CoreDistances.REMEMBERED; i++) {
      int other = cores.neighbour(p, i);
      if (other >= 0 && core[other] <= core[p]) {
        return other;
      }
    }
    return -1;
  }

  private int find(int p) {
    int at = p;
    while (parent[at] != at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }

  private void markComponents() {
    for (int p = 0; p < tree.count(); p++) {
      component[p] = find(p);
      bestWeight[p] = Double.POSITIVE_INFINITY;
      bestFrom[p] = -1;
    }
    // children have larger numbers than their parents
    for (int node = tree.nodes() - 1; node >= 0; node--) {
      int first;
      if (tree.isLeaf(node)) {
        first = component[tree.start(node)];
        for (int p = tree.start(node) + 1; p < tree.end(node) && first != MIXED; p++) {
          first = component[p] == first ? first : MIXED;
        }
      } else {
        first = nodeComponent[tree.left(node)];
        first = first == nodeComponent[tree.right(node)] ? first : MIXED;
      }
      nodeComponent[node] = first;
    }
  }

  private void propose(int from, int to, double weight) {
    int c = component[from];
    if (weight < bestWeight[c] || bestFrom[c] < 0) {
      bestWeight[c] = weight;
      bestFrom[c] = from;
      bestTo[c] = to;
    }
  }

  /** Opens each component with edges that need no search. */
  private void gatherKnown(CoreDistances cores) {
    for (int p = 0; p < tree.count(); p++) {
      int other = partner[p];
      if (other >= 0 && component[other] != component[p]) {
        propose(p, other, bound[p]);
        continue;
      }
      partner[p] = -1;
      for (int i = 0; i < CoreDistances.REMEMBERED; i++) {
        int near = cores.neighbour(p, i);
        if (near >= 0 && component[near] != component[p]) {
          // within the core distance, so that the distance itself does not matter
          propose(p, near, Math.max(core[p], core[near]));
        }
      }
    }
  }

  private void searchUnknown() {
    for (int leaf = 0; leaf < tree.nodes(); leaf++) {
      for (int p = tree.start(leaf); p < tree.end(leaf) && tree.isLeaf(leaf); p++) {
        if (partner[p] < 0 && bound[p] < bestWeight[component[p]]) {
          search(leaf, p);
        }
      }
    }
  }

  /** Looks for an edge out of the component of {@code p} that beats the component's best. */
  private void search(int leaf, int p) {
    int own = component[p];
    int node = leaf;
    if (nodeComponent[leaf] != own) {
      scan(leaf, p);
    }
    while (node > 0) {
      int other = tree.sibling(node);
      if (nodeComponent[other] != own && tree.boxDistance(other, p) < bestWeight[own]) {
        descend(other, p);
      }
      node = tree.parent(node);
    }
    if (partner[p] < 0) {
      bound[p] = bestWeight[own];
    }
  }

  private void descend(int top, int p) {
    int own = component[p];
    int open = 0;
    pending[open] = top;
    pendingBound[open++] = 0;
    while (open > 0) {
      int node = pending[--open];
      if (pendingBound[open] >= bestWeight[own]) {
        continue;
      }
      if (tree.isLeaf(node)) {
        scan(node, p);
        continue;
      }
      int left = tree.left(node);
      int right = tree.right(node);
      double toLeft =
          nodeComponent[left] == own ? Double.POSITIVE_INFINITY : tree.boxDistance(left, p);
      double toRight =
          nodeComponent[right] == own ? Double.POSITIVE_INFINITY : tree.boxDistance(right, p);
      int near = toLeft <= toRight ? left : right;
      double far = Math.max(toLeft, toRight);
      if (far < bestWeight[own]) {
        pending[open] = toLeft <= toRight ? right : left;
        pendingBound[open++] = far;
      }
      pending[open] = near;
      pendingBound[open++] = Math.min(toLeft, toRight);
    }
  }

  private void scan(int leaf, int p) {
    double[] points = tree.points();
    int columns = tree.columns();
    int query = p * columns;
    int own = component[p];
    double best = bestWeight[own];
    for (int other = tree.start(leaf); other < tree.end(leaf); other++) {
      if (component[other] == own || core[other] >= best) {
        continue;
      }
      double distance = Distances.upTo(points, query, other * columns, columns, best);
      double weight = Math.max(distance, Math.max(core[p], core[other]));
      if (weight < best) {
        best = weight;
        bestWeight[own] = weight;
        bestFrom[own] = p;
        bestTo[own] = other;
        partner[p] = other;
        bound[p] = weight;
      }
    }
  }

  private int join(SpanningTree spanning) {
    int joined = 0;
    for (int c = 0; c < tree.count(); c++) {
      if (bestFrom[c] >= 0) {
        int a = find(c);
        int b = find(bestTo[c]);
        if (a != b) {
          parent[Math.max(a, b)] = Math.min(a, b);
          spanning.add(tree.locationAt(bestFrom[c]), tree.locationAt(bestTo[c]), bestWeight[c]);
          joined++;
        }
      }
    }
    return joined > 0 ? joined : joinUnreachable(spanning);
  }

  /** Distances that overflow are infinite and found by no search: any edges will do. */
  private int joinUnreachable(SpanningTree spanning) {
    int joined = 0;
    for (int p = 1; p < tree.count(); p++) {
      int a = find(0);
      int b = find(p);
      if (a != b) {
        parent[b] = a;
        spanning.add(tree.locationAt(0), tree.locationAt(p), Double.POSITIVE_INFINITY);
        joined++;
      }
    }
    return joined;
  }
}
