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
  /** Attacks whose messages are exchanges of a process, though no run of it. */
  private static final Set<String> IN_EXCHANGES = Set.of("mqtt-publish-flood", "mqtt-spy");

  TrueAttack {
    ends = Set.copyOf(ends);
  }

  /**
   * The family of attacks that a label belongs to: scans of ports whatever their flags, TCP floods
   * whatever theirs, reflections whatever service is misused, faults of a process. Other labels are
   * families of their own. These are the words that scenarios use as {@code type}.
   */
  static String family(String label) {
    if (label.startsWith("process-")) {
      return "process";
    }
    if (label.endsWith("-reflection")) {
      return "reflection";
    }
    if (label.endsWith("-scan") && !label.equals("horizontal-scan")) {
      return "port-scan";
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
