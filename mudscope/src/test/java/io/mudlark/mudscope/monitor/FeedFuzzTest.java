package io.mudlark.mudscope.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.mudscope.input.UnusableInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedFuzzTest {
  private static final List<String> WATCHED = List.of("clusters_balance", "mutual_matches_n");
  private static final String NOISE = "{}[]\",:-0123456789eE.x\n\u0000";

  @TempDir Path folder;

  @Test
  void reads_damaged_feeds_or_refuses_them_in_one_line() throws IOException {
    MonitorConfig.Source source =
        Feeds.write(
            folder,
            "feed",
            new int[] {1, 1, 3, 1, 1},
            new int[] {2, 2, 9, 2, 2},
            new int[] {1, 3, 1, 1});
    byte[] good = Files.readAllBytes(source.csv());
    Random random = new Random(1);
    int refused = 0;
    for (int round = 0; round < 400; round++) {
      Files.write(source.csv(), damaged(good, random));
      try {
        Feed feed = FeedReader.read(source, WATCHED);
        AnomalyFinder.find(feed, WATCHED, false);
        AnomalyFinder.find(feed, WATCHED, true);
      } catch (UnusableInput e) {
        refused++;
        assertThat(e.getMessage()).startsWith(source.csv() + ": ").doesNotContain("\n");
      }
    }
    assertThat(refused).isBetween(20, 399);
  }

  @Test
  void reads_damaged_configurations_or_refuses_them_in_one_line() throws IOException {
    byte[] good =
        """
        {"mrtfeeds": [{"name": "a", "device_metadata": "a.json", "csv_mrt_feed": "a.csv"}],
         "transition_window": 2, "features_watch": ["clusters_balance"]}
        """
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    Path file = folder.resolve("monitor.json");
    Random random = new Random(2);
    int refused = 0;
    for (int round = 0; round < 1000; round++) {
      Files.write(file, damaged(good, random));
      try {
        assertThat(MonitorConfig.read(file).feeds()).hasSize(1);
      } catch (UnusableInput e) {
        refused++;
        assertThat(e.getMessage()).startsWith(file + ": ").doesNotContain("\n");
      }
    }
    assertThat(refused).isBetween(100, 999);
  }

  private static byte[] damaged(byte[] good, Random random) {
    byte[] damaged = good.clone();
    for (int change = random.nextInt(3); change >= 0; change--) {
      damaged[random.nextInt(damaged.length)] = (byte) NOISE.charAt(random.nextInt(NOISE.length()));
    }
    return damaged;
  }
}
