package io.mudlark.process.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns a process tree into a sound workflow net, then fuses places that only pass a token on to or
 * from a silent transition.
 */
public final class TreeToNet {
  private final List<Node> transitions = new ArrayList<>();
  private int places = 2;
  private static final int SOURCE = 0;
  private static final int SINK = 1;

  private TreeToNet() {}

  /** The net; its places are {@code source}, {@code sink} and {@code p1}, {@code p2}... */
  public static PetriNet convert(ProcessTree tree) {
    TreeToNet net = new TreeToNet();
    boolean plain =
        tree.operator() == ProcessTree.Operator.SEQUENCE
            || tree.operator() == ProcessTree.Operator.STEP
            || tree.operator() == ProcessTree.Operator.TAU;
    if (plain) {
      net.addRoot(tree);
    } else {
      net.add(tree, net.after(SOURCE), net.before(SINK));
    }
    net.fuse();
    return net.build();
  }

  /** A sequence at the root begins at the source and ends at the sink itself. */
  private void addRoot(ProcessTree root) {
    List<ProcessTree> children = root.children();
    boolean first = !children.isEmpty() && endsWithLoop(children.get(0));
    boolean last = !children.isEmpty() && endsWithLoop(children.get(children.size() - 1));
    add(root, first ? after(SOURCE) : SOURCE, last ? before(SINK) : SINK);
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

  private int after(int from) {
    int place = place();
    silent(from, place);
    return place;
  }

  private int before(int to) {
    int place = place();
    silent(place, to);
    return place;
  }

  private int place() {
    return places++;
  }

  private void silent(int from, int to) {
    transitions.add(new Node(null, List.of(from), List.of(to)));
  }

  private void add(ProcessTree tree, int from, int to) {
    List<ProcessTree> children = tree.children();
    switch (tree.operator()) {
      case STEP -> transitions.add(new Node(tree.label(), List.of(from), List.of(to)));
      case TAU -> silent(from, to);
      case XOR -> children.forEach(child -> add(child, from, to));
      case SEQUENCE -> {
        int at = from;
        for (int i = 0; i < children.size(); i++) {
          int next = i == children.size() - 1 ? to : place();
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
      begins.add(place());
      ends.add(place());
    }
    transitions.add(new Node(null, List.of(from), begins));
    for (int i = 0; i < children.size(); i++) {
      add(children.get(i), begins.get(i), ends.get(i));
    }
    transitions.add(new Node(null, ends, List.of(to)));
  }

  private void addLoop(List<ProcessTree> children, int from, int to) {
    int begin = place();
    int done = place();
    int again = place();
    silent(from, begin);
    add(children.get(0), begin, done);
    for (ProcessTree redo : children.subList(1, children.size())) {
      add(redo, done, again);
    }
    silent(again, begin);
    silent(done, to);
  }

  /** A place with one way in and one way out, one of them silent, is not needed. */
  private void fuse() {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int place = 2; place < places && !changed; place++) {
        changed = fuse(place);
      }
    }
  }

  private boolean fuse(int place) {
    Node in = only(place, true);
    Node out = only(place, false);
    if (in == null || out == null || in == out) {
      return false;
    }
    if (out.label == null && out.inputs.size() == 1) {
      in.outputs.remove(Integer.valueOf(place));
      in.outputs.addAll(out.outputs);
      transitions.remove(out);
      return true;
    }
    if (in.label == null && in.outputs.size() == 1) {
      out.inputs.remove(Integer.valueOf(place));
      out.inputs.addAll(in.inputs);
      transitions.remove(in);
      return true;
    }
    return false;
  }

  /** The only transition into (or out of) a place; null when there are none or several. */
  private @Nullable Node only(int place, boolean into) {
    Node found = null;
    for (Node node : transitions) {
      if ((into ? node.outputs : node.inputs).contains(place)) {
        if (found != null) {
          return null;
        }
        found = node;
      }
    }
    return found;
  }

  private PetriNet build() {
    PetriNet.Builder net = new PetriNet.Builder();
    int[] numbers = new int[places];
    Arrays.fill(numbers, -1);
    numbers[SOURCE] = net.place("source");
    numbers[SINK] = net.place("sink");
    int number = 0;
    for (Node node : transitions) {
      int[] inputs = numbered(net, node.inputs, numbers);
      int[] outputs = numbered(net, node.outputs, numbers);
      net.transition("t" + ++number, node.label, inputs, outputs);
    }
    return net.startAt(numbers[SOURCE]).endAt(numbers[SINK]).build();
  }

  private static int[] numbered(PetriNet.Builder net, List<Integer> places, int[] numbers) {
    int[] result = new int[places.size()];
    for (int i = 0; i < result.length; i++) {
      int place = places.get(i);
      if (numbers[place] < 0) {
        numbers[place] = net.place("p" + place);
      }
      result[i] = numbers[place];
    }
    return result;
  }

  private static final class Node {
    private final @Nullable String label;
    private final List<Integer> inputs;
    private final List<Integer> outputs;

    private Node(@Nullable String label, List<Integer> inputs, List<Integer> outputs) {
      this.label = label;
      this.inputs = new ArrayList<>(inputs);
      this.outputs = new ArrayList<>(outputs);
    }
  }
}
