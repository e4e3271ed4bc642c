package io.mudlark.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.mudlark.site.DeviceId;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opens reports in Chromium, because the page draws itself. */
class ReportInBrowserIT {
  @TempDir private Path folder;

  private static Path chromium() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(File.pathSeparator))
        .map(directory -> Path.of(directory, "chromium"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }

  /** The page after its script has run, as the browser would save it. */
  private String drawn() throws Exception {
    Path browser = chromium();
    if (browser == null) {
      if ("1".equals(System.getenv("MUDLARK_STRICT"))) {
        fail("chromium is missing");
      }
      Assumptions.abort("chromium is not installed");
    }
    Path html = folder.resolve("report.html");
    ReportWriter.write(folder, html);
    Path dom = folder.resolve("dom.html");
    Process process =
        new ProcessBuilder(
                browser.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + folder.resolve("browser"),
                "--virtual-time-budget=3000",
                "--dump-dom",
                html.toUri().toString())
            .redirectOutput(dom.toFile())
            .redirectError(folder.resolve("browser.log").toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    String page = Files.readString(dom);
    return page.substring(0, page.indexOf("<script type=\"application/json\""));
  }

  @Test
  void names_and_numbers_are_drawn_and_markup_in_names_does_nothing() throws Exception {
    String name = "<img src=x onerror=\"document.title='owned'\">";
    InventedRun.write(
        folder, List.of(new DeviceId("home", "lamp"), new DeviceId("home", name)), 6, 40);
    String page = drawn();
    assertThat(page).contains("<title>Mudlark report</title>").doesNotContain("<img");
    assertThat(page).contains("&lt;img src=x onerror=", "2026-03-02 08:00 \u2013 08:30 UTC");
    assertThat(page.split("class=\"devhead\"", -1)).hasSize(3);
    assertThat(page).contains("role=\"slider\"", "destination-port wants 80", "balances");
  }

  @Test
  void a_run_without_results_is_drawn_to_its_last_section() throws Exception {
    assertThat(drawn())
        .contains("No window was observed", "No device was observed", "ledger.json is missing")
        .contains("<dt>Noise</dt>");
  }
}
