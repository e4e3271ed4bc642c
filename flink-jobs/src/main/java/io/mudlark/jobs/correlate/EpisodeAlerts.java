package io.mudlark.jobs.correlate;

import io.mudlark.alert.Alert;
import io.mudlark.alert.AlertDetails;
import io.mudlark.alert.Participant;
import io.mudlark.alert.Severity;
import io.mudlark.flow.ContentHash;
import io.mudlark.mrt.Anomaly;
import io.mudlark.mrt.Episode;
import io.mudlark.mrt.EpisodeSignature;
import io.mudlark.mrt.Volume;
import io.mudlark.site.DeviceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Tells people of an episode of one device: when it opens, and when it ends. */
public final class EpisodeAlerts {
  private EpisodeAlerts() {}

  /** The first telling, from the first window of an episode. */
  public static Alert opened(EpisodeWindow opening) {
    Alert.State state = opening.episode().cutOff() ? Alert.State.CUT_OFF : Alert.State.OPEN;
    return alert(opening, opening, 1, state, findings(opening));
  }

  /** The second telling, when the episode has ended or is no longer observed. */
  public static Alert ended(EpisodeWindow opening, EpisodeWindow ending) {
    List<String> reasons = new ArrayList<>(findings(opening));
    if (ending.isOfAnotherEpisode(opening)) {
      reasons.add("another episode of the device took over");
      return alert(opening, opening, 2, Alert.State.CLOSED, reasons);
    }
    boolean closed = ending.episode().phase() == Episode.Phase.CLOSED;
    reasons.add(
        closed
            ? "the traffic is back to what is usual for the device"
            : "the observation ended while it went on");
    return alert(opening, ending, 2, closed ? Alert.State.CLOSED : Alert.State.CUT_OFF, reasons);
  }

  /** The second telling of an episode that has not ended for as long as ends are waited for. */
  public static Alert stillOpen(EpisodeWindow opening) {
    List<String> reasons = new ArrayList<>(findings(opening));
    reasons.add("it has not ended for as long as the end of an episode is waited for");
    return alert(opening, opening, 2, Alert.State.OPEN, reasons);
  }

  private static Alert alert(
      EpisodeWindow opening,
      EpisodeWindow last,
      int revision,
      Alert.State state,
      List<String> reasons) {
    Episode episode = last.episode();
    EpisodeSignature signature = Objects.requireNonNull(episode.signature());
    Volume volume = episode.volume();
    String title =
        Titles.of(signature)
            + " on "
            + opening.device()
            + ": "
            + Titles.count(volume.flows(), Titles.flow(signature.kind()))
            + " in "
            + Titles.count(episode.windows(), "window");
    return new Alert(
        id(opening.device(), opening.episode()),
        revision,
        Alert.Pattern.DEVICE_EPISODE,
        state,
        severity(signature, opening.anomaly().score()),
        title,
        reasons,
        signature,
        opening.window().startMillis(),
        last.window().endMillis(),
        List.of(participant(opening, last)),
        null,
        new AlertDetails(
            opening.device().toString(),
            severityReason(signature, opening.anomaly().score()),
            last.coverage(),
            opening.clusterIds(),
            opening.misses()));
  }

  /** Why it is that urgent. */
  static String severityReason(EpisodeSignature signature, double score) {
    String far = String.format(Locale.ROOT, "%.1f", score);
    return switch (signature.kind()) {
      case BULK_DOWNLOAD,
          NEW_SERVICE,
          REPEATED_CONNECTIONS,
          NEW_CLIENT,
          PERMITTED_SURGE,
          OTHER,
          NONE ->
          "it is no known attack, and " + far + " times as far out as what counts as unusual";
      default -> "the traffic has the form of: " + Titles.of(signature);
    };
  }

  /** The id of the alert about an episode. */
  static String id(DeviceId device, Episode episode) {
    return new ContentHash()
        .text(Alert.Pattern.DEVICE_EPISODE.text())
        .text(device.toString())
        .number(Objects.requireNonNull(episode.firstWindowStartMillis()))
        .hex();
  }

  private static List<String> findings(EpisodeWindow opening) {
    return opening.anomaly().findings().stream().map(Anomaly.Finding::text).toList();
  }

  /** The device's part as of a window of its episode. */
  static Participant participant(EpisodeWindow opening, EpisodeWindow now) {
    Episode episode = now.episode();
    return new Participant(
        now.device(),
        Objects.requireNonNull(episode.id()),
        Objects.requireNonNull(episode.firstWindowStartMillis()),
        now.window().endMillis(),
        episode.windows(),
        episode.volume(),
        opening.sampleFlowIds());
  }

  /** By what the traffic is; what is none of the known kinds by how far out it is. */
  static Severity severity(EpisodeSignature signature, double score) {
    switch (signature.kind()) {
      case FLOOD_OUTBOUND:
      case HOST_SWEEP_OUTBOUND:
      case PORT_SCAN_OUTBOUND:
        return Severity.CRITICAL;
      case PORT_SCAN_INBOUND:
      case FLOOD_INBOUND:
      case BRUTE_FORCE_INBOUND:
      case BULK_UPLOAD:
      case BEACON:
      case HELD_CONNECTIONS:
      case LATERAL_CONTACTS:
      case PERMITTED_FLOOD:
        return Severity.HIGH;
      case BULK_DOWNLOAD:
      case REPEATED_CONNECTIONS:
      case PERMITTED_SURGE:
      case NEW_SERVICE:
      case NEW_CLIENT:
        return score < 2 ? Severity.LOW : Severity.MEDIUM;
      default:
        return score >= 10 ? Severity.MEDIUM : Severity.LOW;
    }
  }
}
