package io.mudlark.process.live;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mudlark.process.discover.PairTimes.Pair;
import io.mudlark.process.file.MalformedFile;
import io.mudlark.process.model.PetriNet;
import io.mudlark.process.rules.LogSkeleton;
import io.mudlark.process.rules.TemporalProfile;
import io.mudlark.process.rules.TemporalProfile.Moments;
import io.mudlark.process.rules.TemporalProfile.Scale;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Conformance models as JSON: what {@code mine learn} writes and a job reads. Equal models give
 * equal bytes.
 */
public final class ModelFile {
  /** The layout written; others are refused. */
  public static final int FORMAT = 2;

  /** Places, and transitions, of one net beyond this are refused. */
  public static final int MAX_NODES = 10_000;

  /** Octets of a file beyond this are refused. */
  public static final int MAX_OCTETS = 1 << 26;

  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(16)
                      .maxStringLength(1 << 16)
                      .maxDocumentLength(MAX_OCTETS)
                      .build())
              .build());

  private ModelFile() {}

  /** The model as one JSON text. */
  public static String write(ConformanceModel model) {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT);
    root.put("version", model.version());
    root.put("zeta", model.zeta());
    root.put("scale", model.profile().scale().name());
    root.put("floor", model.floor());
    ModelExtras.write(root, model);
    writeNet(root.putObject("net"), model.net());
    writeSkeleton(root.putObject("skeleton"), model.skeleton());
    ArrayNode times = root.putArray("times");
    new TreeMap<>(model.profile().pairs())
        .forEach(
            (pair, moments) ->
                times
                    .addArray()
                    .add(pair.from())
                    .add(pair.to())
                    .add(moments.count())
                    .add(moments.mean())
                    .add(moments.squares()));
    return root.toPrettyString();
  }

  private static void writeNet(ObjectNode out, PetriNet net) {
    ArrayNode places = out.putArray("places");
    for (int p = 0; p < net.placeCount(); p++) {
      places.add(net.placeName(p));
    }
    ArrayNode transitions = out.putArray("transitions");
    for (PetriNet.Transition transition : net.transitions()) {
      ObjectNode node = transitions.addObject();
      node.put("name", transition.name());
      if (transition.label() != null) {
        node.put("label", transition.label());
      }
      addAll(node.putArray("inputs"), transition.inputs());
      addAll(node.putArray("outputs"), transition.outputs());
    }
    addAll(out.putArray("initial"), net.initialMarking());
    addAll(out.putArray("final"), net.finalMarking());
  }

  private static void addAll(ArrayNode array, int[] numbers) {
    for (int number : numbers) {
      array.add(number);
    }
  }

  private static void writeSkeleton(ObjectNode out, LogSkeleton skeleton) {
    writePairs(out.putArray("equivalence"), skeleton.equivalence());
    writePairs(out.putArray("alwaysAfter"), skeleton.alwaysAfter());
    writePairs(out.putArray("alwaysBefore"), skeleton.alwaysBefore());
    writePairs(out.putArray("neverTogether"), skeleton.neverTogether());
    writePairs(out.putArray("directlyFollows"), skeleton.directlyFollows());
    ObjectNode frequencies = out.putObject("frequencies");
    new TreeMap<>(skeleton.frequencies())
        .forEach(
            (activity, times) -> {
              ArrayNode array = frequencies.putArray(activity);
              new TreeSet<>(times).forEach(array::add);
            });
  }

  private static void writePairs(ArrayNode out, Collection<Pair> pairs) {
    new TreeSet<>(pairs).forEach(pair -> out.addArray().add(pair.from()).add(pair.to()));
  }

  /** The text of a file, which may be {@link #MAX_OCTETS} long. */
  public static String text(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] octets = in.readNBytes(MAX_OCTETS + 1);
      if (octets.length > MAX_OCTETS) {
        throw new MalformedFile(file + ": longer than " + MAX_OCTETS + " octets: no process model");
      }
      return new String(octets, StandardCharsets.UTF_8);
    }
  }

  /**
   * Reads a model.
   *
   * @param file what to call it in messages
   */
  public static ConformanceModel read(String text, String file) throws IOException {
    try {
      JsonNode root = JSON.readTree(text);
      if (root == null || root.path("format").asInt(0) != FORMAT) {
        throw new MalformedFile(file + ": not a conformance model of format " + FORMAT);
      }
      return new ConformanceModel(
          root.required("version").asText(),
          readNet(root.required("net")),
          readSkeleton(root.required("skeleton")),
          readTimes(root.required("times"), Scale.valueOf(root.required("scale").asText())),
          root.required("zeta").asDouble(),
          root.required("floor").asDouble(),
          ModelExtras.forgiven(root.required("forgiven")),
          ModelExtras.rates(root.required("rates")),
          ModelExtras.links(root.required("links")));
    } catch (JsonProcessingException e) {
      throw new MalformedFile(file + ": " + e.getOriginalMessage().replaceAll("\\s+", " "), e);
    } catch (IllegalArgumentException e) {
      throw new MalformedFile(file + ": " + e.getMessage(), e);
    }
  }

  private static PetriNet readNet(JsonNode in) {
    PetriNet.Builder net = new PetriNet.Builder();
    int places = in.required("places").size();
    if (places > MAX_NODES || in.required("transitions").size() > MAX_NODES) {
      throw new IllegalArgumentException("more than " + MAX_NODES + " places or transitions");
    }
    in.required("places").forEach(name -> net.place(name.asText()));
    for (JsonNode node : in.required("transitions")) {
      JsonNode label = node.get("label");
      net.transition(
          node.required("name").asText(),
          label == null ? null : label.asText(),
          numbers(node.required("inputs"), places),
          numbers(node.required("outputs"), places));
    }
    int[] initial = numbers(in.required("initial"), MAX_NODES);
    int[] last = numbers(in.required("final"), MAX_NODES);
    if (initial.length != places || last.length != places) {
      throw new IllegalArgumentException("a marking needs a number for each of the places");
    }
    for (int p = 0; p < places; p++) {
      for (int i = 0; i < Math.min(initial[p], 64); i++) {
        net.startAt(p);
      }
      for (int i = 0; i < Math.min(last[p], 64); i++) {
        net.endAt(p);
      }
    }
    return net.build();
  }

  private static int[] numbers(JsonNode array, int below) {
    int[] numbers = new int[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = array.get(i).asInt(-1);
      if (numbers[i] < 0 || numbers[i] >= below) {
        throw new IllegalArgumentException("number out of range: " + array.get(i));
      }
    }
    return numbers;
  }

  private static LogSkeleton readSkeleton(JsonNode in) {
    Map<String, Set<Integer>> frequencies = new TreeMap<>();
    in.required("frequencies")
        .properties()
        .forEach(
            entry -> {
              Set<Integer> times = new TreeSet<>();
              for (int number : numbers(entry.getValue(), 1 << 20)) {
                times.add(number);
              }
              frequencies.put(entry.getKey(), times);
            });
    return new LogSkeleton(
        readPairs(in.required("equivalence")),
        readPairs(in.required("alwaysAfter")),
        readPairs(in.required("alwaysBefore")),
        readPairs(in.required("neverTogether")),
        readPairs(in.required("directlyFollows")),
        frequencies);
  }

  private static Set<Pair> readPairs(JsonNode in) {
    Set<Pair> pairs = new HashSet<>();
    in.forEach(pair -> pairs.add(new Pair(pair.required(0).asText(), pair.required(1).asText())));
    return pairs;
  }

  private static TemporalProfile readTimes(JsonNode in, Scale scale) {
    TemporalProfile profile = new TemporalProfile(scale);
    for (JsonNode time : in) {
      profile.merge(
          new Pair(time.required(0).asText(), time.required(1).asText()),
          new Moments(
              time.required(2).asLong(), time.required(3).asDouble(), time.required(4).asDouble()));
    }
    return profile;
  }
}
