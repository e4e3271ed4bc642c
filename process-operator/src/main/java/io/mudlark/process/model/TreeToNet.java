package io.mudlark.process.model;

import java.util.ArrayList;
import java.util.List;

/** Turns a process tree into a sound workflow net. */
public final class TreeToNet {
  private final NetFusion net = new NetFusion();

  private TreeToNet() {}

  /** The net; its places are {@code source}, {@code sink} and {@code p2}, {@code p3}... */
  public static PetriNet convert(ProcessTree tree) {
    TreeToNet conversion = new TreeToNet();
    NetFusion net = conversion.net;
    switch (tree.operator()) {
      case SEQUENCE, STEP, TAU -> conversion.addRoot(tree);
      default -> conversion.add(tree, net.after(NetFusion.SOURCE), net.before(NetFusion.SINK));
    }
    return net.build();
  }

  /** A sequence at the root begins at the source and ends at the sink itself. */
  private void addRoot(ProcessTree root) {
    List<ProcessTree> children = root.children();
    boolean first = !children.isEmpty() && endsWithLoop(children.get(0));
    boolean last = !children.isEmpty() && endsWithLoop(children.get(children.size() - 1));
    add(
        root,
        first ? net.after(NetFusion.SOURCE) : NetFusion.SOURCE,
        last ? net.before(NetFusion.SINK) : NetFusion.SINK);
  }

  private static boolean endsWithLoop(ProcessTree tree) {
    List<ProcessTree> children = tree.children();
    return switch (tree.operator()) {
      case STEP, TAU -> false;
      case LOOP -> true;
      case SEQUENCE -> endsWithLoop(children.get(children.size() - 1));
      case XOR, PARALLEL -> children.stream().anyMatch(TreeToNet::endsWithLoop);
    };
  }

  private void add(ProcessTree tree, int from, int to) {
    List<ProcessTree> children = tree.children();
    switch (tree.operator()) {
      case STEP -> net.step(tree.label(), from, to);
      case TAU -> net.silent(from, to);
      case XOR -> children.forEach(child -> add(child, from, to));
      case SEQUENCE -> {
        int at = from;
        for (int i = 0; i < children.size(); i++) {
          int next = i == children.size() - 1 ? to : net.place();
          add(children.get(i), at, next);
          at = next;
        }
      }
      case PARALLEL -> addParallel(children, from, to);
      case LOOP -> addLoop(children, from, to);
    }
  }

  private void addParallel(List<ProcessTree> children, int from, int to) {
    List<Integer> begins = new ArrayList<>();
    List<Integer> ends = new ArrayList<>();
    for (int i = 0; i < children.size(); i++) {
      begins.add(net.place());
      ends.add(net.place());
    }
    net.silent(List.of(from), begins);
    for (int i = 0; i < children.size(); i++) {
      add(children.get(i), begins.get(i), ends.get(i));
    }
    net.silent(ends, List.of(to));
  }

  private void addLoop(List<ProcessTree> children, int from, int to) {
    int begin = net.place();
    int done = net.place();
    int again = net.place();
    net.silent(from, begin);
    add(children.get(0), begin, done);
    for (ProcessTree redo : children.subList(1, children.size())) {
      add(redo, done, again);
    }
    net.silent(again, begin);
    net.silent(done, to);
  }
}
