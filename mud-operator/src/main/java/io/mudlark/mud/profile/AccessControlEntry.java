package io.mudlark.mud.profile;

import java.util.List;

/**
 * An entry of an access list (ACE): conditions that must all hold, and what happens then.
 *
 * @param name its name, unique in its list when the file is sound
 * @param matches the conditions in the order of the file's containers; none at all matches
 *     everything
 * @param forwarding accept, drop or reject
 */
public record AccessControlEntry(String name, List<Match> matches, Forwarding forwarding) {
  public AccessControlEntry {
    matches = List.copyOf(matches);
  }
}
