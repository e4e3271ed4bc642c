package io.mudlark.jobs.ecs;

import io.mudlark.alert.Alert;
import io.mudlark.alert.AttackTechnique;
import io.mudlark.alert.Participant;
import io.mudlark.alert.ProcessDeviation;
import io.mudlark.alert.ProcessFinding;
import io.mudlark.alert.Severity;
import io.mudlark.flow.ContentHash;
import io.mudlark.jobs.delivery.ResultDocument;
import io.mudlark.jobs.delivery.ResultStream;
import io.mudlark.jobs.document.AlertDocument;
import io.mudlark.jobs.document.CharacterizationDocument;
import io.mudlark.jobs.document.DeviationDocument;
import io.mudlark.jobs.document.EvolutionDocument;
import io.mudlark.ledger.Tally;
import io.mudlark.mrt.Characterization;
import io.mudlark.mrt.Evolution;
import io.mudlark.mrt.WindowSpan;
import io.mudlark.site.DeviceId;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Results as Elastic Common Schema documents: the schema's fields where it has any, and all that
 * the result files have under {@code mudlark}.
 */
public final class EcsDocuments {
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private EcsDocuments() {}

  /** A window's characterization; it is told once. */
  public static ResultDocument of(Characterization it) {
    String id = CharacterizationDocument.id(it);
    EcsText text = window(ResultStream.CHARACTERIZATIONS, id, it.device(), it.window());
    return document(
        ResultStream.CHARACTERIZATIONS,
        id,
        it.window().endMillis(),
        it.device(),
        text.with(CharacterizationDocument.of(it).json()));
  }

  /** How a window differs from the one before; it is told once. */
  public static ResultDocument of(Evolution it) {
    String id = EvolutionDocument.id(it);
    EcsText text = window(ResultStream.EVOLUTION, id, it.device(), it.window());
    return document(
        ResultStream.EVOLUTION,
        id,
        it.window().endMillis(),
        it.device(),
        text.with(EvolutionDocument.of(it).json()));
  }

  private static EcsText window(
      ResultStream stream, String id, DeviceId device, WindowSpan window) {
    EcsText text = new EcsText(window.endMillis());
    event(text, stream, id, "metric")
        .texts("category", List.of("network"))
        .text("start", EcsText.millis(window.startMillis()))
        .text("end", EcsText.millis(window.endMillis()))
        .number("duration", window.lengthMillis() * NANOS_PER_MILLI);
    text.object("host").text("name", device.name());
    return observer(text, device.site());
  }

  /** One telling of an alert. */
  public static ResultDocument of(Alert it) {
    EcsText text = new EcsText(it.lastWindowEndMillis());
    text.message(it.title());
    event(text, ResultStream.ALERTS, it.id(), "alert")
        .texts("category", List.of("network", "intrusion_detection"))
        .texts("type", List.of("info"))
        .text("action", it.pattern().text())
        .text("reason", String.join(" ", it.reasons()))
        .number("sequence", it.revision())
        .number("severity", severity(it.severity()))
        .text("start", EcsText.millis(it.firstWindowStartMillis()))
        .text("end", EcsText.millis(it.lastWindowEndMillis()));
    text.object("rule").text("name", it.pattern().text()).text("ruleset", "mudlark");
    AttackTechnique.of(it).ifPresent(technique -> threat(text, technique));
    SortedSet<String> devices = new TreeSet<>();
    SortedSet<String> sites = new TreeSet<>();
    for (Participant participant : it.participants()) {
      devices.add(participant.device().name());
      sites.add(participant.device().site());
    }
    if (it.participants().size() == 1) {
      text.object("host").text("name", devices.first());
    }
    text.object("related").texts("hosts", devices);
    String site = it.site();
    observer(text, sites.size() == 1 ? sites.first() : site == null ? "" : site);
    return new ResultDocument(
        ResultStream.ALERTS,
        it.id(),
        it.revision(),
        it.lastWindowEndMillis(),
        it.id(),
        text.with(AlertDocument.of(it).json()));
  }

  /** One deviation of a process; it is told once. */
  public static ResultDocument of(ProcessDeviation it) {
    ProcessFinding finding = it.finding();
    EcsText text = new EcsText(it.timeMillis());
    text.message(finding.checks().get(0) + ": " + finding.activity());
    event(text, ResultStream.DEVIATIONS, it.id(), "event")
        .texts("category", List.of("process"))
        .texts("type", List.of("info"))
        .text("action", finding.checks().get(0));
    text.object("rule").text("name", finding.model()).text("ruleset", "mudlark");
    DeviceId device = it.device();
    if (device != null) {
      text.object("host").text("name", device.name());
    }
    observer(text, it.site());
    return new ResultDocument(
        ResultStream.DEVIATIONS,
        it.id(),
        1,
        it.timeMillis(),
        it.alertId(),
        text.with(DeviationDocument.of(it).json()));
  }

  private static void threat(EcsText text, AttackTechnique it) {
    text.object("threat")
        .text("framework", "MITRE ATT&CK")
        .texts("technique.id", List.of(it.id()))
        .texts("technique.name", List.of(it.name()))
        .texts("tactic.id", List.of(it.tacticId()))
        .texts("tactic.name", List.of(it.tactic()));
  }

  /** The scale of Elastic's own detection rules. */
  private static int severity(Severity severity) {
    return switch (severity) {
      case LOW -> 21;
      case MEDIUM -> 47;
      case HIGH -> 73;
      case CRITICAL -> 99;
    };
  }

  /**
   * The sum of one line of the ledger so far.
   *
   * @param timeMillis event time it was reached, milliseconds since the Unix epoch
   */
  public static ResultDocument of(Tally sum, long timeMillis) {
    String book = sum.book().name().toLowerCase(Locale.ROOT);
    String id = new ContentHash().text("ledger").text(sum.site()).text(book).text(sum.fate()).hex();
    EcsText text = new EcsText(timeMillis);
    event(text, ResultStream.LEDGER, id, "metric");
    observer(text, sum.site());
    String json = LedgerLine.json(sum, book);
    return new ResultDocument(
        ResultStream.LEDGER, id, Math.max(1, sum.count()), timeMillis, sum.site(), text.with(json));
  }

  static EcsText event(EcsText text, ResultStream stream, String id, String kind) {
    return text.object("event")
        .text("kind", kind)
        .text("module", "mudlark")
        .text("dataset", "mudlark." + stream.word())
        .text("id", id);
  }

  static EcsText observer(EcsText text, String site) {
    return text.object("observer")
        .text("name", site)
        .text("type", "ids")
        .text("product", "Mudlark");
  }

  static ResultDocument document(
      ResultStream stream, String id, long timeMillis, DeviceId device, String json) {
    return new ResultDocument(stream, id, 1, timeMillis, device.site() + "/" + device.name(), json);
  }
}
