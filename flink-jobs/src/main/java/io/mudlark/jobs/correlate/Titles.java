package io.mudlark.jobs.correlate;

import io.mudlark.mrt.EpisodeSignature;
import io.mudlark.mrt.TrafficKind;
import java.util.Locale;

/** The kinds of traffic in the words of an alert's title. */
final class Titles {
  private Titles() {}

  /** Such as {@code inbound port scan (tcp)} or {@code beacon (tcp, port 8443)}. */
  static String of(EpisodeSignature signature) {
    String service =
        signature.protocol() == null
            ? ""
            : " ("
                + signature.protocol()
                + (signature.port() == null ? "" : ", port " + signature.port())
                + ")";
    return words(signature.kind()) + service;
  }

  /** A number with its unit: {@code 1 window}, {@code 1,960 rejected flows}. */
  static String count(long number, String unit) {
    return String.format(Locale.ROOT, "%,d %s%s", number, unit, number == 1 ? "" : "s");
  }

  /** What an episode of a kind counts. */
  static String flow(TrafficKind kind) {
    switch (kind) {
      case PERMITTED_FLOOD:
      case PERMITTED_SURGE:
      case HELD_CONNECTIONS: // of either kind
        return "flow";
      default:
        return "rejected flow";
    }
  }

  private static String words(TrafficKind kind) {
    switch (kind) {
      case PORT_SCAN_INBOUND:
        return "inbound port scan";
      case PORT_SCAN_OUTBOUND:
        return "outbound port scan";
      case HOST_SWEEP_OUTBOUND:
        return "outbound host sweep";
      case FLOOD_OUTBOUND:
        return "outbound flood";
      case FLOOD_INBOUND:
        return "inbound flood";
      case BRUTE_FORCE_INBOUND:
        return "inbound brute force";
      case BULK_UPLOAD:
        return "bulk upload";
      case BULK_DOWNLOAD:
        return "bulk download from an unlisted host";
      case BEACON:
        return "beacon";
      case HELD_CONNECTIONS:
        return "connections held open";
      case REPEATED_CONNECTIONS:
        return "repeated connections to an unlisted service";
      case LATERAL_CONTACTS:
        return "contact with host after host of its site";
      case PERMITTED_FLOOD:
        return "flood of permitted traffic";
      case PERMITTED_SURGE:
        return "surge of permitted traffic";
      case NEW_SERVICE:
        return "contact with an unlisted service";
      case NEW_CLIENT:
        return "contact by an unlisted client";
      default:
        return "unusual rejected traffic";
    }
  }
}
