package io.mudlark.jobs.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** When each of a device's largest clusters was there, by its stable id. */
final class ClusterLives {
  private final int limit;
  private final int marks;
  private final Map<String, Life> lives = new HashMap<>();
  private boolean complete = true;

  /**
   * @param limit clusters that are told apart; of more, those with the most flows so far stay
   * @param marks points in time of each
   */
  ClusterLives(int limit, int marks) {
    this.limit = limit;
    this.marks = marks;
  }

  /** One cluster over time. */
  private static final class Life {
    private static final Comparator<Life> LARGEST_FIRST =
        Comparator.comparingLong((Life life) -> life.flows)
            .reversed()
            .thenComparing(life -> life.id);

    private final String id;
    private final Timeline timeline;
    private String kind = "";
    private long flows;
    private long most;
    private long windows;

    private Life(String id, int marks) {
      this.id = id;
      this.timeline = new Timeline(marks);
    }

    private void add(long startMillis, long lengthMillis, JsonNode cluster) {
      long here = cluster.path("volume").path("flows").asLong();
      TimelineBin bin = new TimelineBin();
      bin.startMillis = startMillis;
      bin.windows = 1;
      bin.rejected = here;
      timeline.add(bin, lengthMillis);
      if (here > most) {
        most = here;
        kind = Compact.clipped(cluster.path("shape").path("kind").asText());
      }
      flows += here;
      windows++;
    }
  }

  /** Adds a cluster of a window. */
  void add(long startMillis, long lengthMillis, JsonNode cluster) {
    String id = cluster.path("id").asText("");
    if (id.isEmpty()) {
      return;
    }
    Life life = lives.get(id);
    if (life == null && makeRoom(cluster.path("volume").path("flows").asLong())) {
      life = new Life(Compact.clipped(id), marks);
      lives.put(id, life);
    }
    if (life != null) {
      life.add(startMillis, lengthMillis, cluster);
    }
  }

  private boolean makeRoom(long flows) {
    if (lives.size() < limit) {
      return true;
    }
    complete = false;
    List<Life> ranked = ranked();
    Life smallest = ranked.get(ranked.size() - 1);
    return smallest.flows < flows && lives.values().remove(smallest);
  }

  private List<Life> ranked() {
    List<Life> ranked = new ArrayList<>(lives.values());
    ranked.sort(Life.LARGEST_FIRST);
    return ranked;
  }

  /** Writes the largest ones, their points as start in windows after the origin, length, flows. */
  void writeTo(ObjectNode device, int shown, long originMillis) {
    List<Life> ranked = ranked();
    ArrayNode array = device.putArray("lives");
    for (Life life : ranked.subList(0, Math.min(shown, ranked.size()))) {
      ObjectNode node = array.addObject();
      node.put("id", life.id).put("kind", life.kind);
      node.put("flows", life.flows).put("windows", life.windows);
      ArrayNode points = node.putArray("points");
      long window = life.timeline.windowMillis();
      for (TimelineBin bin : life.timeline.points()) {
        ArrayNode point = points.addArray();
        Compact.add(point, (double) (bin.startMillis - originMillis) / window);
        point.add(bin.windows).add(bin.rejected);
      }
    }
    device.put("livesComplete", complete && ranked.size() <= shown);
  }
}
