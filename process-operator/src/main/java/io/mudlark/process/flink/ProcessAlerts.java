package io.mudlark.process.flink;

import io.mudlark.alert.Alert;
import io.mudlark.alert.AlertDetails;
import io.mudlark.alert.Participant;
import io.mudlark.alert.ProcessDeviation;
import io.mudlark.alert.ProcessFinding;
import io.mudlark.alert.Severity;
import io.mudlark.alert.WindowCoverage;
import io.mudlark.flow.ContentHash;
import io.mudlark.flow.FlowId;
import io.mudlark.mrt.EpisodeSignature;
import io.mudlark.mrt.TrafficKind;
import io.mudlark.mrt.Volume;
import io.mudlark.process.live.Check;
import io.mudlark.process.live.Deviation;
import io.mudlark.process.mqtt.FlowMapping;
import io.mudlark.site.DeviceId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What people are told about cases that left their process, and about busy clients. */
final class ProcessAlerts {
  private static final String DELIVERED = FlowMapping.BROKER + " ";
  private static final int EXPECTED = 20;
  private static final float SURE = 0.8f;
  private static final long NANOS = 1_000_000L;

  private ProcessAlerts() {}

  /**
   * The alert about a case.
   *
   * @param caseId the case
   * @param memory what is known of it, this telling included
   * @param found what is wrong, in the order found; not empty
   * @param open whether the case goes on
   */
  static Alert deviation(Key caseId, CaseMemory memory, List<Deviation> found, boolean open) {
    Deviation first = found.get(0);
    List<String> flows = memory.evidence().stream().map(FlowId::toString).toList();
    long start = Math.floorDiv(memory.times()[0], NANOS);
    long end = Math.floorDiv(found.get(found.size() - 1).timeNanos(), NANOS);
    ContentHash id =
        new ContentHash()
            .text(Alert.Pattern.PROCESS_DEVIATION.text())
            .text(caseId.site())
            .text(caseId.name())
            .number(memory.times()[0]);
    return new Alert(
        id.hex(),
        memory.told(),
        Alert.Pattern.PROCESS_DEVIATION,
        open ? Alert.State.OPEN : Alert.State.CLOSED,
        severity(found, memory.confidence()),
        "Process broken at " + caseId.site() + ": " + title(first),
        found.stream().map(ProcessAlerts::reason).toList(),
        signature(kind(found)),
        start,
        Math.max(start, end),
        participants(memory.sender(), start, Math.max(start, end), flows),
        finding(caseId, memory, found, flows),
        details(caseId, severityReason(found, memory.confidence()), coverage(memory)));
  }

  /**
   * One deviation of a case.
   *
   * @param alertId the alert about the case
   * @param ordinal which of its deviations it is, from 0
   */
  static ProcessDeviation one(
      String alertId, Key caseId, CaseMemory memory, int ordinal, Deviation it) {
    List<String> flows = memory.evidence().stream().map(FlowId::toString).toList();
    return new ProcessDeviation(
        alertId,
        ordinal,
        caseId.site(),
        memory.sender(),
        Math.floorDiv(it.timeNanos(), NANOS),
        finding(caseId, memory, List.of(it), flows));
  }

  /** Messages of the case, and those that were checked: of a very long case the first. */
  private static WindowCoverage coverage(CaseMemory memory) {
    return new WindowCoverage((long) memory.events() + memory.beyond(), memory.events(), 0, 0);
  }

  /**
   * What kind of fault it is. A message that nobody ever sent makes all that follows wrong; one
   * delivered to a stranger as well leaves the case as it was, so that its other faults say more.
   */
  private static TrafficKind kind(List<Deviation> found) {
    Deviation first = found.get(0);
    if (first.check() == Check.UNKNOWN_ACTIVITY && !first.activity().startsWith(DELIVERED)) {
      return TrafficKind.UNKNOWN_MESSAGE;
    }
    boolean all = found.stream().allMatch(it -> it.check() == Check.UNKNOWN_ACTIVITY);
    return all ? TrafficKind.UNKNOWN_DELIVERY : TrafficKind.PROCESS_DEVIATION;
  }

  private static EpisodeSignature signature(TrafficKind kind) {
    return new EpisodeSignature(kind, "tcp", null);
  }

  private static ProcessFinding finding(
      Key caseId, CaseMemory memory, List<Deviation> found, List<String> flows) {
    Deviation first = found.get(0);
    return new ProcessFinding(
        caseId.name(),
        first.step(),
        first.activity(),
        first.expected().subList(0, Math.min(EXPECTED, first.expected().size())),
        found.stream().map(deviation -> word(deviation.check())).toList(),
        first.modelVersion(),
        memory.confidence(),
        flows);
  }

