package io.mudlark.jobs.correlate;

import io.mudlark.alert.Alert;
import io.mudlark.alert.AlertDetails;
import io.mudlark.alert.Participant;
import io.mudlark.alert.Severity;
import io.mudlark.alert.WindowCoverage;
import io.mudlark.flow.ContentHash;
import io.mudlark.mrt.EpisodeSignature;
import io.mudlark.mrt.Volume;
import io.mudlark.site.DeviceId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The devices that show the same kind of traffic one after another, each within a given time of the
 * one before. A set: the order in which pairs were found leaves no trace in it.
 *
 * @param scope among which devices, as in {@link Sighting}
 * @param signature the kind
 * @param members the devices, by name
 * @param full whether further devices were left out
 * @param firstWindowStartMillis start of the first window that belonged to it when people were
 *     first told: part of its identity, so it stays; 0 before
 * @param lastMillis event time of the latest pair or window, milliseconds since the Unix epoch
 * @param told what people were told last
 */
public record Campaign(
    String scope,
    EpisodeSignature signature,
    List<Member> members,
    boolean full,
    long firstWindowStartMillis,
    long lastMillis,
    Told told) {
  /** Most devices of one campaign: those of the first pairs; further ones do not join. */
  static final int MAX_PARTICIPANTS = 1000;

  /**
   * What people were told last.
   *
   * @param revision how often they were told; 0 for not yet
   * @param devices of how many devices
   * @param flows of how many rejected flows
   * @param ended whether as ended
   */
  public record Told(int revision, int devices, long flows, boolean ended) {
    static final Told NOTHING = new Told(0, 0, 0, false);
  }

  public Campaign {
    members = List.copyOf(members);
  }

  static Campaign of(String scope, EpisodeSignature signature) {
    return new Campaign(scope, signature, List.of(), false, 0, Long.MIN_VALUE, Told.NOTHING);
  }

  /** This campaign with both devices of each pair. A device keeps its first episode, updated. */
  Campaign with(List<SightingPair> pairs) {
    TreeMap<DeviceId, Member> byDevice = byDevice();
    long last = lastMillis;
    boolean over = full;
    for (SightingPair pair : pairs) {
      over |= !join(pair.first(), byDevice);
      over |= !join(pair.other(), byDevice);
      last = Math.max(last, pair.timeMillis());
    }
    return changed(byDevice, over, last);
  }

  /** This campaign with the latest windows of its devices; those of others are none of it. */
  Campaign after(List<EpisodeWindow> windows) {
    TreeMap<DeviceId, Member> byDevice = byDevice();
    long last = lastMillis;
    for (EpisodeWindow window : windows) {
      Member known = byDevice.get(window.device());
      if (known != null) {
        byDevice.put(window.device(), known.and(Member.of(window)));
        last = Math.max(last, window.window().endMillis());
      }
    }
    return changed(byDevice, full, last);
  }

  private TreeMap<DeviceId, Member> byDevice() {
    TreeMap<DeviceId, Member> byDevice = new TreeMap<>();
    members.forEach(m -> byDevice.put(m.participant().device(), m));
    return byDevice;
  }

  private Campaign changed(TreeMap<DeviceId, Member> byDevice, boolean over, long last) {
    return new Campaign(
        scope, signature, List.copyOf(byDevice.values()), over, firstWindowStartMillis, last, told);
  }

  private static boolean join(Member member, TreeMap<DeviceId, Member> byDevice) {
    DeviceId device = member.participant().device();
    if (byDevice.size() >= MAX_PARTICIPANTS && !byDevice.containsKey(device)) {
      return false;
    }
    byDevice.merge(device, member, Member::and);
    return true;
  }

  /** Whether the episode of any device goes on in windows that end after a time. */
  boolean isOn(long afterMillis) {
    return members.stream().anyMatch(m -> m.isOn(afterMillis));
  }

  /**
   * Whether people should be told: devices joined, the flows are twice as many as they know of, or
   * it ended.
   *
   * @param least how many devices make a campaign
   * @param on whether it goes on
   */
  boolean hasNews(int least, boolean on) {
    if (members.size() < least) {
      return false;
    }
    boolean grown = on && volume().flows() >= 2 * told.flows();
    return members.size() > told.devices() || grown || (!on && !told.ended());
  }

  Campaign afterTelling(boolean on) {
    return new Campaign(
        scope,
        signature,
        members,
        full,
        firstWindow(),
        lastMillis,
        new Told(told.revision() + 1, members.size(), volume().flows(), !on));
  }

  private Volume volume() {
    return members.stream().map(m -> m.participant().volume()).reduce(Volume.NONE, Volume::plus);
  }

  private long firstWindow() {
    return told.revision() > 0
        ? firstWindowStartMillis
        : members.stream()
            .mapToLong(m -> m.participant().firstWindowStartMillis())
            .min()
            .orElseThrow();
  }

  /** What people are told as of now. */
  Alert toAlert(boolean on) {
    boolean cutOff = members.stream().anyMatch(m -> m.status() == Member.Status.CUT_OFF);
    Alert.State ended = cutOff ? Alert.State.CUT_OFF : Alert.State.CLOSED;
    Alert.Pattern pattern = pattern();
    Severity severity = severity(signature);
    return new Alert(
        new ContentHash()
            .text(pattern.text())
            .text(scope)
            .text(signature.key())
            .number(firstWindow())
            .hex(),
        told.revision() + 1,
        pattern,
        on ? Alert.State.OPEN : ended,
        severity,
        title(),
        reasons(on, cutOff),
        signature,
        firstWindow(),
        lastMillis,
        members.stream().map(Member::participant).toList(),
        null,
        details());
  }

  private Alert.Pattern pattern() {
    return Scopes.isSpread(scope) ? Alert.Pattern.SPREAD : Alert.Pattern.SAME_EPISODE_ON_DEVICES;
  }

  /** One step above what it would be on one device. */
  static Severity severity(EpisodeSignature signature) {
    Severity single = EpisodeAlerts.severity(signature, 10);
    return switch (single) {
      case LOW -> Severity.MEDIUM;
      case MEDIUM -> Severity.HIGH;
      case HIGH, CRITICAL -> Severity.CRITICAL;
    };
  }

  private String title() {
    long sites = members.stream().map(m -> m.participant().device().site()).distinct().count();
    return Titles.of(signature)
        + (Scopes.isSpread(scope) ? " spreads over " : " on ")
        + Titles.count(members.size(), "device")
        + " at "
        + Titles.count(sites, "site")
        + ": "
        + Titles.count(volume().flows(), "rejected flow");
  }

  private List<String> reasons(boolean on, boolean cutOff) {
    List<String> reasons = new ArrayList<>();
    reasons.add("the same kind of traffic was rejected on each of these devices");
    if (Scopes.isSpread(scope)) {
      Member first = members.get(0);
      for (Member member : members) {
        if (began(member) < began(first)) {
          first = member;
        }
      }
      reasons.add("it was first seen on " + first.participant().device());
    }
    if (full) {
      reasons.add("more devices show it than the " + MAX_PARTICIPANTS + " that are listed");
    }
    if (!on) {
      reasons.add(
          cutOff
              ? "the observation ended while it went on"
              : "it has ended on each of these devices");
    }
    return reasons;
  }

  private static long began(Member member) {
    Participant it = member.participant();
    return it.firstWindowStartMillis();
  }

  private AlertDetails details() {
    WindowCoverage coverage =
        members.stream()
            .map(Member::coverage)
            .reduce(new WindowCoverage(0, 0, 0, 0), WindowCoverage::plus);
    return new AlertDetails(
        scope,
        "one step above that of a single device, as several show it",
        coverage,
        List.of(),
        Misses.together(members.stream().flatMap(m -> m.misses().stream()).toList()));
  }
}
