package io.mudlark.mud.profile;

import java.util.List;

/**
 * An access list of RFC 8519: entries of which the first that matches decides.
 *
 * @param name its name in the file
 * @param type the acl-type as written, without module prefix; empty when the file gives none
 * @param entries in the order of the file
 */
public record Acl(String name, String type, List<AccessControlEntry> entries) {
  public Acl {
    entries = List.copyOf(entries);
  }
}