  /** A site and a case at it, or a client's topic. */
  record Key(String site, String name) {
    static Key of(String joined) {
      int at = joined.indexOf('\n');
      return new Key(joined.substring(0, at), joined.substring(at + 1));
    }
  }

  /**
   * A client that is too busy.
   *
   * @param memory since when and how much
   * @param windowNanos length of a window
   * @param allowed messages of a window that are ordinary
   * @param model which model says so
   * @param sender who sends them, when known
   */
  record Excess(
      RateMemory memory, long windowNanos, long allowed, String model, @Nullable DeviceId sender) {}

  /** The alert about a client that is too busy on a topic in one window, or several in a row. */
  static Alert rate(Key key, Excess excess, boolean open) {
    RateMemory memory = excess.memory();
    long window = excess.windowNanos();
    String[] parts = key.name().split("\n", 2);
    String topic = parts.length > 1 ? parts[1] : "";
    String seconds = String.format(Locale.ROOT, "%.0f s", window / 1e9);
    String what = parts[0] + " on " + topic;
    long start = Math.floorDiv(memory.firstWindow() * window, NANOS);
    long end = Math.floorDiv((memory.lastBusy() + 1) * window, NANOS);
    String id =
        new ContentHash()
            .text(Alert.Pattern.PROCESS_RATE.text())
            .text(key.site())
            .text(key.name())
            .number(memory.firstWindow())
            .hex();
    return new Alert(
        id,
        memory.told(),
        Alert.Pattern.PROCESS_RATE,
        open ? Alert.State.OPEN : Alert.State.CLOSED,
        Severity.HIGH,
        "Too many messages at " + key.site() + ": " + what,
        List.of(
            what + ": more than " + excess.allowed() + " messages within " + seconds,
            "the most in any window so far: " + memory.most()),
        signature(TrafficKind.MESSAGE_FLOOD),
        start,
        end,
        participants(excess.sender(), start, end, List.of()),
        new ProcessFinding(
            "", 0, what, List.of(), List.of(word(Check.RATE)), excess.model(), 1, List.of()),
        details(
            key,
            "the messages of one client drown what others say",
            new WindowCoverage(memory.most(), memory.most(), 0, 0)));
  }

  /** The deviation of a client that is too busy, from the first telling of the alert about it. */
  static ProcessDeviation busy(Alert alert, Key key) {
    DeviceId device = alert.participants().isEmpty() ? null : alert.participants().get(0).device();
    return new ProcessDeviation(
        alert.id(),
        0,
        key.site(),
        device,
        alert.lastWindowEndMillis(),
        Objects.requireNonNull(alert.process()));
  }

  private static AlertDetails details(Key key, String severityReason, WindowCoverage coverage) {
    return new AlertDetails("site/" + key.site(), severityReason, coverage, List.of(), List.of());
  }

  private static List<Participant> participants(
      @Nullable DeviceId sender, long start, long end, List<String> flows) {
    return sender == null
        ? List.of()
        : List.of(new Participant(sender, "", start, end, 0, Volume.NONE, flows));
  }

  /** What rests on a case that is hardly sure is less urgent. */
  private static Severity severity(List<Deviation> found, float confidence) {
    return isGrave(found) && confidence >= SURE ? Severity.HIGH : Severity.MEDIUM;
  }

  private static String severityReason(List<Deviation> found, float confidence) {
    if (!isGrave(found)) {
      return "every step is allowed where it came, but not as often, as soon or as late";
    }
    return confidence >= SURE
        ? "a step came that the process does not allow there"
        : "which case the steps belong to is inferred and not sure";
  }

  private static boolean isGrave(List<Deviation> found) {
    return found.stream()
        .map(Deviation::check)
        .anyMatch(check -> check == Check.UNKNOWN_ACTIVITY || check == Check.REPLAY);
  }

  private static String title(Deviation first) {
    return first.check() == Check.INCOMPLETE
        ? "a case ended early after " + first.activity()
        : first.activity();
  }

  private static String reason(Deviation deviation) {
    String expected =
        deviation.expected().isEmpty()
            ? ""
            : " (expected: "
                + String.join(
                    "; ", deviation.expected().subList(0, Math.min(3, deviation.expected().size())))
                + (deviation.expected().size() > 3 ? "; ..." : "")
                + ")";
    return word(deviation.check())
        + " at step "
        + (deviation.step() + 1)
        + ", "
        + deviation.activity()
        + expected;
  }

  static String word(Check check) {
    return check.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
