package io.mudlark.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mudlark.generator.network.Impairment;
import io.mudlark.generator.scenario.Generated;
import io.mudlark.generator.scenario.ScenarioOptions;
import io.mudlark.generator.scenario.ScenarioOptions.CaptureFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoScenarioTest {
  private static final ScenarioOptions TWO_MINUTES =
      ScenarioOptions.defaults().withDuration(Duration.ofMinutes(2));
  @TempDir static Path directory;
  private static Generated demo;
  private static List<JsonNode> truth;

  @BeforeAll
  static void generate() throws IOException {
    demo = DemoScenario.writeTo(directory.resolve("demo"), 1, ScenarioOptions.defaults());
    truth = new ArrayList<>();
    ObjectMapper mapper = new ObjectMapper();
    for (String line : Files.readAllLines(demo.truth())) {
      truth.add(mapper.readTree(line));
    }
  }

  @Test
  void labels_account_for_every_packet() throws IOException {
    Map<String, Long> bySite = new TreeMap<>();
    for (JsonNode line : truth) {
      if (line.get("type").asText().matches("flow|arp")) {
        bySite.merge(line.get("site").asText(), line.get("packets").asLong(), Long::sum);
      }
    }
    assertThat(bySite).isEqualTo(demo.packetsBySite());
    for (var capture : demo.captures().entrySet()) {
      assertThat((long) CaptureFile.read(capture.getValue()).size())
          .isEqualTo(demo.packetsBySite().get(capture.getKey()));
    }
    assertThat(demo.packetsByLabel().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(demo.packets());
  }

  @Test
  void each_episode_counts_the_packets_of_its_flows() {
    Map<String, Long> byEpisode = new TreeMap<>();
    Map<String, Long> counted = new TreeMap<>();
    for (JsonNode line : truth) {
      if (line.get("type").asText().equals("flow") && line.has("episode")) {
        byEpisode.merge(line.get("episode").asText(), line.get("packets").asLong(), Long::sum);
      } else if (line.get("type").asText().equals("episode") && line.get("flows").asLong() > 0) {
        counted.put(line.get("id").asText(), line.get("packets").asLong());
      }
    }
    assertThat(byEpisode).isEqualTo(counted).hasSize(4);
  }

  @Test
  void tells_the_story_it_promises() {
    assertThat(truth)
        .filteredOn(line -> line.get("type").asText().equals("episode"))
        .extracting(
            line -> line.get("attack").asText(),
            line -> line.get("site").asText(),
            line -> line.get("device").asText())
        .containsExactly(
            tuple("syn-scan", "home", "plug"),
            tuple("syn-scan", "office", "plug"),
            tuple("udp-flood", "home", "camera"),
            tuple("beacon", "office", "thermostat"),
            tuple("process-swapped-steps", "office", "process-controller"),
            tuple("process-omitted-step", "office", "process-controller"));
  }

  @Test
  void every_packet_has_consistent_lengths_and_checksums() throws IOException {
    for (Path capture : demo.captures().values()) {
      assertThat(CaptureFile.read(capture).stream().map(Packet::fault).distinct())
          .containsExactly("");
    }
  }

  @Test
  void stays_small_enough_for_a_laptop() {
    assertThat(demo.packets()).isBetween(40_000L, 100_000L);
  }

  @Test
  void a_tap_that_misses_packets_leaves_them_out_of_the_truth_too() throws IOException {
    Generated whole = DemoScenario.writeTo(directory.resolve("whole"), 5, TWO_MINUTES);
    Generated lossy =
        DemoScenario.writeTo(
            directory.resolve("lossy"), 5, TWO_MINUTES.withImpairment(new Impairment(0.1, 0.05)));

    assertThat((double) lossy.packets()).isBetween(0.85 * whole.packets(), 0.95 * whole.packets());
    assertThat(lossy.packetsByLabel().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(lossy.packets());
    for (var capture : lossy.captures().entrySet()) {
      assertThat((long) CaptureFile.read(capture.getValue()).size())
          .isEqualTo(lossy.packetsBySite().get(capture.getKey()));
    }
  }

  @Test
  void same_seed_same_bytes_other_seed_other_bytes() throws IOException {
    Generated one = DemoScenario.writeTo(directory.resolve("one"), 5, TWO_MINUTES);
    Generated two = DemoScenario.writeTo(directory.resolve("two"), 5, TWO_MINUTES);
    Generated other = DemoScenario.writeTo(directory.resolve("other"), 6, TWO_MINUTES);

    assertThat(hashes(two)).isEqualTo(hashes(one));
    assertThat(hashes(other).get("home.pcapng")).isNotEqualTo(hashes(one).get("home.pcapng"));
  }

  @Test
  void bytes_are_the_same_on_every_machine() throws IOException {
    Generated golden = DemoScenario.writeTo(directory.resolve("golden"), 42, TWO_MINUTES);

    List<String> lines = new ArrayList<>();
    hashes(golden).forEach((name, hash) -> lines.add(hash + "  " + name));
    try (InputStream in = DemoScenarioTest.class.getResourceAsStream("demo-42.sha256")) {
      String expected = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(String.join("\n", lines)).isEqualTo(expected.strip());
    }
  }

  @Test
  void writes_devices_and_sites_for_the_pipeline() throws IOException {
    assertThat(Files.readAllLines(demo.devices()))
        .startsWith("device,mac,ip,mud,site")
        .contains("camera,02:00:5e:00:01:0a,192.168.1.10,camera.json,home")
        .hasSize(12);
    assertThat(Files.readString(demo.sites()))
        .contains(
            "  office:\n"
                + "    gateway: {mac: \"02:00:5e:00:02:01\", ipv4: \"10.20.0.1\", ipv6:"
                + " \"fd00:20::1\"}\n"
                + "    localNetworks: [\"10.20.0.0/24\", \"fd00:20::/64\"]\n"
                + "    controllers: {\"urn:fieldlark:controller:mqtt-broker\": [\"10.20.0.20\"]}\n"
                + "    dns: [\"10.20.0.1\"]\n"
                + "    ntp: [\"10.20.0.1\"]\n");
  }

  @Test
  void classic_captures_hold_the_same_packets() throws IOException {
    Generated micro =
        DemoScenario.writeTo(
            directory.resolve("micro"), 5, TWO_MINUTES.withFormat(CaptureFormat.PCAP_MICROSECONDS));
    Generated nano =
        DemoScenario.writeTo(
            directory.resolve("nano"), 5, TWO_MINUTES.withFormat(CaptureFormat.PCAP_NANOSECONDS));

    assertThat(micro.captures().get("home")).hasFileName("home.pcap");
    assertThat(micro.packetsBySite()).isEqualTo(nano.packetsBySite());
    byte[] magic = new byte[] {(byte) 0xD4, (byte) 0xC3, (byte) 0xB2, (byte) 0xA1};
    assertThat(Files.readAllBytes(micro.captures().get("home"))).startsWith(magic);
    assertThat(Files.size(micro.captures().get("home")))
        .isEqualTo(Files.size(nano.captures().get("home")));
  }

  private static Map<String, String> hashes(Generated generated) throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    List<Path> files = new ArrayList<>(generated.captures().values());
    files.add(generated.truth());
    files.addAll(generated.mudFiles());
    for (Path file : files) {
      hashes.put(file.getFileName().toString(), sha256(Files.readAllBytes(file)));
    }
    return hashes;
  }

  private static String sha256(byte[] octets) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
