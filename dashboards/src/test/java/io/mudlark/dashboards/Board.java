package io.mudlark.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Grafana dashboard as it is in its file.
 *
 * @param name of the file
 * @param json all of it
 */
record Board(String name, JsonNode json) {
  private static final JsonMapper JSON = new JsonMapper();

  /** A query of a panel, with words for a person who reads that it failed. */
  record Target(String where, JsonNode panel, JsonNode query) {
    boolean isMetric() {
      return query.has("expr");
    }

    @Override
    public String toString() {
      return where;
    }
  }

  static List<Board> all() throws IOException {
    try (Stream<Path> files = Files.list(Peers.root().resolve("dashboards/grafana"))) {
      return files.sorted().map(Board::read).toList();
    }
  }

  private static Board read(Path file) {
    try {
      return new Board(file.getFileName().toString(), JSON.readTree(Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<JsonNode> panels() {
    List<JsonNode> panels = new ArrayList<>();
    json.path("panels").forEach(panels::add);
    return panels;
  }

  List<JsonNode> variables() {
    List<JsonNode> variables = new ArrayList<>();
    json.at("/templating/list").forEach(variables::add);
    return variables;
  }

  /** All queries of all panels. */
  List<Target> targets() {
    List<Target> targets = new ArrayList<>();
    for (JsonNode panel : panels()) {
      for (JsonNode query : panel.path("targets")) {
        String where = name + ", " + panel.path("title").asText() + ", " + query.path("refId");
        targets.add(new Target(where, panel, query));
      }
    }
    return targets;
  }

  static List<Target> targetsOfAll() throws IOException {
    return all().stream().flatMap(board -> board.targets().stream()).toList();
  }
}
