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
    KNOWN.put(TrafficKind.PERMITTED_FLOOD, flood);
    AttackTechnique exhaustion =
        new AttackTechnique(
            "T1499",
            "Endpoint Denial of Service",
            "TA0040",
            "Impact",
            "One service is kept busy with far more connections or messages than it should have.");
    KNOWN.put(TrafficKind.HELD_CONNECTIONS, exhaustion);
    KNOWN.put(TrafficKind.MESSAGE_FLOOD, exhaustion);
    KNOWN.put(
        TrafficKind.LATERAL_CONTACTS,
        new AttackTechnique(
            "T1021",
            "Remote Services",
            "TA0008",
            "Lateral Movement",
            "The device calls one service at host after host of its own site."));
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
        TrafficKind.BULK_DOWNLOAD,
        new AttackTechnique(
            "T1105",
            "Ingress Tool Transfer",
            "TA0011",
            "Command and Control",
            "The device fetches a lot of data from a host that its profile does not know."));
    KNOWN.put(
        TrafficKind.BEACON,
        new AttackTechnique(
            "T1071",
            "Application Layer Protocol",
            "TA0011",
            "Command and Control",
            "The device calls one service at regular intervals that its profile does not know."));
  }

  private static final Map<Alert.Pattern, AttackTechnique> BY_PATTERN =
      new EnumMap<>(Alert.Pattern.class);

  static {
    BY_PATTERN.put(
        Alert.Pattern.SPREAD,
        new AttackTechnique(
            "T1210",
            "Exploitation of Remote Services",
            "TA0008",
            "Lateral Movement",
            "The same kind of attack goes out from one device of a site and then from another."));
    BY_PATTERN.put(
        Alert.Pattern.SCAN_LOGIN_UPLOAD,
        new AttackTechnique(
            "T1048",
            "Exfiltration Over Alternative Protocol",
            "TA0010",
            "Exfiltration",
            "A device was scanned, then somebody got in, then it sent a lot of data out."));
    AttackTechnique command =
        new AttackTechnique(
            "T0855",
            "Unauthorized Command Message",
            "TA0106",
            "Impair Process Control",
            "A message came, or failed to come, where the process does not have it; a fault of the"
                + " plant looks the same.");
    BY_PATTERN.put(Alert.Pattern.PROCESS_DEVIATION, command);
    BY_PATTERN.put(Alert.Pattern.PROCESS_AND_REJECTED, command);
  }

  private static AttackTechnique discovery(String id, String name, String rationale) {
    return new AttackTechnique(id, name, "TA0007", "Discovery", rationale);
  }

  /**
   * What an alert points to: its pattern where that says more than the kind of traffic; nothing
   * when it may as well be harmless.
   */
  public static Optional<AttackTechnique> of(Alert alert) {
    AttackTechnique technique = BY_PATTERN.get(alert.pattern());
    return technique == null ? of(alert.signature().kind()) : Optional.of(technique);
  }

  /** What a kind of traffic points to; nothing when it may as well be harmless. */
  public static Optional<AttackTechnique> of(TrafficKind kind) {
    return Optional.ofNullable(KNOWN.get(kind));
  }
}
