package io.mudlark.jobs.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudlark.flow.IpAddress;
import io.mudlark.jobs.config.ConfigException;
import io.mudlark.site.Device;
import io.mudlark.site.DeviceId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialTest {
  private static final List<Device> DEVICES =
      List.of(device("plug", "10.0.0.1"), device("cam", "10.0.0.2"), device("hub", "10.0.0.3"));

  @TempDir Path folder;
  private Path truth;

  @BeforeEach
  void write() throws Exception {
    truth = folder.resolve("truth.jsonl");
    Files.writeString(
        truth,
        flow("198.51.100.1", "10.0.0.1", 22, 65, "syn-scan", "s-1")
            + flow("10.0.0.2", "10.0.0.3", 23, 66, "lateral-movement", "s-2")
            + flow("10.0.0.2", "192.0.2.1", 443, 10, "benign", "")
            + "{\"type\":\"case\",\"site\":\"a\",\"case\":\"c7\",\"label\":\"process-omitted-step\","
            + "\"episode\":\"s-3\"}\n"
            + episode("s-1", "syn-scan", "plug", "08:01:05", "08:01:50")
            + episode("s-2", "lateral-movement", "cam", "08:01:06", "08:01:06")
            + episode("s-3", "process-omitted-step", "hub", "08:04:00", "08:04:30"));
    Files.writeString(
        folder.resolve("evolution.jsonl"),
        window("plug", 0, 0, false, 0)
            + window("plug", 1, 9, true, 3)
            + window("cam", 1, 1, false, 0.5)
            + window("hub", 3, 0, false, 0));
    Files.writeString(
        folder.resolve("rejected.jsonl"),
        "{\"site\":\"a\",\"protocolNumber\":6,\"start\":\"2026-03-02T08:01:05.000Z\","
            + "\"end\":\"2026-03-02T08:01:05.000Z\","
            + "\"source\":{\"address\":\"10.0.0.1\",\"port\":22},"
            + "\"destination\":{\"address\":\"198.51.100.1\",\"port\":40000}}\n");
    Files.writeString(
        folder.resolve("alerts.jsonl"),
        alert("1", 1, "device-episode", "plug", "08:01:00", "08:02:00", "port-scan-inbound/tcp", "")
            + alert(
                "1",
                2,
                "device-episode",
                "plug",
                "08:01:00",
                "08:04:00",
                "port-scan-inbound/tcp",
                "")
            + alert("2", 1, "device-episode", "hub", "08:08:00", "08:09:00", "beacon/tcp/1", "")
            + alert("3", 1, "process-deviation", "hub", "08:04:20", "08:04:21", "other/tcp", "c7")
            + alert("4", 1, "same-episode-on-devices", "plug", "08:00:00", "08:09:00", "x", ""));
  }

  private Trial trial() throws Exception {
    return Trial.of("s", 1, folder, truth, DEVICES);
  }

  @Test
  void found_missed_and_false_episodes_are_told_apart() throws Exception {
    Score score = trial().score(Method.DEFAULT);
    assertThat(score.episodes()).isEqualTo(new Counts(2, 1, 2, 1));
    assertThat(score.falseAlerts()).isEqualTo(1);
    assertThat(score.attacks().get("lateral-movement").found()).isZero();
    assertThat(score.attacks().get("syn-scan").delays()).containsExactly(55.0);
    assertThat(score.attacks().get("process-omitted-step").found()).isOne();
  }

  @Test
  void without_processes_a_broken_one_is_missed() throws Exception {
    assertThat(trial().score(Method.PATTERNS).episodes()).isEqualTo(new Counts(1, 2, 1, 1));
  }

  @Test
  void any_rejected_flow_is_enough_for_mud_alone() throws Exception {
    assertThat(trial().score(Method.MUD).episodes()).isEqualTo(new Counts(2, 1, 2, 0));
  }

  @Test
  void what_another_program_found_is_held_against_the_same_truth() throws Exception {
    DeviceId plug = new DeviceId("a", "plug");
    long start = java.time.Instant.parse("2026-03-02T08:01:00Z").toEpochMilli();
    Findings findings =
        Findings.read(folder)
            .with(
                List.of(
                    Detection.ofTraffic(plug, new Span(start, start + 59_999), start, ""),
                    Detection.ofTraffic(plug, new Span(start + 300_000, start + 301_000), 0, "")));
    Trial trial = Trial.of("s", 1, findings, Truth.read(truth, DEVICES));
    assertThat(trial.score(Method.MUDSCOPE).episodes()).isEqualTo(new Counts(1, 2, 1, 1));
    assertThat(trial.score(Method.MUDSCOPE).windows()).isEqualTo(new Counts(1, 1, 1, 0));
    assertThat(new Evaluation(List.of(trial)).methods()).contains(Method.MUDSCOPE);
    assertThat(new Evaluation(List.of(trial())).methods()).doesNotContain(Method.MUDSCOPE);
    assertThat(EvaluationText.lines(new Evaluation(List.of(trial()))))
        .noneMatch(line -> line.contains("original chain"));
  }

  @Test
  void a_flow_is_the_same_whichever_end_is_named_first() throws Exception {
    assertThat(trial().flows()).isEqualTo(new Counts(1, 1, 1, 0));
  }

  @Test
  void windows_that_an_attack_touches_without_being_about_them_are_neither_right_nor_wrong()
      throws Exception {
    assertThat(trial().score(Method.DEFAULT).windows()).isEqualTo(new Counts(1, 1, 1, 0));
  }

  @Test
  void pairs_of_one_kind_should_share_their_signature_and_others_should_not() {
    List<Scorer.Identified> found =
        List.of(
            new Scorer.Identified("syn-scan", "scan"),
            new Scorer.Identified("fin-scan", "scan"),
            new Scorer.Identified("beacon", "scan"),
            new Scorer.Identified("beacon", "beacon"));
    assertThat(Scorer.pairs(found, true)).isEqualTo(new Counts(1, 1, 1, 2));
    assertThat(Scorer.pairs(found, false)).isEqualTo(new Counts(0, 1, 0, 3));
  }

  @Test
  void a_broken_line_is_named() throws Exception {
    Files.writeString(truth, "{\"type\":\"episode\"}\n");
    assertThatThrownBy(this::trial)
        .isInstanceOf(ConfigException.class)
        .hasMessage(truth + ": line 1: 'id' is missing");
    Files.writeString(truth, "\n{\"type\":");
    assertThatThrownBy(this::trial)
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(truth + ": line 2: ");
  }

  @Test
  void the_page_shows_names_as_text_and_needs_no_network() throws Exception {
    Trial named = Trial.of("<script>", 1, folder, truth, DEVICES);
    EvaluationPage.write(new Evaluation(List.of(named)), folder.resolve("out"));
    String page = Files.readString(folder.resolve("out").resolve(EvaluationPage.FILE));
    assertThat(page).contains("&lt;script&gt;").doesNotContain("<script", "http:", "https:");
    assertThat(page).contains("default-src 'none'").contains("<td>syn-scan</td><td>1</td>");
    assertThat(folder.resolve("out/evaluation.json")).content().doesNotContain("NaN");
  }

  private static Device device(String name, String address) {
    return new Device(new DeviceId("a", name), null, List.of(IpAddress.parse(address)), null);
  }

  private static String flow(
      String from, String to, int port, int second, String label, String episode) {
    long nanos = java.time.Instant.parse("2026-03-02T08:00:00Z").getEpochSecond() + second;
    return String.format(
        "{\"type\":\"flow\",\"site\":\"a\",\"source\":\"%s\",\"destination\":\"%s\",\"protocol\":6,"
            + "\"sourcePort\":40000,\"destinationPort\":%d,\"startNanos\":%d000000000,"
            + "\"endNanos\":%d000000000,\"label\":\"%s\",\"episode\":\"%s\"}%n",
        from, to, port, nanos, nanos, label, episode);
  }

  private static String episode(String id, String label, String device, String from, String to) {
    return String.format(
        "{\"type\":\"episode\",\"id\":\"%s\",\"attack\":\"%s\",\"site\":\"a\",\"device\":\"%s\","
            + "\"start\":\"2026-03-02T%sZ\",\"end\":\"2026-03-02T%sZ\"}%n",
        id, label, device, from, to);
  }

  private static String window(
      String device, int minute, int rejected, boolean anomalous, double score) {
    return String.format(
        java.util.Locale.ROOT,
        "{\"site\":\"a\",\"device\":\"%s\",\"windowStart\":\"2026-03-02T08:0%d:00.000Z\","
            + "\"windowEnd\":\"2026-03-02T08:0%d:00.000Z\",\"totals\":{\"rejected\":{\"flows\":%d}},"
            + "\"clusters\":[],\"anomaly\":{\"anomalous\":%b,\"score\":%f}}%n",
        device,
        minute,
        minute + 1,
        rejected,
        anomalous,
        score);
  }

  private static String alert(
      String id,
      int revision,
      String pattern,
      String device,
      String from,
      String to,
      String signature,
      String processCase) {
    String process = processCase.isEmpty() ? "" : ",\"process\":{\"case\":\"" + processCase + "\"}";
    return String.format(
        "{\"id\":\"%s\",\"revision\":%d,\"pattern\":\"%s\",\"firstWindowStart\":\"2026-03-02T%sZ\","
            + "\"lastWindowEnd\":\"2026-03-02T%sZ\",\"signature\":{\"key\":\"%s\"},"
            + "\"participants\":[{\"site\":\"a\",\"device\":\"%s\"}]%s}%n",
        id, revision, pattern, from, to, signature, device, process);
  }
}
