package io.mudlark.mudscope.monitor;

import io.mudlark.mudscope.characterize.StageResult;
import io.mudlark.mudscope.input.UnusableInput;
import io.mudlark.mudscope.monitor.MonitorConfig.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The stage as a whole: feeds in; a report as text and as HTML, and a plot of each watched metric
 * as SVG and PDF, out.
 */
public final class MonitorStage {
  /** Anomalies beyond so many are reported but not compared: pairs grow with the square. */
  static final int MAX_COMPARED = 2_000;

  private static final String BALANCE = "clusters_balance";

  private final boolean compat;
  private final Consumer<String> problem;

  /**
   * @param compat the original's rules, its names of the authors' laboratories included
   * @param problem told of each feed that is not used
   */
  public MonitorStage(boolean compat, Consumer<String> problem) {
    this.compat = compat;
    this.problem = problem;
  }

  /**
   * Compares the feeds and writes all files.
   *
   * @param made the time that is written into the report
   * @return the files written and the feeds that could not be used
   */
  public StageResult run(MonitorConfig config, Path output, Instant made) throws IOException {
    List<Feed> feeds = feeds(config);
    int problems = config.feeds().size() - feeds.size();
    if (feeds.isEmpty()) {
      throw new UnusableInput(output, "not written: no feed could be used");
    }
    Set<String> metrics = new LinkedHashSet<>(config.watched());
    metrics.add(BALANCE);
    List<FeedAnomaly> anomalies = new ArrayList<>();
    for (Feed feed : feeds) {
      anomalies.addAll(AnomalyFinder.find(feed, List.copyOf(metrics), compat));
    }
    List<FeedAnomaly> compared = anomalies;
    if (anomalies.size() > MAX_COMPARED) {
      problem.accept(
          anomalies.size() + " anomalies: only the first " + MAX_COMPARED + " are compared");
      problems++;
      compared = anomalies.subList(0, MAX_COMPARED);
    }
    List<AnomalyMatch> matches = new AnomalyMatcher(config.watched(), compat).matches(compared);
    Files.createDirectories(output);
    Files.writeString(
        output.resolve("report.txt"),
        ReportText.of(anomalies, matches, made, compat),
        StandardCharsets.UTF_8);
    List<byte[]> plots = plots(config.watched(), feeds, anomalies, output);
    Files.write(output.resolve("report.html"), ReportHtml.of(feeds, anomalies, matches, plots));
    return new StageResult(2 + 2 * plots.size(), problems);
  }

  private List<Feed> feeds(MonitorConfig config) {
    List<Feed> feeds = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Source source : config.feeds()) {
      try {
        Feed feed = FeedReader.read(source, config.watched());
        Feed named = compat ? feed.named(anonymous(feed.id()), anonymous(feed.deviceId())) : feed;
        if (!ids.add(named.id())) {
          throw new UnusableInput(
              source.csv(), "a feed named '" + named.id() + "' is there already");
        }
        feeds.add(named);
      } catch (UnusableInput e) {
        problem.accept(String.valueOf(e.getMessage()));
      }
    }
    return feeds;
  }

  /** What the original makes of the names of its authors' laboratories. */
  private static String anonymous(String name) {
    return name.replace("tue-", "l1-").replace("ut-", "l2-").replace("acsac", "record");
  }

  private static List<byte[]> plots(
      List<String> watched, List<Feed> feeds, List<FeedAnomaly> anomalies, Path output)
      throws IOException {
    List<byte[]> plots = new ArrayList<>();
    for (String metric : watched) {
      FeedPlot plot = new FeedPlot(metric, feeds, anomalies);
      PlotCanvas svg = new SvgCanvas(FeedPlot.WIDTH, plot.height());
      plot.draw(svg);
      PlotCanvas pdf = new PdfCanvas(FeedPlot.WIDTH, plot.height());
      plot.draw(pdf);
      byte[] drawing = svg.finish();
      Files.write(output.resolve(metric + ".svg"), drawing);
      Files.write(output.resolve(metric + ".pdf"), pdf.finish());
      plots.add(drawing);
    }
    return plots;
  }
}
