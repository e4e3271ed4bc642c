package io.mudlark.jobs.evaluate;

import io.mudlark.site.DeviceId;
import java.util.Set;

/**
 * One attack, as the truth tells of it.
 *
 * @param id unique in its run
 * @param label what was done, such as {@code syn-scan}
 * @param device who suffered, or did it
 * @param ends listed devices that were an end of one of its flows
 * @param span from the first packet, or spoiled case, to the last
 */
record TrueAttack(String id, String label, DeviceId device, Set<DeviceId> ends, Span span) {
  private static final Set<String> TCP_SCANS =
      Set.of("syn-scan", "ack-scan", "fin-scan", "xmas-scan");

  /** Attacks whose messages are exchanges of a process, though no run of it. */
  private static final Set<String> IN_EXCHANGES = Set.of("mqtt-publish-flood", "mqtt-spy");

  TrueAttack {
    ends = Set.copyOf(ends);
  }

  /**
   * The family of attacks that a label belongs to: scans of TCP ports whatever their flags, TCP
   * floods whatever theirs, faults of a process whatever step. Other labels are families of their
   * own: a signature has the protocol and the service, so what uses another one is another type.
   */
  static String family(String label) {
    if (label.startsWith("process-")) {
      return "process";
    }
    if (TCP_SCANS.contains(label)) {
      return "tcp-scan";
    }
    return label.equals("syn-flood") || label.equals("ack-flood") ? "tcp-flood" : label;
  }

  /** Whether its messages can make a process look wrong. */
  boolean isInExchanges() {
    return IN_EXCHANGES.contains(label);
  }

  String family() {
    return family(label);
  }
}
