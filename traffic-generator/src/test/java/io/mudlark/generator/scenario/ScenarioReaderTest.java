package io.mudlark.generator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudlark.flow.IpAddress;
import io.mudlark.generator.attack.PortScan;
import io.mudlark.generator.attack.ScanKind;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScenarioReaderTest {
  private static final String TEXT =
      """
      name: small
      start: 2026-03-02T08:00:00Z
      duration: PT1M
      sites:
        - name: lab
          vlan: 7
          ipv4: 10.0.0.0/24
          ipv6: fd00::/64
          controllers: {}
          stations:
            - {name: cam, host: 10, kind: camera}
      attacks:
        - {site: lab, device: cam, after: PT10S, lasts: PT20S, type: port-scan,
           with: {kind: XMAS, scanner: 198.51.100.1, ports: 9, answered: true}}
      """;

  @Test
  void reads_sites_stations_and_attacks_with_their_settings() throws IOException {
    Scenario scenario = ScenarioReader.read("small.yaml", TEXT);

    assertThat(scenario.sites())
        .singleElement()
        .satisfies(
            site -> {
              assertThat(site.vlanId()).isEqualTo(7);
              assertThat(site.stations())
                  .extracting(Scenario.Placement::name)
                  .containsExactly("cam");
            });
    assertThat(scenario.attacks())
        .containsExactly(
            new Scenario.AttackPlan(
                "lab",
                "cam",
                new PortScan(ScanKind.XMAS, IpAddress.parse("198.51.100.1"), 9, true),
                Duration.ofSeconds(10),
                Duration.ofSeconds(20)));
  }

  @Test
  void names_the_place_of_a_bad_value() {
    rejects(TEXT.replace("10.0.0.0/24", "10.0.0.0/99"), "small.yaml: sites[0].ipv4: ", "99");
    rejects(TEXT.replace("PT1M", "a minute"), "small.yaml: duration: ", "a minute");
    rejects(TEXT.replace("vlan: 7", "vlan: 7\n    vlam: 8"), "sites[0].vlam: 'vlam' is not", "");
    rejects(TEXT.replace("duration: PT1M", "duration: [}"), "small.yaml: ", "");
  }

  @Test
  void names_what_it_does_not_know() {
    rejects(TEXT.replace("kind: camera", "kind: toaster"), "lab/cam: no kind", "camera");
    rejects(TEXT.replace("type: port-scan", "type: ddos"), "no attack is called ddos", "slowite");
    rejects(
        TEXT.replace("ports: 9", "ports: 9, prots: 9"),
        "port-scan of cam: ",
        "'prots' is not known");
    rejects(TEXT.replace("ports: 9, ", ""), "port-scan of cam", "'ports' is missing");
    rejects(TEXT.replace("198.51.100.1", "far.away"), "port-scan of cam: ", "far.away");
    rejects("", "small.yaml", "");
  }

  private static void rejects(String yaml, String start, String contained) {
    assertThatThrownBy(() -> ScenarioReader.read("small.yaml", yaml))
        .isInstanceOf(IOException.class)
        .message()
        .contains(start, contained)
        .doesNotContain("\n");
  }

  @Test
  void any_damage_gives_a_scenario_or_an_IOException() {
    Random random = new Random(1);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder damaged = new StringBuilder(TEXT);
      for (int j = 0; j < 3; j++) {
        damaged.setCharAt(random.nextInt(damaged.length()), (char) (32 + random.nextInt(95)));
      }
      try {
        ScenarioReader.read("damaged", damaged.toString());
      } catch (IOException e) {
        assertThat(e).hasMessageStartingWith("damaged");
      }
    }
  }
}
