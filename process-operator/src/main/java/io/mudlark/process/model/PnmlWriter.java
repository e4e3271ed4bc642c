package io.mudlark.process.model;

import io.mudlark.process.file.XmlOut;
import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import java.util.TreeMap;

/** Writes Petri nets in PNML (ISO/IEC 15909-2), silent transitions marked as ProM does. */
public final class PnmlWriter {
  private PnmlWriter() {}

  /** Writes one net and leaves the writer open. */
  public static void write(PetriNet net, Writer out) throws IOException {
    XmlOut xml = new XmlOut(out);
    xml.start("pnml")
        .start(
            "net", "id", "net1", "type", "http://www.pnml.org/version-2009/grammar/pnmlcoremodel");
    xml.start("page", "id", "page1");
    int[] initial = net.initialMarking();
    for (int p = 0; p < net.placeCount(); p++) {
      xml.start("place", "id", place(p));
      named(xml, net.placeName(p));
      if (initial[p] > 0) {
        xml.start("initialMarking").start("text").text(String.valueOf(initial[p])).end().end();
      }
      xml.end();
    }
    for (int t = 0; t < net.transitionCount(); t++) {
      transition(xml, net, t);
    }
    xml.end();
    finalMarking(xml, net.finalMarking());
    xml.close();
  }

  private static void transition(XmlOut xml, PetriNet net, int t) throws IOException {
    String label = net.label(t);
    xml.start("transition", "id", "t" + t);
    named(xml, label == null ? net.transition(t).name() : label);
    if (label == null) {
      xml.empty("toolspecific", "tool", "ProM", "version", "6.4", "activity", "$invisible$");
    }
    xml.end();
    for (Map.Entry<Integer, Integer> in : weights(net.inputs(t)).entrySet()) {
      arc(xml, place(in.getKey()), "t" + t, in.getValue());
    }
    for (Map.Entry<Integer, Integer> to : weights(net.outputs(t)).entrySet()) {
      arc(xml, "t" + t, place(to.getKey()), to.getValue());
    }
  }

  private static Map<Integer, Integer> weights(int[] places) {
    Map<Integer, Integer> weights = new TreeMap<>();
    for (int place : places) {
      weights.merge(place, 1, Integer::sum);
    }
    return weights;
  }

  private static void arc(XmlOut xml, String from, String to, int weight) throws IOException {
    xml.start("arc", "id", from + "-" + to, "source", from, "target", to);
    if (weight > 1) {
      xml.start("inscription").start("text").text(String.valueOf(weight)).end().end();
    }
    xml.end();
  }

  private static void finalMarking(XmlOut xml, int[] tokens) throws IOException {
    xml.start("finalmarkings").start("marking");
    for (int p = 0; p < tokens.length; p++) {
      if (tokens[p] > 0) {
        xml.start("place", "idref", place(p));
        xml.start("text").text(String.valueOf(tokens[p])).end().end();
      }
    }
    xml.end().end();
  }

  private static void named(XmlOut xml, String name) throws IOException {
    xml.start("name").start("text").text(name).end().end();
  }

  private static String place(int number) {
    return "p" + number;
  }
}
