package io.mudlark.jobs.evaluate;

import io.mudlark.site.DeviceId;
import java.util.OptionalLong;

/**
 * What became of one attack.
 *
 * @param label what was done
 * @param device about whom
 * @param startMillis when it began, milliseconds since the Unix epoch
 * @param toldMillis event time at which people knew of it; empty when they never did
 */
public record Outcome(String label, DeviceId device, long startMillis, OptionalLong toldMillis) {}
