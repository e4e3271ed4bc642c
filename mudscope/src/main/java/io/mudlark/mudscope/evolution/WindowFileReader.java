package io.mudlark.mudscope.evolution;

import com.fasterxml.jackson.databind.JsonNode;
import io.mudlark.cluster.feed.FeedCluster;
import io.mudlark.mudscope.characterize.BoundedFile;
import io.mudlark.mudscope.evolution.WindowFile.Span;
import io.mudlark.mudscope.input.UnusableInput;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads characterizations, the original's or ours; times are taken as UTC. */
final class WindowFileReader {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu/MM/dd,HH:mm:ss", Locale.ROOT);

  /** A window of 4,000 locations and clusters of at least two of them has no more. */
  static final int MAX_CLUSTERS = 10_000;

  static final int MAX_FEATURES = 1_000;

  /** The year 2200: what is later is no time of a window. */
  private static final double LAST_SECOND = 7_258_118_400.0;

  private final Path file;
  private final JsonNode root;

  private WindowFileReader(Path file, JsonNode root) {
    this.file = file;
    this.root = root;
  }

  /**
   * Reads one window.
   *
   * @throws UnusableInput naming the field that is missing or of the wrong kind
   */
  static WindowFile read(Path file) throws UnusableInput {
    return new WindowFileReader(file, BoundedFile.json(file)).window();
  }

  private WindowFile window() throws UnusableInput {
    JsonNode params = at("/metadata/clustering_params");
    int features = params.path("cluster_features").size();
    if (features < 1 || features > MAX_FEATURES) {
      throw bad("/metadata/clustering_params/cluster_features", "is missing or empty");
    }
    List<FeedCluster> clusters = new ArrayList<>();
    long noise = 0;
    JsonNode found = at("/clusters");
    if (!found.isObject() || found.size() > MAX_CLUSTERS) {
      throw bad("/clusters", "is no object of at most " + MAX_CLUSTERS + " clusters");
    }
    for (Map.Entry<String, JsonNode> entry : found.properties()) {
      String place = "/clusters/" + entry.getKey();
      if (entry.getKey().equals("-1")) {
        noise = count(place + "/spatial_data/num_pts");
      } else {
        clusters.add(cluster(place, label(place, entry.getKey()), features));
      }
    }
    clusters.sort(Comparator.comparingInt(FeedCluster::label));
    long flows = count("/num_total_flows");
    if (noise > flows) {
      throw bad("/num_total_flows", "is less than the flows of the noise");
    }
    return new WindowFile(
        file,
        text("/metadata/deployment_data/device_id"),
        at("/metadata/deployment_data/deployment_info/deployment_id").asText(""),
        scaling(params),
        features,
        span(),
        flows,
        noise,
        clusters);
  }

  private String scaling(JsonNode params) throws UnusableInput {
    String name = text("/metadata/clustering_params/scaling_method");
    return name + " " + params.path("scaler_hash").asText("") + params.path("cluster_features");
  }

  private @Nullable Span span() throws UnusableInput {
    JsonNode exact = at("/metadata/time_span");
    if (exact.isArray()) {
      return span(
          millis("/metadata/time_span/0"), millis("/metadata/time_span/1"), "/metadata/time_span");
    }
    JsonNode whole = at("/metadata/time_window");
    if (whole.isArray() && whole.isEmpty()) {
      return null;
    }
    return span(
        time("/metadata/time_window/0"), time("/metadata/time_window/1"), "/metadata/time_window");
  }

  private Span span(long start, long end, String place) throws UnusableInput {
    if (end < start) {
      throw bad(place, "ends before it starts");
    }
    return new Span(start, end);
  }

  private FeedCluster cluster(String place, int label, int features) throws UnusableInput {
    String spatial = place + "/spatial_data";
    List<Double> centroid = numbers(spatial + "/centroid", features);
    List<Double> meta = numbers(spatial + "/meta_centroid", features + 2);
    return new FeedCluster(
        label, count(spatial + "/num_pts"), centroid, meta.get(features), meta.get(features + 1));
  }

  private int label(String place, String name) throws UnusableInput {
    if (!name.matches("0|[1-9][0-9]{0,8}")) {
      throw bad(place, "is no label of a cluster");
    }
    return Integer.parseInt(name);
  }

  private List<Double> numbers(String place, int size) throws UnusableInput {
    JsonNode node = at(place);
    if (!node.isArray() || node.size() != size) {
      throw bad(place, "is no list of " + size + " numbers");
    }
    List<Double> numbers = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      numbers.add(number(place + "/" + i));
    }
    return numbers;
  }

  private long count(String place) throws UnusableInput {
    double value = number(place);
    if (value < 0 || value > 1e15 || value != Math.rint(value)) {
      throw bad(place, "is no count");
    }
    return (long) value;
  }

  private long millis(String place) throws UnusableInput {
    double seconds = number(place);
    if (seconds < 0 || seconds > LAST_SECOND) {
      throw bad(place, "is no time since 1970 in seconds");
    }
    return Math.round(seconds * 1000);
  }

  private double number(String place) throws UnusableInput {
    JsonNode node = at(place);
    if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
      throw bad(place, "is missing or no finite number");
    }
    return node.doubleValue();
  }

  private long time(String place) throws UnusableInput {
    try {
      return LocalDateTime.parse(text(place), TIME).toEpochSecond(ZoneOffset.UTC) * 1000;
    } catch (DateTimeException e) {
      throw bad(place, "is no time such as 2021/11/18,14:11:32");
    }
  }

  private String text(String place) throws UnusableInput {
    JsonNode node = at(place);
    if (!node.isTextual()) {
      throw bad(place, "is missing or no text");
    }
    return node.textValue();
  }

  private JsonNode at(String place) {
    return root.at(place);
  }

  private UnusableInput bad(String place, String problem) {
    return new UnusableInput(file, place + ": " + problem);
  }
}
