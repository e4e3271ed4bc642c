package io.mudlark.jobs.document;

import io.mudlark.alert.Alert;
import io.mudlark.alert.Participant;
import io.mudlark.alert.ProcessFinding;
import io.mudlark.mrt.Volume;

/** A line of {@code alerts.jsonl}: one telling of an alert. */
public final class AlertDocument {
  private AlertDocument() {}

  /**
   * The document of one revision of an alert.
   *
   * <p>An alert about one device has its site and name; one about several has neither, only its
   * participants, and comes before the others of the same window end.
   */
  public static Line of(Alert alert) {
    boolean single = alert.participants().size() == 1;
    String site = single ? alert.participants().get(0).device().site() : null;
    String device = single ? alert.participants().get(0).device().name() : null;
    String json =
        JsonText.line(
            out -> {
              out.text("id", alert.id()).number("revision", alert.revision());
              out.text("site", site).text("device", device);
              out.text("pattern", alert.pattern().text()).word("state", alert.state());
              out.word("severity", alert.severity()).text("title", alert.title());
              out.texts("reasons", alert.reasons());
              out.object("signature", alert.signature(), TrafficJson::signature);
              out.millis("firstWindowStart", alert.firstWindowStartMillis());
              out.millis("lastWindowEnd", alert.lastWindowEndMillis());
              out.object("volume", volume(alert), TrafficJson::volume);
              out.objects("participants", alert.participants(), AlertDocument::participant);
              if (alert.process() != null) {
                out.object("process", alert.process(), AlertDocument::process);
              }
            });
    String key =
        SortKey.of(
            alert.lastWindowEndMillis(),
            site == null ? "" : site,
            device == null ? "" : device,
            alert.id(),
            alert.revision());
    return new Line(key, json);
  }

  private static Volume volume(Alert alert) {
    Volume volume = Volume.NONE;
    for (Participant participant : alert.participants()) {
      volume = volume.plus(participant.volume());
    }
    return volume;
  }

  private static void process(JsonText out, ProcessFinding it) {
    out.text("case", it.caseId()).number("step", it.step()).text("activity", it.activity());
    out.texts("expected", it.expected()).texts("checks", it.checks());
    out.text("model", it.model()).number("confidence", it.confidence());
    out.texts("flowIds", it.flowIds());
  }

  private static void participant(JsonText out, Participant it) {
    out.text("site", it.device().site()).text("device", it.device().name());
    out.text("episodeId", it.episodeId());
    out.millis("firstWindowStart", it.firstWindowStartMillis());
    out.millis("lastWindowEnd", it.lastWindowEndMillis()).number("windows", it.windows());
    out.object("volume", it.volume(), TrafficJson::volume);
    out.texts("sampleFlowIds", it.sampleFlowIds());
  }
}
