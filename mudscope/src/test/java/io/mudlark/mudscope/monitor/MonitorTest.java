package io.mudlark.mudscope.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.mudlark.mudscope.characterize.StageResult;
import io.mudlark.mudscope.input.UnusableInput;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class MonitorTest {
  private static final Instant MADE = Instant.parse("2021-11-18T15:04:05Z");
  private static final List<String> WATCHED = List.of("clusters_balance", "mutual_matches_n");

  @TempDir Path folder;
  private final List<String> told = new ArrayList<>();
  private final List<MonitorConfig.Source> sources = new ArrayList<>();

  @BeforeEach
  void three_feeds_with_a_closed_anomaly_each() throws IOException {
    // clusters_balance 0 2 -2 0, ending flat: four transitions
    sources.add(
        Feeds.write(folder, "one", ints(1, 1, 3, 1, 1), ints(2, 2, 2, 2, 2), ints(1, 3, 1, 1)));
    // 0 4 -4 0: the same shape, twice as large
    sources.add(
        Feeds.write(folder, "two", ints(1, 1, 5, 1, 1), ints(2, 2, 2, 2, 2), ints(1, 5, 1, 1)));
    // 0 1 0 -1 0: five transitions, and as many mutual matches in each
    sources.add(
        Feeds.write(
            folder, "three", ints(1, 1, 2, 2, 1, 1), ints(2, 2, 2, 2, 2, 2), ints(2, 2, 2, 2, 2)));
  }

  @Test
  void compares_anomalies_as_worked_out_by_hand() throws IOException {
    List<FeedAnomaly> anomalies = new ArrayList<>();
    for (MonitorConfig.Source source : sources) {
      anomalies.addAll(AnomalyFinder.find(FeedReader.read(source, WATCHED), WATCHED, true));
    }
    assertThat(anomalies)
        .extracting(FeedAnomaly::id)
        .containsExactly("one_anomaly-0", "two_anomaly-0", "three_anomaly-0");
    assertThat(anomalies).extracting(FeedAnomaly::width).containsExactly(4, 4, 5);
    assertThat(anomalies).noneMatch(FeedAnomaly::open);
    FeedAnomaly one = anomalies.get(0);
    FeedAnomaly two = anomalies.get(1);
    FeedAnomaly three = anomalies.get(2);
    assertThat(one.series("clusters_balance")).containsExactly(0, 2, -2, 0);
    assertThat(three.series("clusters_balance")).containsExactly(0, 1, 0, -1, 0);
    AnomalyMatcher matcher = new AnomalyMatcher(WATCHED, true);

    // Both metrics rise and fall together; ranges 4 and 8: q = 0.5 is not below 0.5.
    AnomalyMatch alike = matcher.compare(one, two);
    assertThat(alike.score().combined()).isCloseTo(1, within(1e-12));
    assertThat(alike.score().penalty()).isEqualTo(1);

    // (0 2 -2 0) along (0 1 0 -1 0): 2 / sqrt(8 * 2) = 0.5 at both places; constant matches: 0.
    AnomalyMatch shifted = matcher.compare(one, three);
    assertThat(shifted.correlations().get("clusters_balance")).isCloseTo(0.5, within(1e-12));
    assertThat(shifted.correlations().get("mutual_matches_n")).isEqualTo(0);
    assertThat(shifted.score().max()).isCloseTo(0.5, within(1e-12));
    assertThat(shifted.score().average()).isCloseTo(0.25, within(1e-12));
    assertThat(shifted.score().penalty()).isEqualTo(1);
    assertThat(shifted.score().combined()).isCloseTo(0.375, within(1e-12));

    // Ranges 8 and 2: q = 0.25, and 0.375 * 0.25 = 0.09375.
    AnomalyMatch small = matcher.compare(two, three);
    assertThat(small.score().penalty()).isCloseTo(0.25, within(1e-12));
    assertThat(small.score().combined()).isCloseTo(0.09375, within(1e-12));

    assertThat(matcher.matches(anomalies))
        .extracting(match -> match.second().id())
        .containsExactly("two_anomaly-0");
  }

  @Test
  void quirk_26_anomalies_of_one_feed_are_compared_with_each_other_too() throws IOException {
    MonitorConfig.Source twice =
        Feeds.write(
            folder,
            "twice",
            ints(1, 1, 3, 1, 1, 1, 3, 1, 1),
            ints(2, 2, 2, 2, 2, 2, 2, 2, 2),
            ints(1, 3, 1, 1, 1, 3, 1, 1));
    List<FeedAnomaly> anomalies =
        AnomalyFinder.find(FeedReader.read(twice, WATCHED), WATCHED, true);
    assertThat(new AnomalyMatcher(WATCHED, true).matches(anomalies))
        .extracting(match -> match.first().id() + " " + match.second().id())
        .containsExactly("twice_anomaly-0 twice_anomaly-1");
  }

  @Test
  void writes_the_report_in_the_form_of_the_original() throws IOException {
    StageResult result =
        new MonitorStage(true, told::add)
            .run(new MonitorConfig(sources, WATCHED), folder.resolve("out"), MADE);
    assertThat(told).isEmpty();
    assertThat(result).isEqualTo(new StageResult(6, 0));
    String report = Files.readString(folder.resolve("out/report.txt"));
    assertThat(report)
        .isEqualTo(
            "\n\n*~*~*~*~*~*~*~* Anomalies recorded for each MRT feed submitted"
                + " *~*~*~*~*~*~*~*\n\n"
                + "one :\n\t between: 12:05:00 and 12:15:00 on the 2021-11-18"
                + " \t --- \t time windows [ 0 , 3 ]\n\n"
                + "two :\n\t between: 12:05:00 and 12:15:00 on the 2021-11-18"
                + " \t --- \t time windows [ 0 , 3 ]\n\n"
                + "three :\n\t between: 12:05:00 and 12:20:00 on the 2021-11-18"
                + " \t --- \t time windows [ 0 , 4 ]\n\n"
                + "\n\n >>>>>>>>>>>> Report for MRT feeds of the 2021-11-18-15-04 <<<<<<<<<<<<"
                + "\n\n\n\n[ 0 ]"
                + "Device ID    Signature transitions window    Signature time window"
                + "                      MRT Feed\n"
                + "-----------  ------------------------------  "
                + "-----------------------------------------  ----------\n"
                + "one-plug     [0 - 3]                         "
                + "2021-11-18 12:05:00 - 2021-11-18 12:15:00  one\n"
                + "two-plug     [0 - 3]                         "
                + "2021-11-18 12:05:00 - 2021-11-18 12:15:00  two"
                + "\nMax features correlation : 1.0 \t --- \t Avg features correlation : 1.0"
                + " \t --- \t Combined score : 1.0\n"
                + "Correlation penalty multiplyer for clusters difference: 1\n"
                + "\n\tCorrelation values for signature features:\n"
                + "\t{'clusters_balance': 1.0, 'mutual_matches_n': 1.0}");
  }

  @Test
  void draws_a_plot_of_each_watched_metric_and_one_page_of_html() throws Exception {
    new MonitorStage(false, told::add)
        .run(new MonitorConfig(sources, WATCHED), folder.resolve("out"), MADE);
    for (String metric : WATCHED) {
      String svg = Files.readString(folder.resolve("out/" + metric + ".svg"));
      var document =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(svg)));
      assertThat(document.getElementsByTagName("polyline").getLength()).isEqualTo(3 * (5 + 1));
      String pdf =
          Files.readString(folder.resolve("out/" + metric + ".pdf"), StandardCharsets.ISO_8859_1);
      assertThat(pdf).startsWith("%PDF-1.4\n").endsWith("%%EOF\n");
      int xref =
          Integer.parseInt(pdf.substring(pdf.indexOf("startxref\n") + 10).lines().toList().get(0));
      assertThat(pdf.substring(xref)).startsWith("xref\n0 6\n");
    }
    assertThat(Files.readString(folder.resolve("out/report.html")))
        .contains("one_anomaly-0", "three_anomaly-0", "<svg")
        .doesNotContain("http-equiv", "src=");
  }

  @Test
  void works_with_one_feed() throws IOException {
    StageResult result =
        new MonitorStage(true, told::add)
            .run(new MonitorConfig(sources.subList(0, 1), WATCHED), folder, MADE);
    assertThat(result.problems()).isZero();
    assertThat(Files.readString(folder.resolve("report.txt"))).contains("No matching signatures");
  }

  @Test
  void closes_and_flags_what_is_open_at_the_end_unless_told_otherwise() throws IOException {
    Feed feed =
        FeedReader.read(
            Feeds.write(folder, "open", ints(1, 1, 3, 3), ints(2, 2, 2, 2), ints(1, 1, 1)),
            WATCHED);
    FeedAnomaly original = AnomalyFinder.find(feed, WATCHED, true).get(0);
    assertThat(original.lastRow()).isEqualTo(-1);
    assertThat(original.endSeconds()).isZero();
    assertThat(original.isComparable()).isFalse();
    FeedAnomaly ours = AnomalyFinder.find(feed, WATCHED, false).get(0);
    assertThat(ours.open()).isTrue();
    assertThat(ours.lastRow()).isEqualTo(2);
    assertThat(ours.endSeconds()).isEqualTo(1_637_236_800.0 + 900 + 150);
    assertThat(ours.series("clusters_balance")).containsExactly(0, 2, 0);
    assertThat(ReportText.of(List.of(ours), List.of(), MADE, false))
        .contains("time windows [ 0 , 2 ] (open: the feed ends first)");
  }

  @Test
  void finds_the_onset_of_a_scan_that_is_one_cluster_which_the_original_misses()
      throws IOException {
    Feed feed =
        FeedReader.read(
            Feeds.write(folder, "scan", ints(1, 1, 1, 1), ints(2, 1244, 3, 2), ints(1, 1, 1)),
            WATCHED);
    assertThat(AnomalyFinder.find(feed, WATCHED, true)).isEmpty();
    assertThat(AnomalyFinder.find(feed, WATCHED, false))
        .singleElement()
        .satisfies(anomaly -> assertThat(anomaly.startSeconds()).isEqualTo(1_637_236_800.0))
        .satisfies(anomaly -> assertThat(anomaly.open()).isFalse());
  }

  @Test
  void calls_windows_without_any_cluster_flat() throws IOException {
    Feed feed =
        FeedReader.read(
            Feeds.write(folder, "empty", ints(0, 1, 0, 0), ints(0, 2, 0, 0), ints(0, 0, 0)),
            WATCHED);
    assertThat(AnomalyFinder.find(feed, WATCHED, true)).isNotEmpty();
    assertThat(AnomalyFinder.find(feed, WATCHED, false)).isEmpty();
  }

  @Test
  void takes_two_metrics_that_stay_alike_for_alike_unless_told_otherwise() throws IOException {
    FeedAnomaly three =
        AnomalyFinder.find(FeedReader.read(sources.get(2), WATCHED), WATCHED, true).get(0);
    assertThat(new AnomalyMatcher(WATCHED, true).compare(three, three).correlations())
        .containsEntry("mutual_matches_n", 0.0);
    assertThat(new AnomalyMatcher(WATCHED, false).compare(three, three).correlations())
        .containsEntry("mutual_matches_n", 1.0);
  }

  @Test
  void tells_of_unusable_feeds_in_one_line_and_goes_on() throws IOException {
    Path csv = sources.get(1).csv();
    Files.writeString(csv, Files.readString(csv).replace("mutual_matches_n", "mutual"));
    Files.writeString(
        sources.get(2).csv(), Files.readString(sources.get(2).csv()).replaceAll("\n1,8,", "\n1,"));
    StageResult result =
        new MonitorStage(false, told::add)
            .run(new MonitorConfig(sources, WATCHED), folder.resolve("out"), MADE);
    assertThat(result.problems()).isEqualTo(2);
    assertThat(told)
        .containsExactly(
            csv + ": line 1: columns of a feed are missing: [mutual_matches_n]",
            sources.get(2).csv() + ": line 3: has 68 cells, the header 69");
    assertThat(Files.readString(folder.resolve("out/report.txt"))).contains("one :");
  }

  @Test
  void refuses_a_feed_whose_rows_are_out_of_order() throws IOException {
    Path csv = sources.get(0).csv();
    List<String> lines = new ArrayList<>(Files.readAllLines(csv));
    Collections.swap(lines, 2, 3);
    Files.write(csv, lines);
    assertThatThrownBy(() -> FeedReader.read(sources.get(0), WATCHED))
        .isInstanceOf(UnusableInput.class)
        .hasMessage(csv + ": line 4: out of order: it starts before the line above it");
  }

  @Test
  void refuses_a_configuration_that_would_write_elsewhere() throws IOException {
    Path file = folder.resolve("monitor.json");
    Files.writeString(
        file,
        """
        {"mrtfeeds": [{"device_metadata": "a.json", "csv_mrt_feed": "a.csv"}],
         "features_watch": ["../../report"]}
        """);
    assertThatThrownBy(() -> MonitorConfig.read(file))
        .isInstanceOf(UnusableInput.class)
        .hasMessage(file + ": /features_watch/0: is no name of a column");
  }

  private static int[] ints(int... values) {
    return values;
  }
}
