package io.mudlark.jobs.correlate;

import io.mudlark.alert.ProfileMiss;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts entries of profiles that were missed together, and keeps those missed most. */
final class Misses {
  /** Entries that are kept for an alert. */
  static final int MOST = 5;

  private static final Comparator<ProfileMiss> MOST_FLOWS_FIRST =
      Comparator.comparingLong(ProfileMiss::flows)
          .reversed()
          .thenComparing(Misses::key)
          .thenComparing(it -> String.join("\n", it.missed()));

  private Misses() {}

  /** The entries that most flows came nearest to; what is of the same entry is added up. */
  static List<ProfileMiss> together(List<ProfileMiss> all) {
    List<ProfileMiss> sum = new ArrayList<>();
    all.stream().sorted(MOST_FLOWS_FIRST).forEach(miss -> add(sum, miss));
    return sum.stream().sorted(MOST_FLOWS_FIRST).limit(MOST).toList();
  }

  /** Adds one to a short list; a list says so itself when it has no room. */
  static void add(List<ProfileMiss> sum, ProfileMiss miss) {
    for (int i = 0; i < sum.size(); i++) {
      ProfileMiss known = sum.get(i);
      if (key(known).equals(key(miss))) {
        sum.set(i, plus(known, miss));
        return;
      }
    }
    sum.add(miss);
  }

  static String key(ProfileMiss it) {
    return text(it.profile()) + '\n' + it.fromDevice() + '\n' + it.reason() + '\n' + it.ace();
  }

  private static String text(@Nullable String profile) {
    return profile == null ? "" : profile;
  }

  /** Which conditions are quoted does not depend on the order. */
  private static ProfileMiss plus(ProfileMiss a, ProfileMiss b) {
    boolean first = String.join("\n", a.missed()).compareTo(String.join("\n", b.missed())) <= 0;
    return new ProfileMiss(
        a.profile(),
        a.reason(),
        a.fromDevice(),
        a.ace(),
        first ? a.missed() : b.missed(),
        a.flows() + b.flows());
  }
}
