package io.mudlark.jobs.mine;

import io.mudlark.jobs.mine.Drawing.Node;
import io.mudlark.jobs.mine.Drawing.Shape;
import io.mudlark.process.discover.DirectlyFollows;
import io.mudlark.process.model.PetriNet;
import io.mudlark.process.model.ProcessTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Models as drawings: directly-follows graph, Petri net, BPMN. */
final class ModelDrawings {
  private static final List<String> NO_LABEL = List.of();

  private final Drawing drawing = new Drawing();
  private int gateways;

  private ModelDrawings() {}

  /** The graph of the most frequent activities, with counts at nodes and edges. */
  static Drawing directlyFollows(DirectlyFollows graph, int most) {
    ModelDrawings it = new ModelDrawings();
    List<Integer> busy = new ArrayList<>();
    for (int a = 0; a < graph.size(); a++) {
      busy.add(a);
    }
    busy.sort(Comparator.comparingLong((Integer a) -> -graph.occurrences(a)));
    Set<Integer> shown = new TreeSet<>(busy.subList(0, Math.min(most, busy.size())));
    it.drawing.node("start", new Node(Shape.CIRCLE, "start", NO_LABEL));
    it.drawing.node("end", new Node(Shape.CIRCLE, "end", NO_LABEL));
    for (int a : shown) {
      List<String> lines = new ArrayList<>(Drawing.lines(graph.activity(a)));
      lines.add(String.valueOf(graph.occurrences(a)));
      it.drawing.node("a" + a, new Node(Shape.ROUND, "activity", lines));
    }
    for (int a : shown) {
      it.count("start", "a" + a, graph.starts(a));
      it.count("a" + a, "end", graph.ends(a));
      for (int b : shown) {
        it.count("a" + a, "a" + b, graph.count(a, b));
      }
    }
    return it.drawing;
  }

  private void count(String from, String to, long times) {
    if (times > 0) {
      drawing.edge(from, to, String.valueOf(times));
    }
  }

  /** Places as circles, transitions as boxes, silent ones as bars. */
  static Drawing net(PetriNet net) {
    ModelDrawings it = new ModelDrawings();
    int[] first = net.initialMarking();
    int[] last = net.finalMarking();
    for (int p = 0; p < net.placeCount(); p++) {
      String kind = first[p] > 0 ? "start" : last[p] > 0 ? "end" : "place";
      it.drawing.node("p" + p, new Node(Shape.CIRCLE, kind, NO_LABEL));
    }
    for (int t = 0; t < net.transitionCount(); t++) {
      String label = net.label(t);
      it.drawing.node(
          "t" + t,
          label == null
              ? new Node(Shape.BAR, "silent", NO_LABEL)
              : new Node(Shape.BOX, "activity", Drawing.lines(label)));
      for (int place : net.inputs(t)) {
        it.drawing.edge("p" + place, "t" + t, "");
      }
      for (int place : net.outputs(t)) {
        it.drawing.edge("t" + t, "p" + place, "");
      }
    }
    return it.drawing;
  }

  /** Tasks, gateways, one start and one end event. */
  static Drawing bpmn(ProcessTree tree) {
    ModelDrawings it = new ModelDrawings();
    it.drawing.node("start", new Node(Shape.CIRCLE, "start", NO_LABEL));
    it.drawing.node("end", new Node(Shape.CIRCLE, "end", NO_LABEL));
    it.drawing.edge(it.add(tree, "start"), "end", "");
    return it.drawing;
  }

  /** Adds a part behind a node; gives the node that it ends with. */
  private String add(ProcessTree tree, String from) {
    return switch (tree.operator()) {
      case TAU -> from;
      case STEP -> task(String.valueOf(tree.label()), from);
      case SEQUENCE -> sequence(tree.children(), from);
      case XOR -> branches(tree.children(), from, "\u00d7");
      case PARALLEL -> branches(tree.children(), from, "+");
      case LOOP -> loop(tree.children(), from);
    };
  }

  private String sequence(List<ProcessTree> children, String from) {
    String at = from;
    for (ProcessTree child : children) {
      at = add(child, at);
    }
    return at;
  }

  private String task(String label, String from) {
    String id = "n" + drawing.size();
    drawing.node(id, new Node(Shape.ROUND, "activity", Drawing.lines(label)));
    drawing.edge(from, id, "");
    return id;
  }

  private String gateway(String sign) {
    gateways++;
    return drawing.node("g" + gateways, new Node(Shape.DIAMOND, "gateway", List.of(sign)));
  }

  private String branches(List<ProcessTree> children, String from, String sign) {
    String split = gateway(sign);
    String join = gateway(sign);
    drawing.edge(from, split, "");
    for (ProcessTree child : children) {
      drawing.edge(add(child, split), join, "");
    }
    return join;
  }

  private String loop(List<ProcessTree> children, String from) {
    String again = gateway("\u00d7");
    drawing.edge(from, again, "");
    String done = gateway("\u00d7");
    drawing.edge(add(children.get(0), again), done, "");
    for (ProcessTree redo : children.subList(1, children.size())) {
      drawing.edge(add(redo, done), again, "");
    }
    return done;
  }
}
