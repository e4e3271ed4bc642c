package io.mudlark.jobs.document;

import io.mudlark.alert.Alert;
import io.mudlark.alert.AttackTechnique;
import io.mudlark.alert.Participant;
import io.mudlark.alert.ProcessFinding;
import io.mudlark.alert.ProfileMiss;
import io.mudlark.alert.ProfileReference;
import io.mudlark.alert.WindowCoverage;
import io.mudlark.mrt.Volume;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line of {@code alerts.jsonl}: one telling of an alert. */
public final class AlertDocument {
  private AlertDocument() {}

  /**
   * The document of one revision of an alert.
   *
   * <p>An alert about one device has its site and name, one without devices the site that it is
   * about; one about several devices has neither, only its participants, and comes before the
   * others of the same window end.
   */
  public static Line of(Alert alert) {
    boolean single = alert.participants().size() == 1;
    String site = alert.site();
    String device = single ? alert.participants().get(0).device().name() : null;
    String json =
        JsonText.line(
            out -> {
              out.text("id", alert.id()).number("revision", alert.revision());
              out.text("site", site).text("device", device).text("model", model(alert));
              out.text("pattern", alert.pattern().text()).word("state", alert.state());
              out.text("change", alert.change()).text("scope", alert.details().scope());
              out.text("suppressed", alert.details().suppressed());
              out.word("severity", alert.severity()).text("title", alert.title());
              out.text("severityReason", alert.details().severityReason());
              out.texts("reasons", alert.reasons());
              out.object("signature", alert.signature(), TrafficJson::signature);
              out.millis("firstWindowStart", alert.firstWindowStartMillis());
              out.millis("lastWindowEnd", alert.lastWindowEndMillis());
              out.number("occurrences", alert.occurrences());
              out.object("volume", volume(alert), TrafficJson::volume);
              details(out, alert);
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

  /** ATT&CK's name for it, how much was seen, and where to look. */
  private static void details(JsonText out, Alert alert) {
    AttackTechnique technique = AttackTechnique.of(alert).orElse(null);
    out.object("technique", technique, AlertDocument::technique);
    out.object("coverage", alert.details().coverage(), AlertDocument::coverage);
    if (!alert.details().profiles().isEmpty()) {
      out.objects("profiles", alert.details().profiles(), AlertDocument::profile);
    }
    if (!alert.details().clusterIds().isEmpty()) {
      out.texts("clusterIds", alert.details().clusterIds());
    }
    if (!alert.details().misses().isEmpty()) {
      out.objects("misses", alert.details().misses(), AlertDocument::miss);
    }
  }

  /** The MUD URL that all its devices have; null when there are several or none. */
  private static @Nullable String model(Alert alert) {
    List<String> models =
        alert.details().profiles().stream().map(ProfileReference::model).distinct().toList();
    return models.size() == 1 ? models.get(0) : null;
  }

  private static void profile(JsonText out, ProfileReference it) {
    out.text("model", it.model()).text("hash", it.hash());
  }

  private static void technique(JsonText out, AttackTechnique it) {
    out.text("id", it.id()).text("name", it.name());
    out.text("tacticId", it.tacticId()).text("tactic", it.tactic());
    out.text("rationale", it.rationale());
  }

  private static void coverage(JsonText out, WindowCoverage it) {
    out.number("views", it.views()).number("judged", it.judged());
    out.number("unresolved", it.unresolved()).number("unprofiled", it.unprofiled());
    out.number("share", it.share());
  }

  private static void miss(JsonText out, ProfileMiss it) {
    out.text("profile", it.profile()).text("reason", it.reason());
    out.text("direction", it.fromDevice() ? "from-device" : "to-device");
    out.text("ace", it.ace()).texts("missed", it.missed()).number("flows", it.flows());
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
