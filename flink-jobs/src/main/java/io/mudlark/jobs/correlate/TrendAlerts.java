package io.mudlark.jobs.correlate;

import io.mudlark.alert.Alert;
import io.mudlark.alert.AlertDetails;
import io.mudlark.alert.Participant;
import io.mudlark.alert.Severity;
import io.mudlark.flow.ContentHash;
import io.mudlark.mrt.Episode;
import io.mudlark.mrt.EpisodeSignature;
import io.mudlark.mrt.TrafficKind;
import io.mudlark.mrt.Volume;
import io.mudlark.site.DeviceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Tells people of a trend of one device: when it is there, and when its episode has ended. */
final class TrendAlerts {
  private static final int SAMPLE = 10;

  private TrendAlerts() {}

  /** The first telling, from the signs that a pattern found; not empty. */
  static Alert opened(DeviceTrend trend, DeviceId device, List<Sign> found) {
    EpisodeSignature signature = signature(trend, found);
    long start = found.stream().mapToLong(TrendAlerts::startOf).min().orElseThrow();
    long end = found.stream().mapToLong(Sign::timeMillis).max().orElseThrow();
    Participant participant = participant(device, found, start, end);
    List<String> reasons = new ArrayList<>();
    reasons.add(trend.meaning());
    found.stream().filter(sign -> !sign.text().isEmpty()).forEach(sign -> reasons.add(sign.text()));
    EpisodeWindow last = lastWindow(found);
    return new Alert(
        new ContentHash()
            .text(trend.pattern().text())
            .text(device.toString())
            .text(signature.key())
            .number(start)
            .hex(),
        1,
        trend.pattern(),
        Alert.State.OPEN,
        trend.severity(),
        trend.title() + " on " + device,
        reasons,
        signature,
        start,
        end,
        List.of(participant),
        null,
        new AlertDetails(
            device.toString(),
            "the parts together say more than each of them: " + trend.title(),
            last.coverage(),
            last.clusterIds(),
            last.misses()));
  }

  /** The last telling of an alert whose episode has neither ended nor gone on for a long time. */
  static Alert stillOpen(Alert alert) {
    return last(
        alert,
        alert.lastWindowEndMillis(),
        Alert.State.OPEN,
        "nothing more was seen of it for as long as the end of an episode is waited for",
        alert.participants().get(0));
  }

  /** The last telling, with the figures of the whole episode. */
  static Alert ended(Alert alert, EpisodeWindow ending) {
    Participant before = alert.participants().get(0);
    Episode episode = ending.episode();
    long end = Math.max(alert.lastWindowEndMillis(), ending.window().endMillis());
    Participant now =
        new Participant(
            before.device(),
            before.episodeId(),
            before.firstWindowStartMillis(),
            end,
            episode.windows(),
            episode.volume(),
            before.sampleFlowIds());
    return last(
        alert,
        end,
        episode.cutOff() ? Alert.State.CUT_OFF : Alert.State.CLOSED,
        episode.cutOff()
            ? "the observation ended while it went on"
            : "the traffic is back to what is usual for the device",
        now);
  }

  private static Alert last(
      Alert alert, long end, Alert.State state, String reason, Participant participant) {
    List<String> reasons = new ArrayList<>(alert.reasons());
    reasons.add(reason);
    return new Alert(
        alert.id(),
        alert.revision() + 1,
        alert.pattern(),
        state,
        alert.severity(),
        alert.title(),
        reasons,
        alert.signature(),
        alert.firstWindowStartMillis(),
        end,
        List.of(participant),
        null,
        alert.details());
  }

  /**
   * The id of the alert about the device's episode that says the same from its first telling on and
   * is no less urgent; null when the signs begin elsewhere, or the episode says something else.
   */
  static @Nullable String toldBy(DeviceTrend trend, List<Sign> found) {
    EpisodeWindow first = found.get(0).window();
    if (first == null || !first.opens()) {
      return null;
    }
    EpisodeSignature signature = Objects.requireNonNull(first.episode().signature());
    Severity urgency = EpisodeAlerts.severity(signature, first.anomaly().score());
    boolean same =
        trend.saidByEpisodesOf().contains(signature.kind())
            && urgency.compareTo(trend.severity()) >= 0
            && found.stream().allMatch(sign -> isOfEpisode(first, sign));
    return same ? EpisodeAlerts.id(first.device(), first.episode()) : null;
  }

  private static boolean isOfEpisode(EpisodeWindow first, Sign sign) {
    return sign.window() != null && !sign.window().isOfAnotherEpisode(first);
  }

  private static EpisodeSignature signature(DeviceTrend trend, List<Sign> found) {
    EpisodeSignature of = Objects.requireNonNull(lastWindow(found).episode().signature());
    boolean same =
        trend.kind() == TrafficKind.OTHER
            || trend.kind() == of.kind()
            || trend.saidByEpisodesOf().contains(of.kind());
    return same ? of : new EpisodeSignature(trend.kind(), of.protocol(), null);
  }

  private static long startOf(Sign sign) {
    EpisodeWindow window = sign.window();
    return window == null ? sign.timeMillis() : window.window().startMillis();
  }

  /** Every pattern needs a window. */
  private static EpisodeWindow lastWindow(List<Sign> found) {
    EpisodeWindow last = null;
    for (Sign sign : found) {
      last = sign.window() == null ? last : sign.window();
    }
    return Objects.requireNonNull(last);
  }

  private static Participant participant(DeviceId device, List<Sign> found, long start, long end) {
    EpisodeWindow last = lastWindow(found);
    TreeSet<String> flows = new TreeSet<>();
    found.forEach(sign -> flows.addAll(sign.flowIds()));
    Volume volume = last.episode().volume();
    return new Participant(
        device,
        Objects.requireNonNull(last.episode().id()),
        start,
        end,
        last.episode().windows(),
        volume,
        flows.stream().limit(SAMPLE).toList());
  }
}
