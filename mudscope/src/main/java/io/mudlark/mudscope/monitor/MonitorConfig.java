package io.mudlark.mudscope.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import io.mudlark.mudscope.characterize.BoundedFile;
import io.mudlark.mudscope.input.UnusableInput;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which feeds to look at, and which of their metrics: the monitor's configuration file. Its {@code
 * name} and {@code transition_window} are passed over, as by the original.
 *
 * @param feeds the feeds, in the order of the report
 * @param watched metrics that are compared and drawn
 */
public record MonitorConfig(List<Source> feeds, List<String> watched) {
  /** What the original's example watches. */
  public static final List<String> EXAMPLE_WATCHED =
      List.of(
          "clusters_balance",
          "mutual_matches_n",
          "mutual_matches_percentage",
          "fwd_matches_n",
          "fwd_matches_percentage",
          "fwd_matches_agglomeration_avg",
          "fwd_matches_agglomeration_max_percentage",
          "bwd_matches_n",
          "bwd_matches_percentage",
          "bwd_matches_agglomeration_avg",
          "bwd_matches_agglomeration_max_percentage");

  /** Most feeds of one report. */
  static final int MAX_FEEDS = 1_000;

  /** Most metrics: a feed has fewer columns. */
  static final int MAX_WATCHED = 100;

  public MonitorConfig {
    feeds = List.copyOf(feeds);
    watched = List.copyOf(watched);
  }

  /**
   * One feed.
   *
   * @param metadata file with the {@code device_id}
   * @param csv the feed
   */
  public record Source(Path metadata, Path csv) {}

  /**
   * Reads a configuration. Relative paths start at the working directory; those that lead nowhere
   * from there start at the folder of the configuration.
   */
  public static MonitorConfig read(Path file) throws UnusableInput {
    JsonNode root = BoundedFile.json(file);
    JsonNode feeds = root.path("mrtfeeds");
    if (!feeds.isArray() || feeds.isEmpty() || feeds.size() > MAX_FEEDS) {
      throw new UnusableInput(file, "/mrtfeeds: is no list of 1 to " + MAX_FEEDS + " feeds");
    }
    List<Source> sources = new ArrayList<>();
    for (int i = 0; i < feeds.size(); i++) {
      String place = "/mrtfeeds/" + i + "/";
      sources.add(
          new Source(
              path(file, root, place + "device_metadata"),
              path(file, root, place + "csv_mrt_feed")));
    }
    return new MonitorConfig(sources, watched(file, root.path("features_watch")));
  }

  /** The names in a list; those of the example when there is no list. */
  public static List<String> watched(Path file, JsonNode node) throws UnusableInput {
    if (node.isMissingNode()) {
      return EXAMPLE_WATCHED;
    }
    if (!node.isArray() || node.isEmpty() || node.size() > MAX_WATCHED) {
      throw new UnusableInput(file, "/features_watch: is no list of 1 to 100 names of columns");
    }
    Set<String> names = new LinkedHashSet<>();
    for (int i = 0; i < node.size(); i++) {
      String name = node.get(i).asText("");
      // Plots are files of these names.
      if (!name.matches("[A-Za-z0-9_]{1,100}")) {
        throw new UnusableInput(file, "/features_watch/" + i + ": is no name of a column");
      }
      names.add(name);
    }
    return List.copyOf(names);
  }

  private static Path path(Path file, JsonNode root, String place) throws UnusableInput {
    JsonNode node = root.at(place);
    if (!node.isTextual() || node.textValue().isEmpty()) {
      throw new UnusableInput(file, place + ": is missing or no text");
    }
    try {
      Path path = Path.of(node.textValue());
      return Files.exists(path) ? path : file.resolveSibling(path);
    } catch (InvalidPathException e) {
      throw new UnusableInput(file, place + ": is no path");
    }
  }
}
