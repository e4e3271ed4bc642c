package io.mudlark.probe.tcp;

/** How many octets all streams together may hold back, so that no peer can fill the memory. */
public final class OctetBudget {
  private final long limit;
  private long taken;
  private long refusals;
  private long peak;

  public OctetBudget(long limit) {
    this.limit = limit;
  }

  /** Takes room for that many octets, if there is. */
  public boolean take(int octets) {
    if (octets > limit - taken) {
      refusals++;
      return false;
    }
    taken += octets;
    peak = Math.max(peak, taken);
    return true;
  }

  /** Gives room back that was taken before. */
  public void giveBack(int octets) {
    taken -= octets;
  }

  /** Octets held at present. */
  public long taken() {
    return taken;
  }

  /** The most octets that were ever held. */
  public long peak() {
    return peak;
  }

  /** How often there was no room. */
  public long refusals() {
    return refusals;
  }
}
