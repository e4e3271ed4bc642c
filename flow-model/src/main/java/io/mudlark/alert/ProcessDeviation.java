package io.mudlark.alert;

import io.mudlark.flow.ContentHash;
import io.mudlark.site.DeviceId;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a case of a process, or a client that is too busy, when it became
 * known. An alert tells of all that is wrong with its case together.
 *
 * @param alertId the alert that tells of it
 * @param ordinal number among the deviations of that alert, from 0
 * @param site where
 * @param device the device that sent the first wrong exchange of the case; null when not known
 * @param timeMillis event time, milliseconds since the Unix epoch
 * @param finding the step, what would have been right, and the one check that speaks against it
 */
public record ProcessDeviation(
    String alertId,
    int ordinal,
    String site,
    @Nullable DeviceId device,
    long timeMillis,
    ProcessFinding finding) {
  /** 32 hexadecimal digits from alert and ordinal. */
  public String id() {
    return new ContentHash().text("deviation").text(alertId).number(ordinal).hex();
  }
}
