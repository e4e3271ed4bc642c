package io.mudlark.jobs.document;

import io.mudlark.mrt.Characterization;
import io.mudlark.mrt.FitInfo;
import io.mudlark.mrt.ServiceUse;

/** A line of {@code characterizations.jsonl}: one window of one device's rejected traffic. */
public final class CharacterizationDocument {
  private CharacterizationDocument() {}

  /** The document's id: 32 hexadecimal digits from device and window. */
  public static String id(Characterization it) {
    return WindowJson.id("characterization", it.device(), it.window());
  }

  /** The document of a characterization, with all that it contains. */
  public static Line of(Characterization it) {
    String id = id(it);
    String json =
        JsonText.line(
            out -> {
              WindowJson.head(out, id, it.device(), it.window());
              out.flag("last", it.last());
              out.object("totals", it.totals(), TrafficJson::totals);
              out.object("shape", it.shape(), TrafficJson::shape);
              out.object("fit", it.fit(), CharacterizationDocument::fit);
              out.objects("clusters", it.clusters(), TrafficJson::cluster);
              out.object("noise", it.noise(), TrafficJson::cluster);
              out.objects("services", it.services(), CharacterizationDocument::service);
              out.number("servicesOmitted", it.servicesOmitted());
            });
    return new Line(
        SortKey.of(it.window().endMillis(), it.device().site(), it.device().name(), id), json);
  }

  private static void service(JsonText out, ServiceUse service) {
    out.flag("inbound", service.inbound()).text("protocol", service.protocol());
    out.number("port", service.port()).text("peer", service.peer());
    out.object("volume", service.volume(), TrafficJson::volume);
    out.number("mostPackets", service.mostPackets());
    out.flag("housekeeping", service.housekeeping()).number("contacts", service.contacts());
    out.millis("firstContact", service.firstContactMillis());
    out.millis("lastContact", service.lastContactMillis());
    out.number("meanGapSeconds", service.meanGapSeconds());
    out.number("gapDeviationSeconds", service.gapDeviationSeconds());
    out.numbers("latestGapsSeconds", service.latestGapsSeconds());
  }

  private static void fit(JsonText out, FitInfo fit) {
    out.number("minClusterSize", fit.minClusterSize()).number("minSamples", fit.minSamples());
    out.text("multiplicity", fit.multiplicity()).number("rows", fit.rows());
    out.number("locations", fit.locations()).number("fittedLocations", fit.fittedLocations());
    out.flag("sampled", fit.sampled()).texts("features", fit.features());
    out.text("scalerHash", fit.scalerHash());
  }
}
