package io.mudlark.generator.network;

/** How far a packet came on its way from one host to the other. */
public enum Passage {
  ARRIVED,
  /** The tap has not seen it. */
  LOST_BEFORE_TAP,
  /** The tap has seen it. */
  LOST_BEHIND_TAP
}
