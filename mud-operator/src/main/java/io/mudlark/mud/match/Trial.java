package io.mudlark.mud.match;

/** How a condition of an entry fared with one direction of a flow. */
enum Trial {
  HOLDS,
  FAILS,
  /** Fails, and would hold had the other end opened the connection. */
  WRONG_INITIATOR,
  /** Cannot be decided: no address of the name is known. */
  NAME_UNRESOLVED,
  /** Cannot be decided: the site does not say what the abstraction stands for. */
  UNMAPPED
}
