package io.mudlark.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.site.DeviceId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is in the result files, there is a page. */
class DamagedResultsTest {
  private static final List<String> FILES =
      List.of(
          "rejected.jsonl",
          "characterizations.jsonl",
          "evolution.jsonl",
          "alerts.jsonl",
          "ledger.json");

  @TempDir private Path folder;

  @Test
  void bytes_that_changed_cost_lines_and_not_the_report() throws IOException {
    Path sound = folder.resolve("sound");
    InventedRun.write(sound, List.of(new DeviceId("a", "x"), new DeviceId("b", "y")), 3, 20);
    Path damaged = Files.createDirectories(folder.resolve("damaged"));
    Random random = new Random(20_260_302);
    for (int round = 0; round < 60; round++) {
      for (String file : FILES) {
        Files.write(damaged.resolve(file), damage(Files.readAllBytes(sound.resolve(file)), random));
      }
      Path html = folder.resolve("report.html");
      ReportWriter.write(damaged, html);
      assertThat(Files.readString(html)).endsWith("</html>\n");
    }
  }

  private static byte[] damage(byte[] bytes, Random random) {
    byte[] palette = "{}[]\",:0-9e\\nulltrue \n\u0000\u00ff".getBytes(StandardCharsets.ISO_8859_1);
    int count = 1 + random.nextInt(40);
    for (int i = 0; i < count && bytes.length > 0; i++) {
      bytes[random.nextInt(bytes.length)] = palette[random.nextInt(palette.length)];
    }
    return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes;
  }
}
