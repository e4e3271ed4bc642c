package io.mudlark.process.quality;

import io.mudlark.process.conform.TokenReplay;
import io.mudlark.process.model.PetriNet;

/** Quality figures that need no search: generalization and simplicity. */
public final class ModelQuality {
  private ModelQuality() {}

  /**
   * How far the log has exercised the model (Buijs, van Dongen, van der Aalst 2014): 1 minus the
   * mean over transitions of 1/sqrt(times fired), 1 for those never fired.
   */
  public static double generalization(TokenReplay.Result replay) {
    double sum = 0;
    for (long times : replay.firings()) {
      sum += times == 0 ? 1 : 1 / Math.sqrt((double) times);
    }
    return replay.firings().length == 0 ? 1 : 1 - sum / replay.firings().length;
  }

  /** Inverse arc degree (Blum 2015): 1 / (1 + max(0, mean degree of nodes - 2)). */
  public static double simplicity(PetriNet net) {
    int nodes = net.placeCount() + net.transitionCount();
    double meanDegree = nodes == 0 ? 0 : 2.0 * net.arcCount() / nodes;
    return 1 / (1 + Math.max(0, meanDegree - 2));
  }
}
