package io.mudlark.generator;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.generator.scenario.Generated;
import io.mudlark.generator.scenario.ScenarioOptions;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoScenarioTest {
  @Test
  void labels_account_for_every_packet(@TempDir Path directory) throws IOException {
    String keep = System.getProperty("demo.dir");
    Generated demo =
        DemoScenario.writeTo(
            keep == null ? directory : Path.of(keep), 7, ScenarioOptions.defaults());

    assertThat(demo.packetsByLabel().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(demo.packets());
    System.out.println(demo);
  }
}
