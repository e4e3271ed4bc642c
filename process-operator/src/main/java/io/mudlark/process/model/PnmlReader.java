package io.mudlark.process.model;

import io.mudlark.process.file.MalformedFile;
import io.mudlark.process.file.XmlCursor;
import io.mudlark.process.file.XmlLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads Petri nets in PNML (ISO/IEC 15909-2), pages flattened, with final markings as ProM writes
 * them.
 *
 * <p>A transition is silent when a tool says {@code $invisible$}, or when it has no name. Without a
 * final marking, one token in every place without outgoing arcs is the end.
 */
public final class PnmlReader {
  /** Arc weights and initial tokens beyond this are refused. */
  public static final int MAX_WEIGHT = 64;

  /** Nodes and arcs of one net beyond this are refused. */
  public static final int MAX_NODES = 100_000;

  private final XmlCursor xml;
  private final Map<String, Integer> places = new LinkedHashMap<>();
  private final List<Integer> initial = new ArrayList<>();
  private final Map<String, Label> transitions = new LinkedHashMap<>();
  private final List<Arc> arcs = new ArrayList<>();
  private final Map<String, Integer> ends = new LinkedHashMap<>();

  private record Label(@Nullable String activity) {}

  private record Arc(String source, String target, int weight) {}

  private record Node(@Nullable String name, boolean invisible, int number) {}

  private PnmlReader(XmlCursor xml) {
    this.xml = xml;
  }

  public static PetriNet read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, String.valueOf(file.getFileName()));
    }
  }

  /**
   * Reads one net.
   *
   * @param file what to call it in messages
   */
  public static PetriNet read(InputStream in, String file) throws IOException {
    try (XmlCursor xml = XmlCursor.open(in, file, XmlLimits.DEFAULT)) {
      return new PnmlReader(xml).net();
    }
  }

  private PetriNet net() throws MalformedFile {
    while (xml.next()) {
      if (xml.isStart()) {
        element();
      }
      if (places.size() + transitions.size() + arcs.size() > MAX_NODES) {
        throw xml.malformed("more than " + MAX_NODES + " nodes and arcs");
      }
    }
    return build();
  }

  private void element() throws MalformedFile {
    switch (xml.name()) {
      case "place" -> {
        String id = xml.required("id");
        if (xml.attribute("idref") == null) {
          int tokens = node("place").number();
          if (places.put(id, places.size()) != null) {
            throw xml.malformed("place " + id + " twice");
          }
          initial.add(tokens);
        }
      }
      case "transition" -> {
        String id = xml.required("id");
        Node node = node("transition");
        transitions.put(id, new Label(node.invisible() ? null : node.name()));
      }
      case "arc" -> {
        String source = xml.required("source");
        String target = xml.required("target");
        arcs.add(new Arc(source, target, Math.max(1, node("arc").number())));
      }
      case "finalmarkings" -> finalMarking();
      case "toolspecific" -> xml.skip();
      default -> {
        // pnml, net, page and the net's own name need nothing done
      }
    }
  }

  /** What is inside a place, transition or arc: name, invisibility, tokens or weight. */
  private Node node(String element) throws MalformedFile {
    String name = null;
    boolean invisible = false;
    int number = 0;
    while (xml.next() && !xml.isEnd(element)) {
      if (xml.isStart("name")) {
        name = textIn("name");
      } else if (xml.isStart("initialMarking") || xml.isStart("inscription")) {
        number = number(textIn(xml.name()));
      } else if (xml.isStart("toolspecific")) {
        invisible |= "$invisible$".equals(xml.attribute("activity"));
        xml.skip();
      } else if (xml.isStart()) {
        xml.skip();
      }
    }
    return new Node(name == null || name.isEmpty() ? null : name, invisible, number);
  }

  private String textIn(String element) throws MalformedFile {
    String text = "";
    while (xml.next() && !xml.isEnd(element)) {
      if (xml.isStart("text") || xml.isStart("value")) {
        text = xml.text();
      } else if (xml.isStart()) {
        xml.skip();
      }
    }
    return text;
  }

  private int number(String text) throws MalformedFile {
    try {
      int number = Integer.parseInt(text.strip());
      if (number >= 0 && number <= MAX_WEIGHT) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw xml.malformed("not a number: " + text);
    }
    throw xml.malformed("not within 0 and " + MAX_WEIGHT + ": " + text);
  }

  private void finalMarking() throws MalformedFile {
    String place = "";
    while (xml.next() && !xml.isEnd("finalmarkings")) {
      if (xml.isStart("place")) {
        place = xml.required("idref");
      } else if (xml.isStart("text")) {
        int tokens = number(xml.text());
        if (tokens > 0) {
          ends.put(place, tokens);
        }
      }
    }
  }

  private PetriNet build() throws MalformedFile {
    PetriNet.Builder net = new PetriNet.Builder();
    places.forEach((id, number) -> net.place(id));
    Map<String, int[]> inputs = new LinkedHashMap<>();
    Map<String, int[]> outputs = new LinkedHashMap<>();
    boolean[] leaves = new boolean[places.size()];
    for (Arc arc : arcs) {
      boolean out = transitions.containsKey(arc.source());
      String transition = out ? arc.source() : arc.target();
      Integer place = places.get(out ? arc.target() : arc.source());
      if (place == null || !transitions.containsKey(transition)) {
        throw xml.malformed("arc " + arc.source() + " to " + arc.target() + " leads nowhere");
      }
      leaves[place] |= !out;
      (out ? outputs : inputs).merge(transition, repeated(place, arc.weight()), PnmlReader::joined);
    }
    transitions.forEach(
        (id, label) ->
            net.transition(
                id,
                label.activity(),
                inputs.getOrDefault(id, new int[0]),
                outputs.getOrDefault(id, new int[0])));
    markings(net, leaves);
    return net.build();
  }

  private void markings(PetriNet.Builder net, boolean[] leaves) throws MalformedFile {
    for (int p = 0; p < leaves.length; p++) {
      for (int i = 0; i < initial.get(p); i++) {
        net.startAt(p);
      }
      if (ends.isEmpty() && !leaves[p]) {
        net.endAt(p);
      }
    }
    for (Map.Entry<String, Integer> end : ends.entrySet()) {
      Integer place = places.get(end.getKey());
      if (place == null) {
        throw xml.malformed("final marking of unknown place " + end.getKey());
      }
      for (int i = 0; i < end.getValue(); i++) {
        net.endAt(place);
      }
    }
  }

  private static int[] repeated(int place, int times) {
    int[] result = new int[times];
    Arrays.fill(result, place);
    return result;
  }

  private static int[] joined(int[] one, int[] other) {
    int[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }
}
