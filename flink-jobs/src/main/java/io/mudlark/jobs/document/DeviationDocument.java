package io.mudlark.jobs.document;

import io.mudlark.alert.ProcessDeviation;
import io.mudlark.alert.ProcessFinding;
import io.mudlark.site.DeviceId;

/** A line of {@code deviations.jsonl}: one thing that is wrong with a case of a process. */
public final class DeviationDocument {
  private DeviationDocument() {}

  /** The document of a deviation. */
  public static Line of(ProcessDeviation it) {
    DeviceId device = it.device();
    ProcessFinding finding = it.finding();
    String json =
        JsonText.line(
            out -> {
              out.text("id", it.id()).text("alertId", it.alertId());
              out.text("site", it.site()).text("device", device == null ? null : device.name());
              out.millis("time", it.timeMillis()).text("case", finding.caseId());
              out.number("step", finding.step()).text("activity", finding.activity());
              out.texts("expected", finding.expected()).text("check", finding.checks().get(0));
              out.text("model", finding.model()).number("confidence", finding.confidence());
              out.texts("flowIds", finding.flowIds());
            });
    return new Line(
        SortKey.of(it.timeMillis(), it.site(), device == null ? "" : device.name(), it.id()), json);
  }
}
