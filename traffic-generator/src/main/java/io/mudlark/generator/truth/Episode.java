package io.mudlark.generator.truth;

/** One attack from its first packet to its last, and which device it is about. */
public final class Episode {
  private final String id;
  private final String type;
  private final String site;
  private final String device;
  private long startNanos = Long.MAX_VALUE;
  private long endNanos = Long.MIN_VALUE;
  private long packets;
  private long flows;
  private long cases;

  /**
   * An episode without packets as yet.
   *
   * @param id unique in its scenario
   * @param type the attack's kind, such as {@code syn-scan}
   * @param site where it is seen
   * @param device the device that suffers or, compromised, does it
   */
  public Episode(String id, String type, String site, String device) {
    this.id = id;
    this.type = type;
    this.site = site;
    this.device = device;
  }

  public String id() {
    return id;
  }

  public String type() {
    return type;
  }

  public String site() {
    return site;
  }

  public String device() {
    return device;
  }

  /** Time of its first packet; {@code Long.MAX_VALUE} before there is one. */
  public long startNanos() {
    return startNanos;
  }

  /** Time of its last packet. */
  public long endNanos() {
    return endNanos;
  }

  public long packets() {
    return packets;
  }

  public long flows() {
    return flows;
  }

  /** Process runs that it spoiled. */
  public long cases() {
    return cases;
  }

  /** Whether it had any packet, or spoiled any run, before the scenario ended. */
  public boolean happened() {
    return packets > 0 || cases > 0;
  }

  void sawCase(ProcessCase spoiled) {
    startNanos = Math.min(startNanos, spoiled.startNanos());
    endNanos = Math.max(endNanos, spoiled.endNanos());
    cases++;
  }

  void sawFlow() {
    flows++;
  }

  void sawPacket(long nanos) {
    startNanos = Math.min(startNanos, nanos);
    endNanos = Math.max(endNanos, nanos);
    packets++;
  }
}
