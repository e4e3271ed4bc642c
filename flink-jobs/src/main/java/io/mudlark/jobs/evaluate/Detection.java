package io.mudlark.jobs.evaluate;

import io.mudlark.site.DeviceId;

/**
 * An episode that a method reported.
 *
 * @param device on which device
 * @param span from its first window to its last
 * @param toldMillis when people knew of it first, event time
 * @param signature the kind of traffic; empty for methods that have no signatures
 */
record Detection(DeviceId device, Span span, long toldMillis, String signature) {}
