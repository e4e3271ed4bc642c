package io.mudlark.alert;

import io.mudlark.mrt.EpisodeSignature;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person is told: something is wrong with these devices, this is why, and this is where to
 * look.
 *
 * <p>An alert that goes on is told again under the same id with a higher revision.
 *
 * @param id 32 hexadecimal digits from pattern, scope, signature and first window; never from
 *     counts or participants, which grow
 * @param revision 1 for the first telling, then counting
 * @param pattern what was recognised
 * @param state whether it goes on
 * @param severity how urgent it is
 * @param title one line
 * @param reasons why, one sentence each
 * @param signature the kind of traffic
 * @param firstWindowStartMillis start of the first window that belongs to it, milliseconds since
 *     the Unix epoch
 * @param lastWindowEndMillis end of the last window known so far; the event time of this revision
 * @param participants the devices, by id
 * @param process the case and the step, when a process went wrong; else null
 */
public record Alert(
    String id,
    int revision,
    Pattern pattern,
    State state,
    Severity severity,
    String title,
    List<String> reasons,
    EpisodeSignature signature,
    long firstWindowStartMillis,
    long lastWindowEndMillis,
    List<Participant> participants,
    @Nullable ProcessFinding process) {
  public Alert {
    reasons = List.copyOf(reasons);
    participants = List.copyOf(participants);
  }

  /** An alert that is not about a process. */
  public Alert(
      String id,
      int revision,
      Pattern pattern,
      State state,
      Severity severity,
      String title,
      List<String> reasons,
      EpisodeSignature signature,
      long firstWindowStartMillis,
      long lastWindowEndMillis,
      List<Participant> participants) {
    this(
        id,
        revision,
        pattern,
        state,
        severity,
        title,
        reasons,
        signature,
        firstWindowStartMillis,
        lastWindowEndMillis,
        participants,
        null);
  }

  /** What can be recognised. */
  public enum Pattern {
    /** Consecutive windows of one device are out of the ordinary. */
    DEVICE_EPISODE("device-episode"),
    /** Episodes of the same signature on two or more devices within a short time. */
    SAME_EPISODE_ON_DEVICES("same-episode-on-devices"),
    /** A case of a process does not go as its model says. */
    PROCESS_DEVIATION("process-deviation"),
    /** A client is busier on a topic than it ever was. */
    PROCESS_RATE("process-rate");

    private final String text;

    Pattern(String text) {
      this.text = text;
    }

    /** The word used in documents and ids. */
    public String text() {
      return text;
    }
  }

  /** Whether what an alert tells of goes on. */
  public enum State {
    /** It goes on. */
    OPEN,
    /** It ended. */
    CLOSED,
    /** The observation ended while it went on. */
    CUT_OFF
  }
}
