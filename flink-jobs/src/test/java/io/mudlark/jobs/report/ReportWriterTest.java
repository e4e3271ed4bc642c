package io.mudlark.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mudlark.jobs.document.LedgerDocument;
import io.mudlark.site.DeviceId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportWriterTest {
  private static final List<String> FILES =
      List.of("rejected.jsonl", "characterizations.jsonl", "evolution.jsonl", "alerts.jsonl");
  private static final ReportLimits TIGHT = new ReportLimits(3, 30, 40, 6, 1, 1, 1, 1, 1, 1, 1, 2);

  @TempDir private Path folder;

  private String page(ReportLimits limits) throws IOException {
    Path html = folder.resolve("report.html");
    ReportWriter.write(folder, html, limits);
    return Files.readString(html);
  }

  private static JsonNode data(String page) throws IOException {
    return new ObjectMapper()
        .readTree(between(page, "<script type=\"application/json\" id=\"data\">", "</script>"));
  }

  private static String between(String text, String start, String end) {
    int from = text.indexOf(start) + start.length();
    return text.substring(from, text.indexOf(end, from));
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  @Test
  void a_run_becomes_one_page_that_asks_the_network_for_nothing() throws Exception {
    InventedRun.write(folder, InventedRun.devices(4, 2), 10, 40);
    String page = page(ReportLimits.DEFAULT);
    assertThat(page).startsWith("<!doctype html>").endsWith("</html>\n");
    assertThat(count(page, "<section")).isEqualTo(count(page, "</section>")).isEqualTo(6);
    assertThat(count(page, "</script>")).isEqualTo(2);
    assertThat(count(page, "</style>")).isEqualTo(1);
    assertThat(page)
        .doesNotContain(" src=", "url(", "@import", "href=\"http", "@DATA@", "@SCRIPT@");
    assertThat(between(page, "Content-Security-Policy\" content=\"", "\">"))
        .contains("default-src 'none'")
        .doesNotContain("unsafe-inline");
  }

  @Test
  void the_policy_allows_exactly_this_script_and_this_style() throws Exception {
    String page = page(ReportLimits.DEFAULT);
    String script = page.substring(page.lastIndexOf("<script>") + 8, page.lastIndexOf("</script>"));
    assertThat(page).contains("script-src '" + hash(script) + "'");
    assertThat(page).contains("style-src '" + hash(between(page, "<style>", "</style>")) + "'");
  }

  private static String hash(String text) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return "sha256-" + Base64.getEncoder().encodeToString(digest);
  }

  @Test
  void names_that_look_like_markup_stay_text() throws Exception {
    String name = "</script><script>alert('&\u2028')</script><!--";
    InventedRun.write(folder, List.of(new DeviceId("<b>", name)), 3, 40);
    String page = page(ReportLimits.DEFAULT);
    assertThat(count(page, "<script")).isEqualTo(2);
    assertThat(page).doesNotContain("<!--", "<b>", "\u2028");
    assertThat(data(page).path("devices").get(0).path("name").asText()).isEqualTo(name);
  }

  @Test
  void numbers_of_the_files_arrive_on_the_page() throws Exception {
    InventedRun.write(folder, InventedRun.devices(4, 2), 10, 40);
    JsonNode data = data(page(ReportLimits.DEFAULT));
    assertThat(data.path("start").asLong()).isEqualTo(InventedRun.START);
    assertThat(data.path("end").asLong()).isEqualTo(InventedRun.START + 10 * InventedRun.WINDOW);
    assertThat(data.path("windows").asLong()).isEqualTo(40);
    assertThat(data.path("anomalous").asLong()).isEqualTo(2);
    assertThat(data.path("deviceTotal").asInt()).isEqualTo(4);
    assertThat(data.path("siteTotal").asInt()).isEqualTo(2);
    assertThat(data.path("notes")).isEmpty();
    long rejected = 0;
    for (JsonNode device : data.path("devices")) {
      assertThat(device.path("bins")).hasSize(10);
      for (JsonNode bin : device.path("bins")) {
        rejected += bin.path(3).asLong();
      }
    }
    assertThat(data.path("rejected").asLong()).isEqualTo(rejected).isPositive();
    assertThat(data.path("ledger").path("balances").asBoolean()).isTrue();
  }

  @Test
  void an_alert_is_shown_in_its_latest_telling_and_the_widest_comes_first() throws Exception {
    InventedRun.write(folder, InventedRun.devices(4, 2), 10, 40);
    JsonNode data = data(page(ReportLimits.DEFAULT));
    JsonNode alerts = data.path("alerts");
    assertThat(alerts).hasSize(3);
    assertThat(data.path("alertParts").asInt()).isEqualTo(2);
    assertThat(data.path("alertCounts").path("critical").asInt()).isEqualTo(1);
    assertThat(alerts.get(0).path("pattern").asText()).isEqualTo("same-episode-on-devices");
    assertThat(alerts.get(1).path("revision").asInt()).isEqualTo(2);
    assertThat(alerts.get(1).path("state").asText()).isEqualTo("closed");
    assertThat(alerts.get(1).path("partOf").asText()).isEqualTo(alerts.get(0).path("id").asText());
    assertThat(alerts.get(0).has("partOf")).isFalse();
    assertThat(alerts.get(1).path("participants").get(0).path("episode").asText())
        .isEqualTo(alerts.get(1).path("id").asText());
  }

  @Test
  void cases_that_deviate_for_one_cause_are_lines_of_one_alert() throws Exception {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      lines.add(deviation("id" + i, i, i == 0 ? "" : "\"suppressed\":\"repeats alert id0\","));
    }
    lines.add(deviation("odd", 9, "\"suppressed\":\"repeats alert gone\","));
    Files.write(folder.resolve("alerts.jsonl"), lines);
    JsonNode data = data(page(ReportLimits.DEFAULT));
    assertThat(data.path("alertTotal").asInt()).isEqualTo(2);
    assertThat(data.path("alertRepetitions").asInt()).isEqualTo(59);
    JsonNode alert = data.path("alerts").get(0);
    assertThat(alert.path("id").asText()).isEqualTo("id0");
    assertThat(alert.path("site").asText()).isEqualTo("east");
    assertThat(alert.path("process").path("case").asText()).isEqualTo("c0");
    assertThat(alert.path("process").path("expected").get(0).asText()).isEqualTo("ask");
    assertThat(alert.path("process").path("flowIds")).hasSize(2);
    assertThat(alert.path("repetitions").asInt()).isEqualTo(59);
    assertThat(alert.path("repeated")).hasSize(50);
    assertThat(alert.path("repeated").get(0).path("process").path("case").asText())
        .isEqualTo("c59");
    assertThat(data.path("alerts").get(1).path("id").asText()).isEqualTo("odd");
  }

  @Test
  void what_repeats_an_alert_about_traffic_stands_below_it() throws Exception {
    String alert =
        """
        {"id":"%s","revision":1,"pattern":"%s","state":"closed",%s"severity":"critical",\
        "title":"flood","participants":[{"site":"east","device":"camera"}]}\
        """;
    Files.write(
        folder.resolve("alerts.jsonl"),
        List.of(
            alert.formatted("a", "device-episode", ""),
            alert.formatted("b", "flood", "\"suppressed\":\"repeats alert a\",")));
    JsonNode alerts = data(page(ReportLimits.DEFAULT)).path("alerts");
    assertThat(alerts.get(0).path("id").asText()).isEqualTo("a");
    assertThat(alerts.get(0).has("partOf")).isFalse();
    assertThat(alerts.get(1).path("partOf").asText()).isEqualTo("a");
  }

  private static String deviation(String id, int minute, String suppressed) {
    String time = "\"2026-03-02T08:%02d:00.000Z\"".formatted(minute);
    return """
    {"id":"%s","revision":1,"site":"east","pattern":"process-deviation","state":"closed",\
    %s"severity":"high","title":"broken","firstWindowStart":%s,"lastWindowEnd":%s,\
    "process":{"case":"c%s","step":1,"activity":"answer","expected":["ask"],\
    "checks":["replay"],"model":"m","confidence":0.875,"flowIds":["f","g"]}}\
    """
        .formatted(id, suppressed, time, time, minute);
  }

  @Test
  void rejected_flows_are_grouped_by_what_they_missed_not_by_what_they_had() throws Exception {
    InventedRun.write(folder, List.of(new DeviceId("a", "x"), new DeviceId("a", "y")), 3, 40);
    JsonNode reasons = data(page(ReportLimits.DEFAULT)).path("devices").get(1).path("reasons");
    assertThat(reasons).hasSize(2);
    JsonNode scan = reasons.get(0);
    assertThat(scan.path("direction").asText()).isEqualTo("to-device");
    assertThat(scan.path("ace").asText()).isEqualTo("mud-v4to/cl0-todev");
    assertThat(scan.path("wanted").toString()).isEqualTo("[\"destination-port wants 80\"]");
    assertThat(scan.path("peers").toString()).startsWith("[[\"192.168.1.66\",");
    assertThat(scan.path("examples")).hasSize(3);
    assertThat(scan.path("examples").get(0).path("missed").get(0).asText())
        .isEqualTo("destination-port is 25, the entry wants 80");
  }

  @Test
  void what_is_beyond_the_limits_is_cut_and_said() throws Exception {
    InventedRun.write(folder, InventedRun.devices(8, 2), 80, 40);
    JsonNode data = data(page(TIGHT));
    assertThat(data.path("deviceTotal").asInt()).isEqualTo(8);
    assertThat(data.path("devices")).hasSize(3);
    for (JsonNode device : data.path("devices")) {
      assertThat(device.path("bins").size()).isLessThanOrEqualTo(30);
      assertThat(device.path("windows")).hasSize(2);
      assertThat(device.path("reasons").size()).isEqualTo(1);
      assertThat(device.path("windows").get(0).path("clusters")).hasSize(1);
    }
    assertThat(data.path("alerts")).hasSize(1);
    assertThat(data.path("ledger").path("sites")).hasSize(1);
    assertThat(data.path("ledger").path("sites").get(0).path("hosts")).hasSize(2);
    assertThat(data.path("ledger").path("sites").get(0).path("hostCount").asInt()).isEqualTo(14);
    assertThat(data.path("notes").toString())
        .contains(
            "further alerts",
            "5 of 8 devices have no section",
            "up to 4 consecutive windows",
            "the 2 most unusual windows",
            "1 of 2 sites");
  }

  @Test
  void devices_with_an_alert_have_a_section_before_others() throws Exception {
    InventedRun.write(folder, InventedRun.devices(8, 2), 20, 40);
    JsonNode data = data(page(new ReportLimits(4, 600, 9999, 99, 9, 9, 9, 3, 99, 99, 9, 9)));
    assertThat(data.path("devices"))
        .extracting(device -> device.path("name").asText())
        .containsExactlyInAnyOrder("camera-2", "hub-4", "plug-6", "thermostat-8");
  }

  @Test
  void the_page_of_many_devices_and_windows_stays_small() throws Exception {
    InventedRun.write(folder, InventedRun.devices(24, 3), 60, 40);
    ReportLimits limits = new ReportLimits(500, 600, 720, 48, 10, 24, 32, 3, 300, 50, 50, 50);
    Path html = folder.resolve("report.html");
    ReportWriter.write(folder, html, limits);
    assertThat(Files.size(html)).isLessThan(400_000);
  }

  @Test
  void a_folder_without_results_gives_a_page_that_says_so() throws Exception {
    JsonNode data = data(page(ReportLimits.DEFAULT));
    assertThat(data.path("notes").toString())
        .contains("rejected.jsonl is missing", "alerts.jsonl is missing", "ledger.json is missing");
    assertThat(data.path("devices")).isEmpty();
  }

  @Test
  void a_run_in_which_nothing_happened_gives_a_page_without_complaints() throws Exception {
    for (String file : FILES) {
      Files.createFile(folder.resolve(file));
    }
    Files.writeString(folder.resolve("ledger.json"), LedgerDocument.of(List.of()).json());
    JsonNode data = data(page(ReportLimits.DEFAULT));
    assertThat(data.path("notes")).isEmpty();
    assertThat(data.path("alertTotal").asInt()).isZero();
  }

  @Test
  void a_line_that_cannot_be_read_is_counted_and_the_rest_is_shown() throws Exception {
    InventedRun.write(folder, InventedRun.devices(2, 1), 4, 40);
    Files.writeString(
        folder.resolve("evolution.jsonl"), "{\"id\":\n[1]\n", StandardOpenOption.APPEND);
    Files.writeString(folder.resolve("ledger.json"), "{");
    JsonNode data = data(page(ReportLimits.DEFAULT));
    assertThat(data.path("windows").asInt()).isEqualTo(8);
    assertThat(data.path("notes").toString())
        .contains("evolution.jsonl: 2 lines could not be read and are left out; line 9: ")
        .contains("ledger.json: 1 line could not be read");
  }

  @Test
  void an_overlong_line_is_left_out_without_being_kept() throws Exception {
    InventedRun.write(folder, InventedRun.devices(2, 1), 4, 40);
    Path file = folder.resolve("evolution.jsonl");
    String good = Files.readString(file);
    Files.writeString(file, "{\"x\":\"" + "y".repeat(JsonLines.MAX_LINE_BYTES) + "\"}\n" + good);
    JsonNode data = data(page(ReportLimits.DEFAULT));
    assertThat(data.path("windows").asInt()).isEqualTo(8);
    assertThat(data.path("notes").toString()).contains("line 1: longer than");
  }

  @Test
  void without_evolution_the_characterizations_still_give_timelines() throws Exception {
    InventedRun.write(folder, InventedRun.devices(2, 1), 4, 40);
    Files.delete(folder.resolve("evolution.jsonl"));
    JsonNode data = data(page(ReportLimits.DEFAULT));
    assertThat(data.path("windows").asInt()).isEqualTo(8);
    assertThat(data.path("devices").get(0).path("bins")).hasSize(4);
  }

  @Test
  void the_same_results_give_the_same_page() throws Exception {
    InventedRun.write(folder, InventedRun.devices(3, 2), 6, 40);
    assertThat(page(ReportLimits.DEFAULT)).isEqualTo(page(ReportLimits.DEFAULT));
  }
}
