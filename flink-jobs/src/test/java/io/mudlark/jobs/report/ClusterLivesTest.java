package io.mudlark.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class ClusterLivesTest {
  private static final long WINDOW = 60_000;

  private static JsonNode cluster(String id, long flows, String kind) {
    ObjectNode cluster = JsonNodeFactory.instance.objectNode();
    cluster.put("id", id);
    cluster.putObject("volume").put("flows", flows);
    cluster.putObject("shape").put("kind", kind);
    return cluster;
  }

  private static ObjectNode written(ClusterLives lives, int shown) {
    ObjectNode device = JsonNodeFactory.instance.objectNode();
    lives.writeTo(device, shown, 0);
    return device;
  }

  @Test
  void a_cluster_that_returns_keeps_its_row_and_the_kind_of_its_largest_window() {
    ClusterLives lives = new ClusterLives(4, 10);
    lives.add(0, WINDOW, cluster("a", 5, "beacon"));
    lives.add(3 * WINDOW, WINDOW, cluster("a", 50, "port-scan-inbound"));
    lives.add(4 * WINDOW, WINDOW, cluster("a", 2, "other"));
    ObjectNode device = written(lives, 4);
    assertThat(device.path("lives").toString())
        .isEqualTo(
            "[{\"id\":\"a\",\"kind\":\"port-scan-inbound\",\"flows\":57,\"windows\":3,"
                + "\"points\":[[0,1,5],[3,1,50],[4,1,2]]}]");
    assertThat(device.path("livesComplete").asBoolean()).isTrue();
  }

  @Test
  void of_more_clusters_than_can_be_told_apart_the_largest_stay() {
    ClusterLives lives = new ClusterLives(2, 10);
    lives.add(0, WINDOW, cluster("a", 5, "other"));
    lives.add(0, WINDOW, cluster("b", 7, "other"));
    lives.add(0, WINDOW, cluster("c", 6, "other"));
    lives.add(0, WINDOW, cluster("d", 1, "other"));
    ObjectNode device = written(lives, 4);
    assertThat(device.path("lives"))
        .extracting(life -> life.path("id").asText())
        .containsExactly("b", "c");
    assertThat(device.path("livesComplete").asBoolean()).isFalse();
  }

  @Test
  void a_long_life_is_drawn_in_few_points_that_add_up() {
    ClusterLives lives = new ClusterLives(2, 10);
    for (int i = 0; i < 1000; i++) {
      lives.add(i * WINDOW, WINDOW, cluster("a", 3, "other"));
    }
    JsonNode points = written(lives, 4).path("lives").get(0).path("points");
    assertThat(points.size()).isLessThanOrEqualTo(10);
    long flows = 0;
    for (JsonNode point : points) {
      flows += point.get(2).asLong();
    }
    assertThat(flows).isEqualTo(3000);
  }
}
