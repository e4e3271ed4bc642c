package io.mudlark.process.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mudlark.process.infer.Delays;
import io.mudlark.process.infer.LinkGraph;
import io.mudlark.process.infer.LinkGraph.Link;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The parts of a model file that are about clients' rates, links and unseen steps. */
final class ModelExtras {
  private ModelExtras() {}

  static void write(ObjectNode root, ConformanceModel model) {
    ArrayNode forgiven = root.putArray("forgiven");
    new TreeSet<>(model.forgiven()).forEach(forgiven::add);
    ObjectNode rates = root.putObject("rates");
    rates.put("windowNanos", model.rates().windowNanos());
    rates.put("factor", model.rates().factor()).put("floor", model.rates().floor());
    ObjectNode busiest = rates.putObject("busiest");
    new TreeMap<>(model.rates().busiest()).forEach(busiest::put);
    ArrayNode links = root.putArray("links");
    for (Link link : model.links().sorted()) {
      ArrayNode delays =
          links
              .addObject()
              .put("cause", link.cause())
              .put("effect", link.effect())
              .putArray("delays");
      for (int bin = 0; bin < Delays.BINS; bin++) {
        delays.add(link.delays().count(bin));
      }
    }
  }

  static Set<String> forgiven(JsonNode in) {
    Set<String> forgiven = new TreeSet<>();
    in.forEach(activity -> forgiven.add(activity.asText()));
    return forgiven;
  }

  static Rates rates(JsonNode in) {
    Map<String, Long> busiest = new TreeMap<>();
    in.required("busiest")
        .properties()
        .forEach(entry -> busiest.put(entry.getKey(), entry.getValue().asLong()));
    return new Rates(
        in.required("windowNanos").asLong(),
        in.required("factor").asDouble(),
        in.required("floor").asLong(),
        busiest);
  }

  static LinkGraph links(JsonNode in) {
    Map<String, Link> links = new TreeMap<>();
    for (JsonNode link : in) {
      JsonNode bins = link.required("delays");
      long[] counts = new long[Math.min(bins.size(), Delays.BINS + 1)];
      for (int bin = 0; bin < counts.length; bin++) {
        counts[bin] = bins.get(bin).asLong();
        if (counts[bin] < 0 || counts[bin] > Integer.MAX_VALUE) {
          throw new IllegalArgumentException("number out of range: " + bins.get(bin));
        }
      }
      String effect = link.required("effect").asText();
      links.put(effect, new Link(link.required("cause").asText(), effect, new Delays(counts)));
    }
    return new LinkGraph(links);
  }
}
