package io.mudlark.mrt;

/** What became of one device's view of a flow. */
public enum Outcome {
  /** Every direction that carried packets is allowed. */
  ACCEPTED,
  /** At least one direction is not: this is MUD-rejected traffic (MRT). */
  REJECTED,
  /** The device has no MUD profile: neither accepted nor rejected. */
  UNPROFILED
}
