package io.mudlark.mudscope.characterize;

import io.mudlark.mudscope.netflows.FlowLine;
import java.util.List;

/** Turns the flow table of one window into its characterization; serves any number of threads. */
interface WindowCharacterizer {
  /** Of any number of flows, none included, unless the form of the result forbids it. */
  WindowDocument characterize(Deployment deployment, List<FlowLine> table)
      throws NothingToCharacterize;

  /** Thrown by a form of result that has no place for a window without flows. */
  final class NothingToCharacterize extends Exception {
    private static final long serialVersionUID = 1L;

    NothingToCharacterize() {
      super("holds no flows, and the original's form has no place for an empty window");
    }
  }
}
