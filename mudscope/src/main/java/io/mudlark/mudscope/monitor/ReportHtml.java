package io.mudlark.mudscope.monitor;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The report as one HTML file with everything in it. */
final class ReportHtml {
  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Feeds of MUD-rejected traffic</title>
      <style>
      :root { color-scheme: light dark; }
      body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem;
        padding: 0 1rem; }
      table { border-collapse: collapse; margin: 1rem 0; }
      th, td { text-align: left; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid #8884; }
      td.n { text-align: right; font-variant-numeric: tabular-nums; }
      svg { width: 100%; height: auto; border: 1px solid #8884; border-radius: 4px; }
      </style></head><body>
      <h1>Feeds of MUD-rejected traffic</h1>
      """;

  private final StringBuilder html = new StringBuilder(HEAD);

  /**
   * The file.
   *
   * @param plots SVG documents, one per watched metric
   */
  static byte[] of(
      List<Feed> feeds,
      List<FeedAnomaly> anomalies,
      List<AnomalyMatch> matches,
      List<byte[]> plots) {
    ReportHtml report = new ReportHtml();
    report.feeds(feeds);
    report.anomalies(anomalies);
    report.matches(matches);
    report.html.append("<h2>Watched metrics</h2>\n");
    for (byte[] plot : plots) {
      report.html.append(new String(plot, StandardCharsets.UTF_8));
    }
    return (report.html + "</body></html>\n").getBytes(StandardCharsets.UTF_8);
  }

  private void feeds(List<Feed> feeds) {
    head("Feeds", "feed", "device", "transitions", "flows in the last window");
    for (Feed feed : feeds) {
      double flows = feed.rows() == 0 ? 0 : feed.at("ch2_tot_flows", feed.rows() - 1);
      html.append("<tr>");
      cell(feed.id());
      cell(feed.deviceId());
      number(Integer.toString(feed.rows()));
      number(PlotNumber.of(flows));
      html.append("</tr>\n");
    }
    html.append("</table>\n");
  }

  private void anomalies(List<FeedAnomaly> anomalies) {
    if (anomalies.isEmpty()) {
      html.append("<h2>Anomalies</h2><p>None: every transition is flat.</p>\n");
      return;
    }
    head("Anomalies", "anomaly", "device", "from (UTC)", "to (UTC)", "transitions");
    for (FeedAnomaly anomaly : anomalies) {
      html.append("<tr>");
      cell(anomaly.id());
      cell(anomaly.deviceId());
      cell(ReportText.stamp(ReportText.time(anomaly.startSeconds())));
      String end = ReportText.stamp(ReportText.time(anomaly.endSeconds()));
      String known = anomaly.endSeconds() == 0 ? "" : end + ", ";
      cell(anomaly.open() ? known + "open: the feed ends first" : end);
      String last = anomaly.lastRow() < 0 ? "" : Integer.toString(anomaly.lastRow());
      cell(anomaly.firstRow() + " to " + last);
      html.append("</tr>\n");
    }
    html.append("</table>\n");
  }

  private void matches(List<AnomalyMatch> matches) {
    if (matches.isEmpty()) {
      html.append("<h2>Alike</h2><p>No two anomalies are alike.</p>\n");
      return;
    }
    head("Alike", "one", "other", "score", "largest r", "mean r", "penalty");
    for (AnomalyMatch match : matches) {
      html.append("<tr>");
      cell(match.first().id());
      cell(match.second().id());
      number(PlotNumber.of(match.score().combined()));
      number(PlotNumber.of(match.score().max()));
      number(PlotNumber.of(match.score().average()));
      number(PlotNumber.of(match.score().penalty()));
      html.append("</tr>\n");
    }
    html.append("</table>\n");
  }

  private void head(String title, String... columns) {
    html.append("<h2>").append(title).append("</h2>\n<table><tr>");
    for (String column : columns) {
      html.append("<th>").append(column).append("</th>");
    }
    html.append("</tr>\n");
  }

  private void cell(String text) {
    html.append("<td>").append(MarkupText.escaped(text)).append("</td>");
  }

  private void number(String text) {
    html.append("<td class=\"n\">").append(text).append("</td>");
  }
}
