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
 * @param details why it is that urgent, how much was seen, and where to look
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
    @Nullable ProcessFinding process,
    AlertDetails details) {
  public Alert {
    reasons = List.copyOf(reasons);
    participants = List.copyOf(participants);
  }

  /** An alert of which no details are known. */
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
      List<Participant> participants,
      @Nullable ProcessFinding process) {
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
        process,
        AlertDetails.NONE);
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

  /** What this telling is: {@code opened}, {@code updated}, {@code closed} or {@code cut-off}. */
  public String change() {
    return switch (state) {
      case CLOSED -> "closed";
      case CUT_OFF -> "cut-off";
      case OPEN -> revision == 1 ? "opened" : "updated";
    };
  }

  /** How often it was seen so far: anomalous windows over all devices; at least one. */
  public long occurrences() {
    return Math.max(1, participants.stream().mapToLong(Participant::windows).sum());
  }

  /**
   * The site it is about: that of its only device, or the one its scope names when it has no
   * devices; null when there are several or none.
   */
  public @Nullable String site() {
    if (participants.size() == 1) {
      return participants.get(0).device().site();
    }
    String scope = details.scope();
    if (participants.isEmpty() && scope != null && scope.startsWith("site/")) {
      return scope.substring("site/".length());
    }
    return null;
  }

  /**
   * The same alert as one that nobody need be notified of.
   *
   * @param why one sentence
   */
  public Alert suppressed(String why) {
    return new Alert(
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
        process,
        details.suppressed(why));
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
    PROCESS_RATE("process-rate"),
    /** Attacks of one kind go out from one device of a site, then from further ones. */
    SPREAD("spread"),
    /** A device is scanned, then somebody logs in to it, then it sends data out. */
    SCAN_LOGIN_UPLOAD("scan-login-upload"),
    /** A device takes part in a flood, or is flooded, for several windows. */
    FLOOD("flood"),
    /** A device calls an unlisted service at regular intervals over several windows. */
    BEACONING("beaconing"),
    /** Traffic of a device is rejected soon after its profile changed. */
    PROFILE_CHANGE("rejected-after-profile-change"),
    /** A device breaks its process and has unusual rejected traffic at the same time. */
    PROCESS_AND_REJECTED("process-deviation-and-rejected");

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
