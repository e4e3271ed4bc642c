package io.mudlark.mud.match;

import io.mudlark.flow.FlowRecord;
import io.mudlark.mrt.DirectionVerdict;
import io.mudlark.mrt.NearestAce;
import io.mudlark.mrt.Reason;
import io.mudlark.mrt.Verdict;
import io.mudlark.mud.profile.Forwarding;
import io.mudlark.mud.profile.MudProfile;
import io.mudlark.site.Role;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A MUD profile at one site, ready to judge flows. Immutable.
 *
 * <p>Each direction that carried packets is judged alone: what the device sent against the
 * from-device lists, what it received against the to-device lists. Of the lists' entries the first
 * that matches decides; then the defaults of {@link DefaultRule}; then it is rejected.
 */
public final class CompiledProfile {
  private final MudProfile profile;
  private final Peers peers;
  private final EntryIndex fromDevice;
  private final EntryIndex toDevice;
  private final Map<String, List<String>> namesByEntry;
  private final MissedCondition words;

  CompiledProfile(
      MudProfile profile,
      Peers peers,
      EntryIndex fromDevice,
      EntryIndex toDevice,
      Map<String, List<String>> namesByEntry) {
    this.profile = profile;
    this.peers = peers;
    this.fromDevice = fromDevice;
    this.toDevice = toDevice;
    this.namesByEntry = namesByEntry;
    words = new MissedCondition(peers);
  }

  public MudProfile profile() {
    return profile;
  }

  /**
   * Judges a flow from the device's point of view. One of which nothing was counted, as firewalls
   * tell of flows that they begin or deny, is what its source tried.
   *
   * @param flow the flow
   * @param role which end the device is
   * @param names what DNS names mean to the device; asked as of the flow's start
   */
  public Verdict judge(FlowRecord flow, Role role, NameView names) {
    boolean source = role == Role.SOURCE;
    boolean backward = !flow.reverse().isEmpty();
    boolean forward = !flow.forward().isEmpty() || !backward;
    boolean sent = source ? forward : backward;
    boolean received = source ? backward : forward;
    Judgement from =
        sent ? judge(fromDevice, new DirectionView(flow, role, true), names) : Judgement.NONE;
    Judgement to =
        received ? judge(toDevice, new DirectionView(flow, role, false), names) : Judgement.NONE;
    return Verdict.of(
        from.verdict(), to.verdict(), from.uncertain() || to.uncertain(), profile.url());
  }

  /** The DNS names that the accepting entries of a verdict depend on. */
  public List<String> namesUsed(Verdict verdict) {
    if (namesByEntry.isEmpty()) {
      return List.of();
    }
    List<String> from = namesOf(verdict.fromDevice());
    List<String> to = namesOf(verdict.toDevice());
    if (to.isEmpty() || to.equals(from)) {
      return from;
    }
    return from.isEmpty() ? to : Stream.concat(from.stream(), to.stream()).distinct().toList();
  }

  private List<String> namesOf(@Nullable DirectionVerdict verdict) {
    String by = verdict == null ? null : verdict.acceptedBy();
    return by == null ? List.of() : namesByEntry.getOrDefault(by, List.of());
  }

  private Judgement judge(EntryIndex index, DirectionView view, NameView names) {
    CompiledEntry entry = index.first(view, names);
    if (entry != null) {
      boolean uncertain = entry.dependsOnInitiator && view.initiatorUnknown();
      return new Judgement(
          entry.forwarding == Forwarding.ACCEPT ? entry.accepted : denied(entry), uncertain);
    }
    String byDefault = DefaultRule.accepting(view, peers);
    return new Judgement(
        byDefault != null ? DirectionVerdict.accepted(byDefault) : rejected(index, view, names),
        false);
  }

  private static DirectionVerdict denied(CompiledEntry entry) {
    return DirectionVerdict.rejected(
        Reason.NO_MATCHING_ACE,
        new NearestAce(
            entry.acl,
            entry.ace,
            List.of("the entry matches and its forwarding is " + entry.forwarding.text())));
  }

  /**
   * Finds the accepting entry with the fewest failed conditions; among equals one that explains the
   * rejection (unknown name, unmapped abstraction, other initiator), then the order of the file.
   */
  private DirectionVerdict rejected(EntryIndex index, DirectionView view, NameView names) {
    CompiledEntry.Miss nearest = null;
    for (CompiledEntry entry : index.entries()) {
      if (entry.forwarding == Forwarding.ACCEPT) {
        CompiledEntry.Miss nearer = entry.nearer(view, names, nearest);
        nearest = nearer == null ? nearest : nearer;
      }
    }
    if (nearest == null) {
      return DirectionVerdict.rejected(Reason.NO_MATCHING_ACE, null);
    }
    CompiledEntry entry = nearest.entry();
    return DirectionVerdict.rejected(
        nearest.reason(), new NearestAce(entry.acl, entry.ace, entry.missed(view, names, words)));
  }

  private record Judgement(@Nullable DirectionVerdict verdict, boolean uncertain) {
    static final Judgement NONE = new Judgement(null, false);
  }
}
