package io.mudlark.generator.attack;

import io.mudlark.generator.truth.Flow;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The flows of a flood by their source port: a port that comes up again belongs to the same flow,
 * which ends with the scenario.
 */
final class FlowsByPort {
  private final @Nullable Flow[] flows = new @Nullable Flow[65_536];
  private final IntFunction<Flow> opening;

  FlowsByPort(IntFunction<Flow> opening) {
    this.opening = opening;
  }

  Flow at(int port) {
    Flow flow = flows[port];
    if (flow == null) {
      flow = opening.apply(port);
      flows[port] = flow;
    }
    return flow;
  }
}
