package io.mudlark.jobs.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.generator.scenario.Generated;
import io.mudlark.generator.scenario.Scenario;
import io.mudlark.generator.scenario.ScenarioOptions;
import io.mudlark.generator.scenario.ScenarioReader;
import io.mudlark.site.DeviceId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MudscopeChainTest {
  private static final String SCENARIO =
      """
      name: small
      start: 2026-03-02T08:00:00Z
      duration: PT6M
      sites:
        - name: lab
          vlan: 20
          ipv4: 10.20.0.0/24
          ipv6: fd00:20::/64
          controllers: {}
          stations:
            - {name: plug, host: 11, kind: plug}
            - {name: thermostat, host: 12, kind: thermostat}
            - {name: phone, host: 50, kind: phone}
      attacks:
        - {site: lab, device: plug, after: PT2M, lasts: PT2M, type: port-scan,
           with: {kind: SYN, scanner: 198.51.100.66, ports: 300, answered: true}}
      """;

  @TempDir Path folder;

  @Test
  void the_original_chain_finds_a_scan_of_two_minutes_and_nothing_at_its_neighbour()
      throws Exception {
    Scenario scenario = ScenarioReader.read("small", SCENARIO);
    Generated traffic = scenario.writeTo(folder.resolve("traffic"), 1, ScenarioOptions.defaults());
    Training quiet = Training.of(scenario, 1, folder.resolve("quiet"), line -> {});
    List<Detection> found = MudscopeChain.of(traffic, quiet, folder.resolve("mudscope"));
    long scan = Instant.parse("2026-03-02T08:02:00Z").toEpochMilli();
    assertThat(found)
        .isNotEmpty()
        .allMatch(it -> it.devices().equals(Set.of(new DeviceId("lab", "plug"))))
        .anyMatch(it -> it.span().meets(new Span(scan, scan + 120_000)));
  }
}
