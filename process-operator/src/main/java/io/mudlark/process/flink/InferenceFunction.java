package io.mudlark.process.flink;

import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.flink.KeyedStates;
import io.mudlark.flow.flink.ModelTypes;
import io.mudlark.ledger.Tally;
import io.mudlark.process.infer.CaseInference;
import io.mudlark.process.infer.LinkGraph.Link;
import io.mudlark.process.infer.Step;
import io.mudlark.process.infer.WaitingCauses;
import io.mudlark.process.mqtt.FlowMapping;
import io.mudlark.process.mqtt.MqttExchange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Gives messages that name no case the case that they most likely belong to, by the links of the
 * model that holds: what comes out goes into {@link ConformanceFunction}.
 *
 * <p>Keyed by site. Messages wait and go on in the same order as there; a message whose activity
 * takes part in no link is counted and left out. What is remembered: of each activity that has
 * effects the last {@link CaseInference#MAX_OPEN} messages, until their effects are overdue.
 */
public final class InferenceFunction
    extends KeyedBroadcastProcessFunction<
        String, FlowRecord, ModelUpdate, Tuple3<String, Float, FlowRecord>> {
  private static final long serialVersionUID = 1L;

  /** Messages that were given no case, by reason. */
  public static final OutputTag<Tally> TALLIES =
      new OutputTag<>("inference-tallies", ModelTypes.TALLY);

  /** Messages of one site that settle in the same millisecond, at most. */
  public static final int MAX_PER_MILLISECOND = 1_024;

  private static final Duration LIFE = Duration.ofDays(30);
  private static final long SWEEP_MILLIS = 60_000;
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final ProcessSettings settings;

  private transient MapState<Long, List<FlowRecord>> pending;
  private transient MapState<String, WaitingCauses> waiting;
  private transient ModelsInForce models;
  private transient FlowMapping mapping;

  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else
  public InferenceFunction(ProcessSettings settings) {
    this.settings = settings;
  }

  @Override
  public void open(OpenContext context) {
    pending =
        getRuntimeContext()
            .getMapState(
                KeyedStates.map("pending", Types.LONG, Types.LIST(ModelTypes.FLOW_RECORD), LIFE));
    waiting =
        getRuntimeContext()
            .getMapState(
                KeyedStates.map(
                    "waiting", Types.STRING, ModelTypes.of(new WaitingCausesCodec()), LIFE));
    models = new ModelsInForce(settings.model());
    mapping = settings.mapping();
  }

  @Override
  public void processElement(
      FlowRecord flow, ReadOnlyContext context, Collector<Tuple3<String, Float, FlowRecord>> out)
      throws Exception {
    long due = settings.dueMillis(flow);
    if (due <= context.timerService().currentWatermark()) {
      context.output(TALLIES, tally(flow, "process-late"));
      return;
    }
    List<FlowRecord> sameTime = pending.get(due);
    if (sameTime == null) {
      sameTime = new ArrayList<>();
      context.timerService().registerEventTimeTimer(due);
    } else if (sameTime.size() >= MAX_PER_MILLISECOND) {
      context.output(TALLIES, tally(flow, "process-overflow"));
      return;
    }
    sameTime.add(flow);
    pending.put(due, sameTime);
  }

  @Override
  public void onTimer(
      long millis, OnTimerContext context, Collector<Tuple3<String, Float, FlowRecord>> out)
      throws Exception {
    models.restore(context.getBroadcastState(ConformanceFunction.MODELS));
    List<FlowRecord> due = pending.get(millis);
    if (due != null) {
      pending.remove(millis);
      List<FlowRecord> ordered = new ArrayList<>(due);
      ordered.sort(ConformanceFunction.ORDER);
      for (FlowRecord flow : ordered) {
        take(flow, context, out);
      }
    }
    if (millis % SWEEP_MILLIS == 0) {
      sweep(millis, context);
    }
  }

  private void take(
      FlowRecord flow, OnTimerContext context, Collector<Tuple3<String, Float, FlowRecord>> out)
      throws Exception {
    MqttExchange exchange = MqttExchange.of(flow);
    if (exchange == null) {
      return;
    }
    Step step = mapping.step(exchange);
    CaseInference inference = models.inferenceAt(step.nanos());
    Link link = models.modelAt(step.nanos()).links().to(step.activity());
    if (link == null && !inference.isCause(step.activity())) {
      context.output(TALLIES, tally(flow, "process-without-case"));
      return;
    }
    Map<String, WaitingCauses> near = new HashMap<>();
    recall(step.activity(), near);
    if (link != null) {
      recall(link.cause(), near);
    }
    long forgotten = inference.forgotten();
    CaseInference.Assignment found = inference.assign(step, near);
    for (Map.Entry<String, WaitingCauses> entry : near.entrySet()) {
      waiting.put(entry.getKey(), entry.getValue());
    }
    if (inference.forgotten() > forgotten) {
      context.output(TALLIES, tally(flow, "process-cause-forgotten"));
    }
    if (inference.isCause(step.activity())) {
      context.timerService().registerEventTimeTimer(nextSweep(context.timestamp()));
    }
    String key = flow.observationPoint() + '\n' + found.caseId();
    out.collect(Tuple3.of(key, (float) found.confidence(), flow));
  }

  private void recall(String activity, Map<String, WaitingCauses> near) throws Exception {
    WaitingCauses known = waiting.get(activity);
    if (known != null) {
      near.put(activity, known);
    }
  }

  private static long nextSweep(long millis) {
    return (Math.floorDiv(millis, SWEEP_MILLIS) + 1) * SWEEP_MILLIS;
  }

  /** Forgets causes whose effects are overdue. */
  private void sweep(long millis, OnTimerContext context) throws Exception {
    long now = millis * NANOS_PER_MILLI;
    CaseInference inference = models.inferenceAt(now);
    boolean left = false;
    for (Iterator<Map.Entry<String, WaitingCauses>> it = waiting.iterator(); it.hasNext(); ) {
      Map.Entry<String, WaitingCauses> entry = it.next();
      WaitingCauses causes = entry.getValue();
      causes.forgetBefore(now - inference.horizonNanos(entry.getKey()));
      if (causes.isEmpty()) {
        it.remove();
      } else {
        entry.setValue(causes);
        left = true;
      }
    }
    if (left) {
      context.timerService().registerEventTimeTimer(nextSweep(millis));
    } else {
      waiting.clear();
    }
  }

  @Override
  public void processBroadcastElement(
      ModelUpdate update, Context context, Collector<Tuple3<String, Float, FlowRecord>> out)
      throws Exception {
    models.take(update, context.getBroadcastState(ConformanceFunction.MODELS));
  }

  private static Tally tally(FlowRecord flow, String fate) {
    return new Tally(flow.observationPoint(), Tally.Book.NOTES, fate, 1, flow.packets());
  }
}
