package io.mudlark.mudscope.characterize;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mudlark.mudscope.characterize.Descriptor.Property;
import io.mudlark.mudscope.characterize.SpatialData.FarthestPair;
import io.mudlark.mudscope.characterize.WindowDocument.Method;
import io.mudlark.mudscope.characterize.WindowDocument.Span;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes characterizations as MUDscope's JSON, its misspelt field included; times in UTC. */
final class WindowJson {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu/MM/dd,HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final ObjectMapper JSON = new JsonMapper();
  private static final DefaultIndenter FOUR = new DefaultIndenter("    ", "\n");
  private static final ObjectWriter WRITER =
      JSON.writer(new DefaultPrettyPrinter().withObjectIndenter(FOUR).withArrayIndenter(FOUR));

  private WindowJson() {}

  /** Writes one window; {@code added} is when. */
  static void write(Path file, WindowDocument window, Instant added) throws IOException {
    Files.writeString(
        file, WRITER.writeValueAsString(tree(window, added)) + "\n", StandardCharsets.UTF_8);
  }

  static ObjectNode tree(WindowDocument window, Instant added) {
    ObjectNode root = JSON.createObjectNode();
    metadata(root.putObject("metadata"), window, added);
    root.set("complete_capture_descriptor", descriptor(window.capture()));
    ObjectNode clusters = root.putObject("clusters");
    for (DescribedCluster cluster : window.clusters()) {
      ObjectNode node = clusters.putObject(Integer.toString(cluster.label()));
      node.set("spatial_data", spatial(cluster.spatial()));
      node.set("descriptors", descriptor(cluster.descriptor()));
    }
    root.put("num_clusters", window.clusters().size());
    root.put("num_total_flows", window.capture().flows());
    return root;
  }

  private static void metadata(ObjectNode metadata, WindowDocument window, Instant added) {
    Descriptor capture = window.capture();
    metadata.put("date_added", TIME.format(added));
    ArrayNode starts = metadata.putArray("time_window");
    if (capture.flows() > 0) {
      starts.add(time(capture.startSeconds())).add(time(capture.endSeconds()));
    }
    Span span = window.span();
    if (span != null) {
      metadata.putArray("time_span").add(span.startSeconds()).add(span.endSeconds());
    }
    ObjectNode deployment = metadata.putObject("deployment_data");
    deployment.put("device_id", window.deployment().deviceId());
    deployment.set("deployment_info", window.deployment().info());
    metadata.put("total_flows", capture.flows());
    method(metadata.putObject("clustering_params"), window.method());
  }

  private static void method(ObjectNode node, Method method) {
    node.put("alg", "hdbscan");
    node.put("min_cluster_size", method.minClusterSize());
    node.put("min_core_points", method.minSamples());
    method.features().forEach(node.putArray("cluster_features")::add);
    node.put("scaling_method", method.scaling());
    if (method.scalerHash() != null) {
      node.put("scaler_hash", method.scalerHash());
    }
  }

  private static ObjectNode spatial(SpatialData spatial) {
    ObjectNode node = JSON.createObjectNode();
    node.put("num_pts", spatial.points());
    node.put("wcd_avg", spatial.distanceMean());
    node.put("wcd_std", spatial.distanceDeviation());
    node.put("wcd_max", spatial.distanceMax());
    @Nullable FarthestPair farthest = spatial.farthest();
    if (farthest != null) {
      node.put("wcd_min", farthest.distanceMin());
      node.set("width_point_a", numbers(farthest.a()));
      node.set("widht_point_b", numbers(farthest.b()));
    }
    node.set("centroid", numbers(spatial.centroid()));
    node.set("meta_centroid", numbers(spatial.metaCentroid()));
    return node;
  }

  private static ObjectNode descriptor(Descriptor descriptor) {
    ObjectNode node = JSON.createObjectNode();
    ArrayNode span = node.putArray("time_span");
    if (descriptor.flows() > 0) {
      span.add(descriptor.startSeconds()).add(descriptor.endSeconds());
    }
    node.put("total_flows", descriptor.flows());
    node.putObject("src_countries");
    node.putObject("dst_countries");
    ObjectNode primary = node.putObject("primary_features");
    for (Property property : descriptor.properties()) {
      primary.set(property.name(), property(property, descriptor.flows()));
    }
    node.putObject("secondary_features");
    return node;
  }

  private static ObjectNode property(Property property, long flows) {
    ObjectNode node = JSON.createObjectNode();
    if (property.integral()) {
      node.put("min", (long) property.min()).put("max", (long) property.max());
    } else {
      node.put("min", property.min()).put("max", property.max());
    }
    node.put("avg", property.mean());
    node.put("std", property.deviation());
    node.put("med", property.median());
    node.put("decile_size", flows / 10);
    ObjectNode deciles = node.putObject("deciles");
    deciles.set("values", numbers(property.deciles()));
    ArrayNode widths = deciles.putArray("widths");
    for (int i = 1; i < property.deciles().size(); i++) {
      widths.add(property.deciles().get(i) - property.deciles().get(i - 1));
    }
    return node;
  }

  private static ArrayNode numbers(List<Double> values) {
    ArrayNode node = JSON.createArrayNode();
    values.forEach(node::add);
    return node;
  }

  private static String time(double seconds) {
    return TIME.format(Instant.ofEpochSecond((long) Math.floor(seconds)));
  }
}
