package io.mudlark.generator.network;

/**
 * What goes wrong at a tap: it misses packets, and writes some behind the one that follows them.
 * What was missed is in no truth; what is late keeps the order of writing, with the time of the
 * packet that overtook it.
 *
 * @param loss share of packets that the tap misses, 0 to 1
 * @param reorder share of packets that are overtaken, 0 to 1
 */
public record Impairment(double loss, double reorder) {
  public static final Impairment NONE = new Impairment(0, 0);

  public Impairment {
    if (!(loss >= 0 && loss < 1 && reorder >= 0 && reorder < 1)) {
      throw new IllegalArgumentException(
          "loss and reordering are shares below 1: " + loss + ", " + reorder);
    }
  }
}
