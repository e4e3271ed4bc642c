package io.mudlark.mudscope.mudgen.mudgee;

/** An entry of the simulated switch with its counters. */
final class SwitchEntry {
  final SwitchMatch match;
  final int priority;

  /** Whether its packets are shown to the learner. */
  final boolean mirrored;

  /** Milliseconds without a packet after which it goes; 0 for never. */
  final long idleTimeoutMillis;

  /** Milliseconds since the Unix epoch; stays 0 but for entries of the capped insert. */
  long createdMillis;

  long lastMillis;
  long packets;
  long octets;

  /** Order of insertion. */
  long sequence;

  SwitchEntry(SwitchMatch match, int priority, boolean mirrored, long idleTimeoutMillis) {
    this.match = match;
    this.priority = priority;
    this.mirrored = mirrored;
    this.idleTimeoutMillis = idleTimeoutMillis;
  }

  static SwitchEntry normal(int priority, SwitchMatch match) {
    return new SwitchEntry(match, priority, false, 0);
  }

  static SwitchEntry mirrored(int priority, SwitchMatch match) {
    return new SwitchEntry(match, priority, true, 0);
  }

  /** Packets a millisecond since its creation, as MUDgee has it: not a number at age 0. */
  double rate(long nowMillis) {
    return packets * 1.0 / (nowMillis - createdMillis);
  }
}
