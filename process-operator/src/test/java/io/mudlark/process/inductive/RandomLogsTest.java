package io.mudlark.process.inductive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mudlark.process.log.VariantLog;
import io.mudlark.process.model.ProcessTreeReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Sixty random logs with damaged cases, and the trees that pm4py 2.7.23.11 mines from them. */
class RandomLogsTest {
  @Test
  void mines_the_same_trees_as_pm4py_at_every_noise() throws IOException {
    try (InputStream in = RandomLogsTest.class.getResourceAsStream("random-logs.json")) {
      for (JsonNode entry : new ObjectMapper().readTree(in)) {
        Map<List<String>, Long> sequences = new HashMap<>();
        entry
            .get("log")
            .properties()
            .forEach(e -> sequences.put(List.of(e.getKey().split(" ")), e.getValue().asLong()));
        VariantLog log = VariantLog.of(sequences);
        for (Map.Entry<String, JsonNode> tree : entry.get("trees").properties()) {
          double noise = Double.parseDouble(tree.getKey());
          assertThat(InductiveMiner.mine(log, noise).canonical())
              .as("%s at noise %s", sequences, noise)
              .isEqualTo(ProcessTreeReader.parse(tree.getValue().asText()).canonical());
        }
      }
    }
  }
}
