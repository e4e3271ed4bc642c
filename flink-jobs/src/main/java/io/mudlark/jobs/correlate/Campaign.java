package io.mudlark.jobs.correlate;

import io.mudlark.alert.Alert;
import io.mudlark.alert.Participant;
import io.mudlark.alert.Severity;
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
 * @param signature the kind
 * @param participants the devices' parts, by device
 * @param firstWindowStartMillis start of the first window that belonged to it when people were
 *     first told: part of its identity, so it stays; 0 before
 * @param lastMillis event time of the latest pair, milliseconds since the Unix epoch
 * @param revision how often people were told; 0 for not yet
 * @param told how many devices they were told of
 */
public record Campaign(
    EpisodeSignature signature,
    List<Participant> participants,
    long firstWindowStartMillis,
    long lastMillis,
    int revision,
    int told) {
  /** Most devices of one campaign: those of the first pairs; further ones do not join. */
  static final int MAX_PARTICIPANTS = 1000;

  public Campaign {
    participants = List.copyOf(participants);
  }

  static Campaign of(EpisodeSignature signature) {
    return new Campaign(signature, List.of(), 0, Long.MIN_VALUE, 0, 0);
  }

  /** This campaign with both devices of each pair. A device keeps its first episode, updated. */
  Campaign with(List<SightingPair> pairs) {
    TreeMap<DeviceId, Participant> byDevice = new TreeMap<>();
    participants.forEach(p -> byDevice.put(p.device(), p));
    long last = lastMillis;
    for (SightingPair pair : pairs) {
      join(pair.first(), byDevice);
      join(pair.other(), byDevice);
      last = Math.max(last, pair.timeMillis());
    }
    return new Campaign(
        signature, List.copyOf(byDevice.values()), firstWindowStartMillis, last, revision, told);
  }

  private static void join(Participant participant, TreeMap<DeviceId, Participant> byDevice) {
    if (byDevice.size() < MAX_PARTICIPANTS || byDevice.containsKey(participant.device())) {
      byDevice.merge(participant.device(), participant, Campaign::latest);
    }
  }

  private static Participant latest(Participant a, Participant b) {
    boolean firstIsLater = a.lastWindowEndMillis() >= b.lastWindowEndMillis();
    Participant later = firstIsLater ? a : b;
    Participant earlier = firstIsLater ? b : a;
    return new Participant(
        later.device(),
        earlier.episodeId(),
        earlier.firstWindowStartMillis(),
        later.lastWindowEndMillis(),
        later.windows(),
        later.volume(),
        earlier.sampleFlowIds());
  }

  /** Whether devices joined since people were told. */
  boolean hasNews() {
    return participants.size() > told;
  }

  Campaign afterTelling() {
    return new Campaign(
        signature, participants, firstWindow(), lastMillis, revision + 1, participants.size());
  }

  private long firstWindow() {
    return revision > 0
        ? firstWindowStartMillis
        : participants.stream().mapToLong(Participant::firstWindowStartMillis).min().orElseThrow();
  }

  /** What people are told as of now. */
  Alert toAlert() {
    long sites = participants.stream().map(p -> p.device().site()).distinct().count();
    Volume volume =
        participants.stream().map(Participant::volume).reduce(Volume.NONE, Volume::plus);
    String title =
        Titles.of(signature)
            + " on "
            + Titles.count(participants.size(), "device")
            + " at "
            + Titles.count(sites, "site")
            + ": "
            + Titles.count(volume.flows(), "rejected flow");
    List<String> reasons = new ArrayList<>();
    reasons.add("the same kind of traffic was rejected on each of these devices");
    return new Alert(
        id(),
        revision + 1,
        Alert.Pattern.SAME_EPISODE_ON_DEVICES,
        Alert.State.OPEN,
        Severity.CRITICAL,
        title,
        reasons,
        signature,
        firstWindow(),
        lastMillis,
        participants);
  }

  private String id() {
    return new ContentHash()
        .text(Alert.Pattern.SAME_EPISODE_ON_DEVICES.text())
        .text("all")
        .text(signature.key())
        .number(firstWindow())
        .hex();
  }
}
