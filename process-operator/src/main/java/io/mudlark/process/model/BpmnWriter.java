package io.mudlark.process.model;

import io.mudlark.process.file.XmlOut;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes process trees as BPMN 2.0: steps as tasks, choices and loops as exclusive gateways,
 * parallels as parallel gateways. No layout is written.
 */
public final class BpmnWriter {
  private static final String MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL";

  private final List<String[]> nodes = new ArrayList<>();
  private final List<String[]> flows = new ArrayList<>();

  private BpmnWriter() {}

  /** Writes one process and leaves the writer open. */
  public static void write(ProcessTree tree, Writer out) throws IOException {
    BpmnWriter bpmn = new BpmnWriter();
    String start = bpmn.node("startEvent", "");
    String last = bpmn.add(tree, start);
    bpmn.flow(last, bpmn.node("endEvent", ""));
    XmlOut xml = new XmlOut(out);
    xml.start("definitions", "xmlns", MODEL, "targetNamespace", "urn:mudlark:process");
    xml.start("process", "id", "process", "isExecutable", "false");
    for (String[] node : bpmn.nodes) {
      xml.empty(node[0], "id", node[1], "name", node[2]);
    }
    for (int i = 0; i < bpmn.flows.size(); i++) {
      String[] flow = bpmn.flows.get(i);
      xml.empty("sequenceFlow", "id", "f" + (i + 1), "sourceRef", flow[0], "targetRef", flow[1]);
    }
    xml.close();
  }

  private String node(String element, String name) {
    String id = "n" + (nodes.size() + 1);
    nodes.add(new String[] {element, id, name});
    return id;
  }

  private void flow(String from, String to) {
    flows.add(new String[] {from, to});
  }

  /** Adds what comes after a node; gives the last node. */
  private String add(ProcessTree tree, String from) {
    return switch (tree.operator()) {
      case STEP -> {
        String task = node("task", String.valueOf(tree.label()));
        flow(from, task);
        yield task;
      }
      case TAU -> from;
      case SEQUENCE -> {
        String at = from;
        for (ProcessTree child : tree.children()) {
          at = add(child, at);
        }
        yield at;
      }
      case XOR -> branches(tree.children(), from, "exclusiveGateway");
      case PARALLEL -> branches(tree.children(), from, "parallelGateway");
      case LOOP -> loop(tree.children(), from);
    };
  }

  private String branches(List<ProcessTree> children, String from, String gateway) {
    String split = node(gateway, "");
    String join = node(gateway, "");
    flow(from, split);
    for (ProcessTree child : children) {
      flow(add(child, split), join);
    }
    return join;
  }

  private String loop(List<ProcessTree> children, String from) {
    String entry = node("exclusiveGateway", "");
    flow(from, entry);
    String exit = node("exclusiveGateway", "");
    flow(add(children.get(0), entry), exit);
    for (ProcessTree redo : children.subList(1, children.size())) {
      flow(add(redo, exit), entry);
    }
    return exit;
  }
}
