package io.mudlark.process.inductive;

import io.mudlark.process.model.ProcessTree;
import java.util.BitSet;
import java.util.List;

/**
 * A division of a log's activities that one operator explains.
 *
 * @param operator how the parts relate
 * @param parts disjoint sets of activities that together are all; ordered for sequences, the body
 *     first for loops
 */
record Cut(ProcessTree.Operator operator, List<BitSet> parts) {
  Cut {
    parts = List.copyOf(parts);
  }
}
