package io.mudlark.jobs.correlate;

import io.mudlark.alert.Participant;
import io.mudlark.alert.ProfileMiss;
import io.mudlark.alert.WindowCoverage;
import io.mudlark.mrt.Episode;
import java.util.List;

/**
 * A device of a campaign as of the latest window known of it.
 *
 * @param participant its part in figures
 * @param seenMillis end of that window, milliseconds since the Unix epoch
 * @param status whether its episode goes on
 * @param coverage how much of that window was judged
 * @param misses what its profile's entries missed in that window
 */
public record Member(
    Participant participant,
    long seenMillis,
    Status status,
    WindowCoverage coverage,
    List<ProfileMiss> misses) {

  /** Whether the episode of a device goes on; of two that are equally late the last one counts. */
  public enum Status {
    ON,
    CLOSED,
    CUT_OFF
  }

  public Member {
    misses = List.copyOf(misses);
  }

  static Member of(EpisodeWindow window) {
    boolean closed = window.episode().phase() == Episode.Phase.CLOSED;
    Status status = window.episode().cutOff() ? Status.CUT_OFF : closed ? Status.CLOSED : Status.ON;
    return new Member(
        EpisodeAlerts.participant(window, window),
        window.window().endMillis(),
        status,
        window.coverage(),
        window.misses());
  }

  /** Both: the figures of the later window, and where the episode began of the earlier. */
  Member and(Member other) {
    boolean later =
        seenMillis != other.seenMillis
            ? seenMillis > other.seenMillis
            : status.compareTo(other.status) >= 0;
    Member last = later ? this : other;
    Member first = later ? other : this;
    Participant began = first.participant;
    Participant now = last.participant;
    return new Member(
        new Participant(
            now.device(),
            began.episodeId(),
            began.firstWindowStartMillis(),
            now.lastWindowEndMillis(),
            now.windows(),
            now.volume(),
            began.sampleFlowIds()),
        last.seenMillis,
        last.status,
        last.coverage,
        last.misses);
  }

  /** Whether it still took part in windows that ended after a time. */
  boolean isOn(long afterMillis) {
    return status == Status.ON && seenMillis > afterMillis;
  }
}
