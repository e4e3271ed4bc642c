package io.mudlark.process.inductive;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Activities in groups that grow together: a union-find with groups in order of smallest member.
 */
final class Partition {
  private final int[] ids;
  private final int[] parent;

  Partition(int[] ids) {
    this.ids = ids;
    int max = 0;
    for (int id : ids) {
      max = Math.max(max, id);
    }
    this.parent = new int[max + 1];
    for (int id : ids) {
      parent[id] = id;
    }
  }

  int root(int id) {
    int at = id;
    while (parent[at] != at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }

  boolean together(int a, int b) {
    return root(a) == root(b);
  }

  /** Joins two groups; the smaller number represents both. */
  void join(int a, int b) {
    int x = root(a);
    int y = root(b);
    parent[Math.max(x, y)] = Math.min(x, y);
  }

  List<BitSet> groups() {
    List<BitSet> groups = new ArrayList<>();
    int[] slot = new int[parent.length];
    for (int id : ids) {
      int root = root(id);
      if (root == id) {
        groups.add(new BitSet());
        slot[id] = groups.size() - 1;
      }
      groups.get(slot[root]).set(id);
    }
    return groups;
  }
}
