package io.mudlark.cluster.flink;

import io.mudlark.cluster.evolve.EvolutionConfig;
import io.mudlark.cluster.evolve.EvolutionState;
import io.mudlark.cluster.evolve.EvolutionTracker;
import io.mudlark.flow.flink.KeyedStates;
import io.mudlark.flow.flink.ModelTypes;
import io.mudlark.mrt.Characterization;
import io.mudlark.mrt.Evolution;
import io.mudlark.site.DeviceId;
import java.time.Duration;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Follows each device from window to window; the windows of a device arrive in their order. */
public final class EvolutionFunction
    extends KeyedProcessFunction<DeviceId, Characterization, Evolution> {
  private static final long serialVersionUID = 1L;

  private final EvolutionConfig config;
  private final Duration timeToLive;
  private transient EvolutionTracker tracker;
  private transient ValueState<EvolutionState> state;

  /**
   * @param timeToLive how long a silent device is remembered, by the machine's clock
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open() before anything else
  public EvolutionFunction(EvolutionConfig config, Duration timeToLive) {
    this.config = config;
    this.timeToLive = timeToLive;
  }

  @Override
  public void open(OpenContext context) {
    tracker = new EvolutionTracker(config);
    state =
        getRuntimeContext()
            .getState(
                KeyedStates.value(
                    "evolution", ModelTypes.immutable(EvolutionState.class), timeToLive));
  }

  @Override
  public void processElement(Characterization window, Context context, Collector<Evolution> out)
      throws Exception {
    EvolutionTracker.Step step =
        tracker.next(Objects.requireNonNullElse(state.value(), EvolutionState.INITIAL), window);
    state.update(step.state());
    out.collect(step.evolution());
  }
}
