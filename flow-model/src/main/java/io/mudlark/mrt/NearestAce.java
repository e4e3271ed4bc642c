package io.mudlark.mrt;

import java.util.List;

/**
 * The access control entry that came closest to accepting a rejected flow, and what it missed by.
 *
 * @param acl name of the access list
 * @param ace name of the entry
 * @param missed one sentence per condition that did not hold, e.g. {@code destination-port is 8443,
 *     the entry wants 443}
 */
public record NearestAce(String acl, String ace, List<String> missed) {
  public NearestAce {
    missed = List.copyOf(missed);
  }
}
