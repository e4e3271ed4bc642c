package io.mudlark.jobs.evaluate;

import io.mudlark.site.DeviceId;
import java.util.Set;

/**
 * An episode that a method reported.
 *
 * @param site at which site; empty when it does not say
 * @param devices on which device; those that took part, when it is about a process
 * @param span from its first window to its last
 * @param toldMillis when people knew of it first, event time
 * @param signature the kind of traffic; empty for methods that have no signatures
 * @param processCase the case that left its process, as {@link Truth#caseAt} names it; empty when
 *     it is about none
 * @param process whether it is about a process
 */
record Detection(
    String site,
    Set<DeviceId> devices,
    Span span,
    long toldMillis,
    String signature,
    String processCase,
    boolean process) {
  Detection {
    devices = Set.copyOf(devices);
  }

  /** An episode of one device's rejected traffic. */
  static Detection ofTraffic(DeviceId device, Span span, long toldMillis, String signature) {
    return new Detection(device.site(), Set.of(device), span, toldMillis, signature, "", false);
  }
}
