package io.mudlark.generator.network;

/**
 * What goes wrong on the way and at the tap.
 *
 * <p>A tap misses packets, and writes some behind the one that follows them: what was missed is in
 * no truth; what is late keeps the order of writing, with the time of the packet that overtook it.
 * Between the hosts packets are lost too, before the tap or behind it, and are sent again.
 *
 * @param loss share of packets that the tap misses, 0 to 1
 * @param reorder share of packets that are overtaken, 0 to 1
 * @param resend share of TCP segments and DNS questions that do not reach the other host at first
 * @param padded whether short frames are padded to 60 octets, as a switch's port shows them
 */
public record Impairment(double loss, double reorder, double resend, boolean padded) {
  public static final Impairment NONE = new Impairment(0, 0);

  public Impairment {
    if (!(loss >= 0 && loss < 1 && reorder >= 0 && reorder < 1 && resend >= 0 && resend < 1)) {
      throw new IllegalArgumentException(
          "loss, reordering and resending are shares below 1: "
              + loss
              + ", "
              + reorder
              + ", "
              + resend);
    }
  }

  /** A tap that misses and reorders, between hosts that lose nothing. */
  public Impairment(double loss, double reorder) {
    this(loss, reorder, 0, false);
  }
}
