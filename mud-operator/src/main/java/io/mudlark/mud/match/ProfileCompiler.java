package io.mudlark.mud.match;

import io.mudlark.mud.profile.AccessControlEntry;
import io.mudlark.mud.profile.Acl;
import io.mudlark.mud.profile.Match;
import io.mudlark.mud.profile.MudProfile;
import io.mudlark.site.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Prepares profiles for one site: abstractions become addresses, entries are indexed. */
public final class ProfileCompiler {
  private final Peers peers;

  /**
   * @param site what the abstractions mean there
   * @param directory the site's known devices
   */
  public ProfileCompiler(Site site, PeerDirectory directory) {
    peers = new Peers(site, directory);
  }

  /** The profile, ready to judge flows of devices of this model at this site. */
  public CompiledProfile compile(MudProfile profile) {
    ConditionCompiler conditions = new ConditionCompiler(peers, profile.url());
    Map<String, List<String>> names = new TreeMap<>();
    return new CompiledProfile(
        profile,
        peers,
        index(profile.fromDevice(), conditions, names),
        index(profile.toDevice(), conditions, names),
        names);
  }

  private static EntryIndex index(
      List<Acl> lists, ConditionCompiler conditions, Map<String, List<String>> names) {
    List<CompiledEntry> entries = new ArrayList<>();
    for (Acl list : lists) {
      for (AccessControlEntry ace : list.entries()) {
        List<Match> matches = ace.matches();
        CompiledEntry entry =
            new CompiledEntry(
                list.name(),
                ace.name(),
                ace.forwarding(),
                matches,
                matches.stream().map(conditions::compile).toArray(Condition[]::new));
        entries.add(entry);
        if (!entry.names().isEmpty()) {
          names.computeIfAbsent(entry.label(), label -> new ArrayList<>()).addAll(entry.names());
        }
      }
    }
    return new EntryIndex(entries);
  }
}
