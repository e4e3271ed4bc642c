package io.mudlark.process.model;

import io.mudlark.process.file.MalformedFile;
import io.mudlark.process.file.XmlCursor;
import io.mudlark.process.file.XmlLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads process trees in PTML, as ProM and pm4py write them; a loop's third child is what is done
 * when leaving it.
 */
public final class PtmlReader {
  /** Nodes of one tree beyond this are refused. */
  public static final int MAX_NODES = 100_000;

  private final XmlCursor xml;
  private final Map<String, Item> items = new HashMap<>();
  private final Map<String, List<String>> children = new HashMap<>();
  private int built;

  private record Item(String element, String name) {}

  private PtmlReader(XmlCursor xml) {
    this.xml = xml;
  }

  public static ProcessTree read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, String.valueOf(file.getFileName()));
    }
  }

  /**
   * Reads one tree.
   *
   * @param file what to call it in messages
   */
  public static ProcessTree read(InputStream in, String file) throws IOException {
    try (XmlCursor xml = XmlCursor.open(in, file, XmlLimits.DEFAULT)) {
      return new PtmlReader(xml).tree();
    }
  }

  private ProcessTree tree() throws MalformedFile {
    String root = "";
    while (xml.next()) {
      if (!xml.isStart()) {
        continue;
      }
      if (xml.isStart("processTree")) {
        root = xml.required("root");
      } else if (xml.isStart("parentsNode")) {
        children
            .computeIfAbsent(xml.required("sourceId"), unused -> new ArrayList<>())
            .add(xml.required("targetId"));
      } else if (!xml.isStart("ptml")) {
        String name = xml.attribute("name");
        items.put(xml.required("id"), new Item(xml.name(), name == null ? "" : name));
      }
      if (items.size() > MAX_NODES) {
        throw xml.malformed("more than " + MAX_NODES + " nodes");
      }
    }
    return build(root, 0);
  }

  private ProcessTree build(String id, int depth) throws MalformedFile {
    if (depth > ProcessTree.MAX_DEPTH || ++built > MAX_NODES) {
      throw xml.malformed("nested deeper than " + ProcessTree.MAX_DEPTH + " or not a tree");
    }
    Item item = items.get(id);
    if (item == null) {
      throw xml.malformed("no node " + id);
    }
    List<ProcessTree> parts = new ArrayList<>();
    for (String child : children.getOrDefault(id, List.of())) {
      parts.add(build(child, depth + 1));
    }
    ProcessTree tree = node(item, parts);
    if (tree == null) {
      throw xml.malformed("a <" + item.element() + "> of " + parts.size() + " children");
    }
    return tree;
  }

  private static @Nullable ProcessTree node(Item item, List<ProcessTree> parts) {
    boolean leaf = parts.isEmpty();
    return switch (item.element()) {
      case "manualTask" -> leaf ? ProcessTree.step(item.name()) : null;
      case "automaticTask" -> leaf ? ProcessTree.tau() : null;
      case "sequence" -> leaf ? null : ProcessTree.of(ProcessTree.Operator.SEQUENCE, parts);
      case "xor", "def" -> leaf ? null : ProcessTree.of(ProcessTree.Operator.XOR, parts);
      case "and" -> leaf ? null : ProcessTree.of(ProcessTree.Operator.PARALLEL, parts);
      case "xorLoop", "defLoop" -> loop(parts);
      default -> null;
    };
  }

  private static @Nullable ProcessTree loop(List<ProcessTree> parts) {
    if (parts.size() < 2 || parts.size() > 3) {
      return null;
    }
    ProcessTree loop = ProcessTree.loop(parts.get(0), parts.get(1));
    boolean plain = parts.size() == 2 || parts.get(2).isTau();
    return plain ? loop : ProcessTree.sequence(loop, parts.get(2));
  }
}
