package io.mudlark.alert;

import io.mudlark.mrt.TrafficKind;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The MITRE ATT&CK technique that a kind of traffic is a sign of, with the reason for saying so.
 *
 * @param id such as {@code T1046}
 * @param name as MITRE calls it
 * @param tacticId the tactic it serves
 * @param tactic its name
 * @param rationale why this kind of traffic points to it, one sentence
 */
public record AttackTechnique(
    String id, String name, String tacticId, String tactic, String rationale) {
  private static final Map<TrafficKind, AttackTechnique> KNOWN = new EnumMap<>(TrafficKind.class);

  static {
    AttackTechnique scan =
        discovery(
            "T1046",
            "Network Service Discovery",
            "Many ports of one host are tried with few packets each.");
    KNOWN.put(TrafficKind.PORT_SCAN_INBOUND, scan);
    KNOWN.put(TrafficKind.PORT_SCAN_OUTBOUND, scan);
    KNOWN.put(
        TrafficKind.HOST_SWEEP_OUTBOUND,
        discovery(
            "T1018",
            "Remote System Discovery",
            "The device tries many hosts on one port, as worms do to spread."));
    AttackTechnique flood =
        new AttackTechnique(
            "T1498",
            "Network Denial of Service",
            "TA0040",
            "Impact",
            "One host is sent far more than it answers, at a high packet rate.");
    KNOWN.put(TrafficKind.FLOOD_INBOUND, flood);
    KNOWN.put(TrafficKind.FLOOD_OUTBOUND, flood);
    KNOWN.put(
        TrafficKind.BRUTE_FORCE_INBOUND,
        new AttackTechnique(
            "T1110",
            "Brute Force",
            "TA0006",
            "Credential Access",
            "One host opens one port of the device again and again and is answered."));
    KNOWN.put(
        TrafficKind.BULK_UPLOAD,
        new AttackTechnique(
            "T1048",
            "Exfiltration Over Alternative Protocol",
            "TA0010",
            "Exfiltration",
            "The device sends a host that its profile does not know a lot of data."));
    KNOWN.put(
        TrafficKind.BEACON,
        new AttackTechnique(
            "T1071",
            "Application Layer Protocol",
            "TA0011",
            "Command and Control",
            "The device calls one service at regular intervals that its profile does not know."));
  }

  private static AttackTechnique discovery(String id, String name, String rationale) {
    return new AttackTechnique(id, name, "TA0007", "Discovery", rationale);
  }

  /** What a kind of traffic points to; nothing when it may as well be harmless. */
  public static Optional<AttackTechnique> of(TrafficKind kind) {
    return Optional.ofNullable(KNOWN.get(kind));
  }
}
