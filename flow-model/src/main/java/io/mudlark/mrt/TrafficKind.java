package io.mudlark.mrt;

/**
 * What traffic looks like to a person. The thresholds are those of {@code
 * docs/40-clusters-and-evolution.md}. Of a set of rejected flows, the first kind that applies, in
 * the order of the constants up to {@link #OTHER}, names the traffic; what comes after that is told
 * of traffic that no profile rejects.
 */
public enum TrafficKind {
  /** No rejected flow at all. */
  NONE("none"),
  /** One host tried many different ports of the device, few packets each. */
  PORT_SCAN_INBOUND("port-scan-inbound"),
  /** The device tried many different ports of one host, few packets each. */
  PORT_SCAN_OUTBOUND("port-scan-outbound"),
  /** The device tried many hosts on one port (or by ICMP), few packets each. */
  HOST_SWEEP_OUTBOUND("host-sweep-outbound"),
  /** The device sends one host far more than it gets back, at a high packet rate. */
  FLOOD_OUTBOUND("flood-outbound"),
  /** One port of the device is sent far more than it answers, at a high packet rate. */
  FLOOD_INBOUND("flood-inbound"),
  /** One host opened one port of the device again and again and was answered. */
  BRUTE_FORCE_INBOUND("brute-force-inbound"),
  /** The device sent one host a lot of data and got little back. */
  BULK_UPLOAD("bulk-upload"),
  /** The device fetched a lot of data from one host and sent little. */
  BULK_DOWNLOAD("bulk-download"),
  /** The device contacts one service in short flows at regular intervals. */
  BEACON("beacon"),
  /** The device opens one service of one host again and again, and leaves all of it open. */
  HELD_CONNECTIONS("held-connections"),
  /** The device opens one service of one host again and again, and is answered. */
  REPEATED_CONNECTIONS("repeated-connections"),
  /** The device calls the same service at several hosts of its own site, and is answered. */
  LATERAL_CONTACTS("lateral-contacts"),
  /** The device talks with a service that its profile does not know, and is answered. */
  NEW_SERVICE("new-service"),
  /** Somebody talks with the device, and is answered, whom its profile does not know. */
  NEW_CLIENT("new-client"),
  /** None of the above. */
  OTHER("other"),
  /** Not rejected, but far more than usual of what is allowed, and most of it not answered. */
  PERMITTED_FLOOD("permitted-flood"),
  /** Not rejected, but far more than usual of what is allowed. */
  PERMITTED_SURGE("permitted-surge"),
  /** A case of a process does not go as it should. */
  PROCESS_DEVIATION("process-deviation"),
  /** A message that nobody sent when the process was learned. */
  UNKNOWN_MESSAGE("unknown-message"),
  /** A message that went to somebody who got none of its kind when the process was learned. */
  UNKNOWN_DELIVERY("unknown-delivery"),
  /** Far more messages on a topic than usual. */
  MESSAGE_FLOOD("message-flood");

  private final String text;

  TrafficKind(String text) {
    this.text = text;
  }

  /** The word used in documents and signatures. */
  public String text() {
    return text;
  }

  /** Scans, sweeps, floods and password guessing: never ordinary, whatever the device. */
  public boolean isAttack() {
    return this != NONE && compareTo(BULK_UPLOAD) < 0;
  }

  /** One-sided transfers: unusual from fewer octets on than traffic in both directions. */
  public boolean isBulk() {
    return this == BULK_UPLOAD || this == BULK_DOWNLOAD;
  }
}
