package io.mudlark.process.model;

import io.mudlark.process.file.XmlOut;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Writes process trees in PTML. */
public final class PtmlWriter {
  private final XmlOut xml;
  private int nodes;
  private int edges;

  private PtmlWriter(XmlOut xml) {
    this.xml = xml;
  }

  /** Writes one tree and leaves the writer open. */
  public static void write(ProcessTree tree, Writer out) throws IOException {
    XmlOut xml = new XmlOut(out);
    xml.start("ptml").start("processTree", "id", "tree", "name", "tree", "root", "n1");
    new PtmlWriter(xml).node(tree);
    xml.close();
  }

  private String node(ProcessTree tree) throws IOException {
    String id = "n" + ++nodes;
    String label = tree.label();
    xml.empty(element(tree.operator()), "id", id, "name", label == null ? "" : label);
    List<ProcessTree> children = tree.children();
    if (tree.operator() == ProcessTree.Operator.LOOP) {
      ProcessTree redo =
          children.size() == 2
              ? children.get(1)
              : ProcessTree.of(ProcessTree.Operator.XOR, children.subList(1, children.size()));
      children = List.of(children.get(0), redo, ProcessTree.tau());
    }
    for (ProcessTree child : children) {
      String target = node(child);
      xml.empty("parentsNode", "id", "e" + ++edges, "sourceId", id, "targetId", target);
    }
    return id;
  }

  private static String element(ProcessTree.Operator operator) {
    return switch (operator) {
      case STEP -> "manualTask";
      case TAU -> "automaticTask";
      case SEQUENCE -> "sequence";
      case XOR -> "xor";
      case PARALLEL -> "and";
      case LOOP -> "xorLoop";
    };
  }
}
