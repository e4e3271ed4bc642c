package io.mudlark.jobs.document;

import io.mudlark.mrt.Anomaly;
import io.mudlark.mrt.ClusterFate;
import io.mudlark.mrt.Episode;
import io.mudlark.mrt.Evolution;
import io.mudlark.mrt.WindowSpan;

/**
 * A line of {@code evolution.jsonl}: how a device's rejected traffic changed since its last window.
 */
public final class EvolutionDocument {
  private EvolutionDocument() {}

  /** The document's id: 32 hexadecimal digits from device and window. */
  public static String id(Evolution it) {
    return WindowJson.id("evolution", it.device(), it.window());
  }

  /** The document of an evolution, with all that it contains. */
  public static Line of(Evolution it) {
    String id = id(it);
    String json =
        JsonText.line(
            out -> {
              WindowJson.head(out, id, it.device(), it.window());
              out.object("previous", it.previous(), EvolutionDocument::window);
              out.text("incomparable", it.incomparable());
              out.object("totals", it.totals(), TrafficJson::totals);
              out.object("shape", it.shape(), TrafficJson::shape);
              out.object("anomaly", it.anomaly(), EvolutionDocument::anomaly);
              out.object("episode", it.episode(), EvolutionDocument::episode);
              out.object("feed", it.feed(), FeedJson::feed);
              out.objects("fates", it.fates(), EvolutionDocument::fate);
              out.objects("clusters", it.clusters(), TrafficJson::cluster);
            });
    return new Line(
        SortKey.of(it.window().endMillis(), it.device().site(), it.device().name(), id), json);
  }

  private static void window(JsonText out, WindowSpan window) {
    out.millis("windowStart", window.startMillis()).millis("windowEnd", window.endMillis());
    out.number("windowOrdinal", window.ordinal());
  }

  private static void anomaly(JsonText out, Anomaly anomaly) {
    out.flag("anomalous", anomaly.anomalous()).number("score", anomaly.score());
    out.number("baselineFlows", anomaly.baselineFlows());
    out.number("baselineWindows", anomaly.baselineWindows());
    out.objects("findings", anomaly.findings(), EvolutionDocument::finding);
  }

  private static void finding(JsonText out, Anomaly.Finding finding) {
    out.text("criterion", finding.criterion().text()).number("value", finding.value());
    out.number("limit", finding.limit()).text("text", finding.text());
  }

  private static void episode(JsonText out, Episode episode) {
    out.word("phase", episode.phase());
    if (episode.phase() == Episode.Phase.NONE) {
      return;
    }
    out.text("id", episode.id()).number("ordinal", episode.ordinal());
    out.millis("firstWindowStart", episode.firstWindowStartMillis());
    out.number("windows", episode.windows());
    out.object("volume", episode.volume(), TrafficJson::volume);
    out.object("signature", episode.signature(), TrafficJson::signature);
    out.flag("cutOff", episode.cutOff());
  }

  private static void fate(JsonText out, ClusterFate fate) {
    out.word("fate", fate.fate()).text("id", fate.id()).number("label", fate.label());
    out.texts("others", fate.others()).number("flowsBefore", fate.flowsBefore());
    out.number("flowsAfter", fate.flowsAfter()).number("distance", fate.distance());
  }
}
