package io.mudlark.mud.flink;

/**
 * Something that enforcement could not do as it should, for people and for the ledger.
 *
 * @param site where; empty when no site is concerned
 * @param note the ledger's word for it
 * @param count how many things it happened to
 * @param text one line that says whom it concerns and what is wrong; empty when it was said before
 */
public record EnforcementProblem(String site, String note, long count, String text) {
  static final String NAMES_FORGOTTEN = "names-forgotten-early";
  static final String PROFILE_REFUSED = "profile-versions-refused";
}
