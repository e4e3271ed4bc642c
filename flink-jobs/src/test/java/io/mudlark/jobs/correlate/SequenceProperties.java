package io.mudlark.jobs.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.alert.Alert;
import io.mudlark.mrt.Episode;
import io.mudlark.mrt.TrafficKind;
import io.mudlark.site.DeviceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What CEP finds in the signs of a device is what a plain reading of their list finds. */
class SequenceProperties {
  private static final AlertSettings SETTINGS =
      new AlertSettings(
          Duration.ofMinutes(30),
          List.of(AlertSettings.Scope.ALL),
          2,
          2,
          3,
          AlertSettings.Preset.ALL,
          Map.of());
  private static final DeviceId PLUG = new DeviceId("a", "plug");
  private static final List<TrafficKind> KINDS =
      List.of(
          TrafficKind.PORT_SCAN_INBOUND,
          TrafficKind.BRUTE_FORCE_INBOUND,
          TrafficKind.NEW_CLIENT,
          TrafficKind.BULK_UPLOAD,
          TrafficKind.FLOOD_OUTBOUND,
          TrafficKind.FLOOD_INBOUND,
          TrafficKind.BEACON,
          TrafficKind.OTHER);

  @Property(tries = 30)
  void cep_finds_what_is_there_in_whatever_order_signs_come_and_however_far_time_jumps(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 40) int windows) throws Exception {
    List<Sign> signs = signs(random, windows);
    List<String> expected = plainly(signs);
    List<Sign> shuffled = new ArrayList<>(signs);
    Collections.shuffle(shuffled, random);
    assertThat(told(shuffled, Integer.MAX_VALUE)).isEqualTo(expected);
    assertThat(told(signs, 1 + random.nextInt(8))).isEqualTo(expected);
  }

  /** The first and last telling of each alert, by time. */
  private static List<String> told(List<Sign> signs, int atOnce) throws Exception {
    try (TrendHarness harness = new TrendHarness(SETTINGS, Duration.ofDays(30))) {
      for (int from = 0; from < signs.size(); from += Math.min(atOnce, signs.size())) {
        long last = Long.MIN_VALUE;
        for (Sign sign : signs.subList(from, (int) Math.min((long) from + atOnce, signs.size()))) {
          harness.sign(sign);
          last = Math.max(last, sign.timeMillis());
        }
        harness.watermark(last);
      }
      List<String> told = new ArrayList<>();
      for (Alert it : harness.alerts()) {
        told.add(line(it.pattern(), it.change(), it.firstWindowStartMillis(), it));
      }
      harness.watermark(Long.MAX_VALUE - 1);
      assertThat(harness.entries()).isZero();
      assertThat(harness.timers()).isZero();
      Collections.sort(told);
      return told;
    }
  }

  private static String line(Alert.Pattern pattern, String change, long start, Alert alert) {
    return alert.lastWindowEndMillis() + " " + pattern + " " + change + " " + start;
  }

  /** Windows one after another, some with several kinds of traffic; now and then a new profile. */
  private static List<Sign> signs(Random random, int windows) {
    List<Sign> signs = new ArrayList<>();
    int first = -1;
    for (int number = 1; number <= windows; number++) {
      int dice = random.nextInt(10);
      if (dice < 2 || (dice < 4 && first < 0)) {
        if (first >= 0) {
          signs.add(window(number, first, Episode.Phase.CLOSED, List.of(TrafficKind.OTHER)));
        }
        first = -1;
      } else {
        boolean opens = first < 0;
        first = opens ? number : first;
        signs.add(
            window(
                number,
                first,
                opens ? Episode.Phase.OPENED : Episode.Phase.CONTINUED,
                kinds(random)));
      }
      if (random.nextInt(9) == 0) {
        long time = number * EpisodeWindows.WINDOW + random.nextInt((int) EpisodeWindows.WINDOW);
        signs.add(new Sign(PLUG, Sign.Kind.PROFILE_CHANGED, time, null, "new", List.of()));
      }
    }
    signs.sort(Sign.IN_TIME);
    return signs;
  }

  private static List<TrafficKind> kinds(Random random) {
    Set<TrafficKind> kinds = EnumSet.noneOf(TrafficKind.class);
    for (int i = random.nextInt(3); i >= 0; i--) {
      kinds.add(KINDS.get(random.nextInt(KINDS.size())));
    }
    return List.copyOf(kinds);
  }

  private static Sign window(int number, int first, Episode.Phase phase, List<TrafficKind> kinds) {
    EpisodeWindow it = EpisodeWindows.of("a", number, first, phase, kinds.get(0), false);
    return Sign.of(EpisodeWindows.showing(it, kinds.toArray(TrafficKind[]::new)));
  }

  /** One list, read from its beginning at each time anew. */
  private static List<String> plainly(List<Sign> signs) {
    long within = SETTINGS.within().toMillis();
    Map<Alert.Pattern, Long> used = new EnumMap<>(Alert.Pattern.class);
    Map<Alert.Pattern, Long> open = new EnumMap<>(Alert.Pattern.class);
    List<String> told = new ArrayList<>();
    for (long now : signs.stream().mapToLong(Sign::timeMillis).distinct().toArray()) {
      List<Sign> known =
          signs.stream()
              .filter(sign -> sign.timeMillis() <= now && now - sign.timeMillis() <= within)
              .toList();
      for (Alert.Pattern pattern : PATTERNS) {
        long after = used.getOrDefault(pattern, Long.MIN_VALUE);
        List<Sign> fresh = known.stream().filter(sign -> sign.timeMillis() > after).toList();
        List<Sign> found = open.containsKey(pattern) ? List.of() : plainly(pattern, fresh, now);
        if (!found.isEmpty()) {
          long start = startOf(found);
          told.add(now + " " + pattern + " opened " + start);
          open.put(pattern, start);
          used.put(pattern, now);
        }
      }
      EpisodeWindow last = null;
      for (Sign sign : known) {
        last = sign.window() == null ? last : sign.window();
      }
      if (last != null && last.ends()) {
        long end = last.window().endMillis();
        open.forEach((pattern, start) -> told.add(end + " " + pattern + " closed " + start));
        open.keySet().forEach(pattern -> used.put(pattern, end));
        open.clear();
      }
    }
    Collections.sort(told);
    return told;
  }

  private static final List<Alert.Pattern> PATTERNS =
      List.of(
          Alert.Pattern.SCAN_LOGIN_UPLOAD,
          Alert.Pattern.FLOOD,
          Alert.Pattern.BEACONING,
          Alert.Pattern.PROFILE_CHANGE);

  private static long startOf(List<Sign> found) {
    return found.stream()
        .mapToLong(it -> it.window() == null ? it.timeMillis() : it.window().window().startMillis())
        .min()
        .orElseThrow();
  }

  private static List<Sign> plainly(Alert.Pattern pattern, List<Sign> signs, long now) {
    switch (pattern) {
      case FLOOD:
        return times(2, signs, Set.of(TrafficKind.FLOOD_INBOUND, TrafficKind.FLOOD_OUTBOUND));
      case BEACONING:
        return times(3, signs, Set.of(TrafficKind.BEACON));
      case PROFILE_CHANGE:
        return afterChange(signs, now);
      default:
        return stages(signs);
    }
  }

  private static List<Sign> times(int least, List<Sign> signs, Set<TrafficKind> kinds) {
    List<Sign> found = signs.stream().filter(sign -> sign.shows(kinds)).toList();
    return found.size() >= least ? found : List.of();
  }

  private static List<Sign> stages(List<Sign> signs) {
    List<Set<TrafficKind>> stages =
        List.of(
            Set.of(TrafficKind.PORT_SCAN_INBOUND),
            Set.of(TrafficKind.BRUTE_FORCE_INBOUND, TrafficKind.NEW_CLIENT),
            Set.of(TrafficKind.BULK_UPLOAD));
    List<Sign> found = new ArrayList<>();
    int stage = 0;
    for (Sign sign : signs) {
      while (stage < stages.size() && sign.shows(stages.get(stage))) {
        stage++;
        found.add(sign);
      }
    }
    return stage == stages.size() ? found : List.of();
  }

  /** The last change, when the window that has just ended is the only unusual one since. */
  private static List<Sign> afterChange(List<Sign> signs, long now) {
    List<Sign> unusual = signs.stream().filter(Sign::isAnomalous).toList();
    if (unusual.size() != 1
        || unusual.get(0).timeMillis() != now
        || !Objects.requireNonNull(unusual.get(0).window()).opens()) {
      return List.of();
    }
    Sign change = null;
    for (Sign sign : signs) {
      if (sign.kind() == Sign.Kind.PROFILE_CHANGED
          && Sign.IN_TIME.compare(sign, unusual.get(0)) < 0) {
        change = sign;
      }
    }
    return change == null ? List.of() : List.of(change, unusual.get(0));
  }
}
