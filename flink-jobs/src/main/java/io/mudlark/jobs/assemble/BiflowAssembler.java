package io.mudlark.jobs.assemble;

import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.flink.KeyedStates;
import io.mudlark.flow.flink.ModelTypes;
import io.mudlark.ledger.Tally;
import io.mudlark.stream.Observation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Joins the two uniflows of a conversation, which most exporters tell as two records, into one
 * biflow.
 *
 * <p>Keyed by {@link #keyOf}. A uniflow waits for its other direction until event time is past its
 * end by {@code within}; then it goes on as it is. What it emits may therefore end that much before
 * the watermark it was given: {@link AssemblerOperator} holds the watermark back by as much.
 */
public final class BiflowAssembler extends KeyedProcessFunction<Long, Observation, Observation>
    implements CheckpointedFunction, ResultTypeQueryable<Observation> {
  private static final long serialVersionUID = 1L;

  /** Most uniflows of one key that wait; further ones go on alone at once. */
  public static final int MAX_HELD = 1_024;

  /** Uniflows that found their other direction. */
  public static final String PAIRED = "uniflows-paired";

  /** Uniflows whose other direction did not come in time, or does not exist. */
  public static final String ALONE = "uniflows-alone";

  /** Uniflows that went on alone because they came too late to wait. */
  public static final String LATE = "uniflows-late";

  /** Uniflows that went on alone because too many of their key were waiting. */
  public static final String OVERFLOW = "uniflows-beyond-limit";

  private static final Duration STATE_LIFE = Duration.ofDays(7);

  private final Duration within;

  private transient UniflowPairing pairing;
  private transient ListState<FlowRecord> held;
  private transient ValueState<Integer> count;
  private transient ListState<Tally> untold;
  private transient TreeMap<String, Tally> tallies;

  /**
   * @param within how far apart the ends of two directions may be
   */
  @SuppressWarnings("NullAway.Init") // Flink calls initializeState and open before anything else
  public BiflowAssembler(Duration within) {
    this.within = within;
  }

  /** The same for both directions of a conversation. */
  public static long keyOf(Observation observation) {
    return UniflowKey.of(Objects.requireNonNull(observation.flow()));
  }

  /** Whether an observation is a uniflow that an exporter told of: what this operator is for. */
  public static boolean isUniflow(Observation observation) {
    FlowRecord flow = observation.flow();
    return flow != null
        && flow.origin() != null
        && flow.reverse().isEmpty()
        && !(flow.application() instanceof io.mudlark.flow.application.ApplicationFacet.Exchange)
        && !flow.key().destination().isMulticast()
        && !flow.key().destination().isLimitedBroadcast();
  }

  long withinMillis() {
    return within.toMillis();
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    tallies = new TreeMap<>();
    untold =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("untold-tallies", ModelTypes.TALLY));
    for (Tally tally : untold.get()) {
      add(tally);
    }
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    untold.update(List.copyOf(tallies.values()));
  }

  @Override
  @SuppressWarnings("NullAway.Init") // the rest is made by initializeState, which comes first
  public void open(OpenContext context) {
    pairing = new UniflowPairing(within.toMillis());
    held =
        getRuntimeContext()
            .getListState(KeyedStates.list("held-uniflows", ModelTypes.FLOW_RECORD, STATE_LIFE));
    count = getRuntimeContext().getState(KeyedStates.value("held-count", Types.INT, STATE_LIFE));
  }

  @Override
  public void processElement(Observation observation, Context context, Collector<Observation> out)
      throws Exception {
    FlowRecord flow = Objects.requireNonNull(observation.flow());
    long settledAt = pairing.settledAt(flow);
    if (settledAt <= context.timerService().currentWatermark()) {
      tally(flow, LATE);
      out.collect(observation);
      return;
    }
    int waiting = Objects.requireNonNullElse(count.value(), 0);
    if (waiting >= MAX_HELD) {
      tally(flow, OVERFLOW);
      out.collect(observation);
      return;
    }
    held.add(flow);
    count.update(waiting + 1);
    context.timerService().registerEventTimeTimer(settledAt);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Observation> out)
      throws Exception {
    if (count.value() == null) {
      return; // settled with its partner
    }
    UniflowPairing.Settled settled = pairing.settle(held.get(), timestamp);
    for (FlowRecord flow : settled.biflows()) {
      out.collect(Observation.of(flow));
    }
    for (FlowRecord flow : settled.alone()) {
      tally(flow, ALONE);
      out.collect(Observation.of(flow));
    }
    if (!settled.biflows().isEmpty()) {
      String site = settled.biflows().get(0).observationPoint();
      long halves = 2L * settled.biflows().size();
      add(new Tally(site, Tally.Book.NOTES, PAIRED, halves, settled.paired()));
    }
    if (settled.held().isEmpty()) {
      held.clear();
      count.clear();
    } else {
      held.update(settled.held());
      count.update(settled.held().size());
    }
  }

  /** The tallies since the last call, which are forgotten. */
  List<Tally> takeTallies() {
    List<Tally> taken = new ArrayList<>(tallies.values());
    tallies.clear();
    return taken;
  }

  private void tally(FlowRecord flow, String fate) {
    add(new Tally(flow.observationPoint(), Tally.Book.NOTES, fate, 1, flow.packets()));
  }

  private void add(Tally tally) {
    tallies.merge(
        tally.site() + "\u0001" + tally.fate(),
        tally,
        (a, b) ->
            new Tally(
                a.site(), a.book(), a.fate(), a.count() + b.count(), a.packets() + b.packets()));
  }

  @Override
  public TypeInformation<Observation> getProducedType() {
    return ModelTypes.OBSERVATION;
  }
}
