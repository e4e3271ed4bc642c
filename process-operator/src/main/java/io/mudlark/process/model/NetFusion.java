package io.mudlark.process.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A net under construction with places to spare: places that only pass a token on to or from a
 * silent transition are fused away at the end.
 *
 * <p>Place {@link #SOURCE} holds the first token and place {@link #SINK} the last.
 */
public final class NetFusion {
  public static final int SOURCE = 0;
  public static final int SINK = 1;

  private final List<Node> transitions = new ArrayList<>();
  private final List<Set<Node>> into = new ArrayList<>();
  private final List<Set<Node>> outOf = new ArrayList<>();
  private int places = 2;

  public int place() {
    return places++;
  }

  public void silent(List<Integer> from, List<Integer> to) {
    transitions.add(new Node(null, from, to));
  }

  public void silent(int from, int to) {
    silent(List.of(from), List.of(to));
  }

  public void step(@Nullable String label, int from, int to) {
    transitions.add(new Node(label, List.of(from), List.of(to)));
  }

  /** A new place that receives what {@code from} holds. */
  public int after(int from) {
    int place = place();
    silent(from, place);
    return place;
  }

  /** A new place that passes on to {@code to}. */
  public int before(int to) {
    int place = place();
    silent(place, to);
    return place;
  }

  /** Fuses and builds; places are named {@code source}, {@code sink}, {@code p2}... */
  public PetriNet build() {
    index();
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int place = 2; place < places && !changed; place++) {
        changed = fuse(place);
      }
    }
    return net();
  }

  private boolean fuse(int place) {
    Node in = only(into.get(place));
    Node out = only(outOf.get(place));
    if (in == null || out == null || in == out) {
      return false;
    }
    if (out.label == null && out.inputs.size() == 1) {
      in.outputs.remove(Integer.valueOf(place));
      in.outputs.addAll(out.outputs);
      replace(out, in, place);
      return true;
    }
    if (in.label == null && in.outputs.size() == 1) {
      out.inputs.remove(Integer.valueOf(place));
      out.inputs.addAll(in.inputs);
      replace(in, out, place);
      return true;
    }
    return false;
  }

  /** The only transition into (or out of) a place; null when there are none or several. */
  private static @Nullable Node only(Set<Node> nodes) {
    return nodes.size() == 1 ? nodes.iterator().next() : null;
  }

  private void index() {
    for (int place = 0; place < places; place++) {
      into.add(new LinkedHashSet<>());
      outOf.add(new LinkedHashSet<>());
    }
    for (Node node : transitions) {
      node.outputs.forEach(place -> into.get(place).add(node));
      node.inputs.forEach(place -> outOf.get(place).add(node));
    }
  }

  /** One transition takes the place of another, which goes. */
  private void replace(Node gone, Node by, int place) {
    transitions.remove(gone);
    for (int output : gone.outputs) {
      into.get(output).remove(gone);
      into.get(output).add(by);
    }
    for (int input : gone.inputs) {
      outOf.get(input).remove(gone);
      outOf.get(input).add(by);
    }
    into.get(place).clear();
    outOf.get(place).clear();
  }

  private PetriNet net() {
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
