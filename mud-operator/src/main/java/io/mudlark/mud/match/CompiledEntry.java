package io.mudlark.mud.match;

import io.mudlark.mrt.DirectionVerdict;
import io.mudlark.mrt.Reason;
import io.mudlark.mud.profile.Forwarding;
import io.mudlark.mud.profile.Match;
import io.mudlark.mud.profile.PortRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** An entry of an access list, ready to be tried: its cheap conditions come first. */
final class CompiledEntry {
  static final int NONE = -1;

  final String acl;
  final String ace;
  final Forwarding forwarding;
  final int protocol;
  final int exactSourcePort;
  final int exactDestinationPort;
  final boolean dependsOnInitiator;

  /** What a direction that it accepts is told. */
  final DirectionVerdict accepted;

  private final List<Match> matches;
  private final Condition[] conditions;
  private final int[] order;

  CompiledEntry(
      String acl, String ace, Forwarding forwarding, List<Match> matches, Condition[] conditions) {
    this.acl = acl;
    this.ace = ace;
    this.forwarding = forwarding;
    this.matches = matches;
    accepted = DirectionVerdict.accepted(acl + "/" + ace);
    this.conditions = conditions;
    order =
        IntStream.range(0, conditions.length)
            .boxed()
            .sorted(Comparator.comparingInt(i -> cost(matches.get(i))))
            .mapToInt(Integer::intValue)
            .toArray();
    protocol = matches.stream().mapToInt(CompiledEntry::protocol).max().orElse(NONE);
    exactSourcePort = exactPort(matches, Match.End.SOURCE);
    exactDestinationPort = exactPort(matches, Match.End.DESTINATION);
    dependsOnInitiator = matches.stream().anyMatch(Match.Initiated.class::isInstance);
  }

  String label() {
    return acl + "/" + ace;
  }

  boolean matches(DirectionView view, NameView names) {
    for (int i : order) {
      if (conditions[i].test(view, names) != Trial.HOLDS) {
        return false;
      }
    }
    return true;
  }

  /**
   * How close the entry comes.
   *
   * @param best what it must beat: fewer failed conditions, or as many and all for the same
   *     explaining cause; null when anything beats it
   * @return null when it does not come closer
   */
  @Nullable Miss nearer(DirectionView view, NameView names, @Nullable Miss best) {
    int most = best == null ? Integer.MAX_VALUE : best.failed();
    int failed = 0;
    Trial kind = Trial.HOLDS;
    for (int i : order) {
      Trial trial = conditions[i].test(view, names);
      if (trial == Trial.HOLDS) {
        continue;
      }
      failed++;
      kind = failed == 1 || trial == kind ? trial : Trial.FAILS;
      if (failed > most || (failed == most && kind == Trial.FAILS)) {
        return null;
      }
    }
    Miss miss = new Miss(this, failed, kind);
    return best == null || failed < most || miss.rank() < best.rank() ? miss : null;
  }

  List<String> missed(DirectionView view, NameView names, MissedCondition words) {
    List<String> sentences = new ArrayList<>();
    for (int i = 0; i < conditions.length; i++) {
      Trial trial = conditions[i].test(view, names);
      if (trial != Trial.HOLDS) {
        sentences.add(words.sentence(matches.get(i), trial, view));
      }
    }
    return sentences;
  }

  /** DNS names that the entry depends on. */
  List<String> names() {
    return matches.stream()
        .filter(Match.DnsName.class::isInstance)
        .map(match -> ((Match.DnsName) match).name())
        .toList();
  }

  private static int protocol(Match match) {
    return match instanceof Match.Protocol protocol ? protocol.number() : NONE;
  }

  private static int exactPort(List<Match> matches, Match.End end) {
    for (Match match : matches) {
      if (match instanceof Match.Port port && port.end() == end && port.ports().isExact()) {
        PortRange ports = port.ports();
        return ports.lower();
      }
    }
    return NONE;
  }

  private static int cost(Match match) {
    if (match instanceof Match.DnsName) {
      return 3;
    }
    if (match instanceof Match.Port || match instanceof Match.Protocol) {
      return 0;
    }
    return match instanceof Match.IpVersion || match instanceof Match.Initiated ? 1 : 2;
  }

  /**
   * How an entry was missed.
   *
   * @param entry which one
   * @param failed how many of its conditions
   * @param kind what all failed conditions have in common; FAILS when they differ
   */
  record Miss(CompiledEntry entry, int failed, Trial kind) {
    Reason reason() {
      switch (kind) {
        case NAME_UNRESOLVED:
          return Reason.NAME_UNRESOLVED;
        case UNMAPPED:
          return Reason.ABSTRACTION_UNMAPPED;
        case WRONG_INITIATOR:
          return Reason.WRONG_INITIATOR;
        default:
          return Reason.NO_MATCHING_ACE;
      }
    }

    /** What may be allowed after all comes before what is surely not. */
    int rank() {
      switch (kind) {
        case NAME_UNRESOLVED:
          return 0;
        case UNMAPPED:
          return 1;
        case WRONG_INITIATOR:
          return 2;
        default:
          return 3;
      }
    }
  }
}
