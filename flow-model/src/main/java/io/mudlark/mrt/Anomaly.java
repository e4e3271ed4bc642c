package io.mudlark.mrt;

import java.util.List;

/**
 * Whether a window is out of the ordinary for its device, and why.
 *
 * @param anomalous the verdict
 * @param score how far out: the largest ratio of a value to its limit over all criteria; 1 and more
 *     is anomalous
 * @param findings the criteria that were met, most exceeded first; empty when not anomalous
 * @param baselineFlows the device's usual number of rejected flows per window (running median
 *     before this window)
 * @param baselineWindows how many windows that is based on
 */
public record Anomaly(
    boolean anomalous,
    double score,
    List<Finding> findings,
    double baselineFlows,
    int baselineWindows) {
  public Anomaly {
    findings = List.copyOf(findings);
  }

  /** What a window can be out of the ordinary by. */
  public enum Criterion {
    /** Far more rejected flows than usual. */
    FLOWS("flows"),
    /** Far more packets in rejected flows than usual. */
    PACKETS("packets"),
    /** Far more octets in rejected flows than usual. */
    OCTETS("octets"),
    /** Flows in clusters that are far from every cluster known of the device. */
    NEW_CLUSTER("new-cluster"),
    /** Many flows that fit no cluster. */
    NOISE("noise"),
    /** The traffic has the form of an attack ({@link TrafficKind#isAttack()}), however little. */
    KIND("kind"),
    /** One service outside the profile used again and again, however little at a time. */
    PERSISTENT_SERVICE("persistent-service"),
    /** Far more flows that the profile allows than usual. */
    ACCEPTED("accepted"),
    /** Far more connections that the profile allows than usual are opened and left open. */
    HELD("held"),
    /** MUDscope's own rule: the number of clusters changed, or is not one. */
    MUDSCOPE("mudscope");

    private final String text;

    Criterion(String text) {
      this.text = text;
    }

    /** The word used in documents. */
    public String text() {
      return text;
    }
  }

  /**
   * One criterion that was met.
   *
   * @param criterion which
   * @param value what was measured, in flows, packets, octets, or for MUDSCOPE clusters; for KIND
   *     the flows of that kind; for PERSISTENT_SERVICE windows or regular intervals
   * @param limit what it was held against, the same unit
   * @param text the same as a sentence
   */
  public record Finding(Criterion criterion, double value, double limit, String text) {}
}
