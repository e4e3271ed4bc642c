package io.mudlark.process.flink;

import io.mudlark.alert.Alert;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.flink.KeyedStates;
import io.mudlark.flow.flink.ModelTypes;
import io.mudlark.ledger.Tally;
import io.mudlark.process.live.OnlineChecker;
import io.mudlark.process.mqtt.FlowMapping;
import io.mudlark.process.mqtt.MqttExchange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Holds the MQTT exchanges of each case against the process model that was in force when the case
 * began, and tells of deviations as soon as they can be known.
 *
 * <p>Elements are (site and case, confidence, exchange), keyed by the first. An exchange waits
 * until the watermark has passed its end and its begin by {@link ProcessSettings#settle}; then
 * exchanges go on by begin and id, so that nothing depends on their arrival. A case ends after
 * silence in event time. One alert a case: told when it deviates first, again when another check
 * speaks, and closed with the case. Its state is at most {@link CaseMemory#MAX_EVENTS} events, 2
 * KiB.
 */
public final class ConformanceFunction
    extends KeyedBroadcastProcessFunction<
        String, Tuple3<String, Float, FlowRecord>, ModelUpdate, Alert> {
  private static final long serialVersionUID = 1L;

  /** Exchanges that were not judged, by reason, and models that could not be used. */
  public static final OutputTag<Tally> TALLIES =
      new OutputTag<>("process-tallies", ModelTypes.TALLY);

  /** Broadcast state: later models by the time from which they hold. */
  public static final MapStateDescriptor<Long, String> MODELS =
      new MapStateDescriptor<>("process-models", Types.LONG, Types.STRING);

  /** Exchanges of one case that settle in the same millisecond, at most. */
  public static final int MAX_PER_MILLISECOND = 256;

  private static final Duration LIFE = Duration.ofDays(30);
  private static final long NANOS_PER_MILLI = 1_000_000L;
  private static final int CACHED = 4_096;
  private static final Comparator<FlowRecord> ORDER =
      Comparator.comparingLong(FlowRecord::startNanos).thenComparing(FlowRecord::id);

  private final ProcessSettings settings;

  private transient MapState<Long, List<FlowRecord>> pending;
  private transient ValueState<CaseMemory> cases;
  private transient ValueState<Float> confidences;
  private transient ModelsInForce models;
  private transient FlowMapping mapping;
  private transient RecentCases recent;
  private transient boolean modelsRead;

  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else
  public ConformanceFunction(ProcessSettings settings) {
    this.settings = settings;
  }

  @Override
  public void open(OpenContext context) {
    pending =
        getRuntimeContext()
            .getMapState(
                KeyedStates.map("pending", Types.LONG, Types.LIST(ModelTypes.FLOW_RECORD), LIFE));
    cases =
        getRuntimeContext()
            .getState(KeyedStates.value("case", ModelTypes.of(new CaseMemoryCodec()), LIFE));
    confidences = getRuntimeContext().getState(KeyedStates.value("confidence", Types.FLOAT, LIFE));
    models = new ModelsInForce(settings.model());
    mapping = settings.mapping();
    recent = new RecentCases(CACHED);
    modelsRead = false;
  }

  @Override
  public void processElement(
      Tuple3<String, Float, FlowRecord> element, ReadOnlyContext context, Collector<Alert> out)
      throws Exception {
    FlowRecord flow = element.f2;
    long due = dueMillis(flow);
    if (due <= context.timerService().currentWatermark()) {
      context.output(TALLIES, tally(flow.observationPoint(), "process-late", flow.packets()));
      return;
    }
    List<FlowRecord> waiting = pending.get(due);
    if (waiting == null) {
      waiting = new ArrayList<>();
      context.timerService().registerEventTimeTimer(due);
    } else if (waiting.size() >= MAX_PER_MILLISECOND) {
      context.output(TALLIES, tally(flow.observationPoint(), "process-overflow", flow.packets()));
      return;
    }
    waiting.add(flow);
    pending.put(due, waiting);
    Float least = confidences.value();
    if (element.f1 < 1 && (least == null || element.f1 < least)) {
      confidences.update(element.f1);
    }
  }

  private long dueMillis(FlowRecord flow) {
    long settled = flow.startNanos() + settings.settle().toNanos();
    return -Math.floorDiv(-Math.max(flow.endNanos(), settled), NANOS_PER_MILLI);
  }

  @Override
  public void onTimer(long millis, OnTimerContext context, Collector<Alert> out) throws Exception {
    readModels(context.getBroadcastState(MODELS));
    List<FlowRecord> due = pending.get(millis);
    if (due != null) {
      pending.remove(millis);
      List<FlowRecord> ordered = new ArrayList<>(due);
      ordered.sort(ORDER);
      for (FlowRecord flow : ordered) {
        take(flow, context, out);
      }
    }
    CaseMemory memory = cases.value();
    if (memory != null && millis >= endMillis(memory) && pending.isEmpty()) {
      end(memory, context, out);
    }
  }

  private void take(FlowRecord flow, OnTimerContext context, Collector<Alert> out)
      throws Exception {
    MqttExchange exchange = MqttExchange.of(flow);
    if (exchange == null) {
      return;
    }
    CaseMemory memory = cases.value();
    long nanos = flow.startNanos();
    if (memory == null) {
      Float sure = confidences.value();
      memory = CaseMemory.empty(models.at(nanos), sure == null ? 1 : sure);
    } else {
      context.timerService().deleteEventTimeTimer(endMillis(memory));
    }
    OnlineChecker checker = models.checker(memory.modelNanos());
    if (checker == null) {
      context.output(
          TALLIES, tally(flow.observationPoint(), "process-without-model", flow.packets()));
      return;
    }
    String activity = mapping.activity(exchange);
    OpenCase open = recent.get(context.getCurrentKey(), checker, memory);
    CaseMemory next = memory.with(checker.idOf(activity), activity, nanos, flow.id());
    if (next.beyond() > memory.beyond()) {
      context.output(
          TALLIES, tally(flow.observationPoint(), "process-case-too-long", flow.packets()));
    } else if (open.next(activity, nanos)) {
      ProcessAlerts.Key key = ProcessAlerts.Key.of(context.getCurrentKey());
      out.collect(
          ProcessAlerts.deviation(key, next, open.found(), true, settings.owners().sourceOf(flow)));
      next = next.toldAgain();
    }
    cases.update(next);
    context.timerService().registerEventTimeTimer(endMillis(next));
  }

  private void end(CaseMemory memory, OnTimerContext context, Collector<Alert> out)
      throws Exception {
    OnlineChecker checker = models.checker(memory.modelNanos());
    if (checker != null && memory.events() > 0) {
      OpenCase open = recent.get(context.getCurrentKey(), checker, memory);
      if (memory.beyond() == 0) {
        open.end(memory.lastNanos() + settings.idle().toNanos());
      }
      if (!open.found().isEmpty()) {
        ProcessAlerts.Key key = ProcessAlerts.Key.of(context.getCurrentKey());
        out.collect(ProcessAlerts.deviation(key, memory, open.found(), false, null));
      }
    }
    recent.forget(context.getCurrentKey());
    cases.clear();
    confidences.clear();
  }

  /**
   * When nothing more of a case can come: its silence is over, and what began in it has settled.
   */
  private long endMillis(CaseMemory memory) {
    long nanos = memory.lastNanos() + settings.idle().toNanos() + settings.settle().toNanos();
    return -Math.floorDiv(-nanos, NANOS_PER_MILLI);
  }

  @Override
  public void processBroadcastElement(ModelUpdate update, Context context, Collector<Alert> out)
      throws Exception {
    BroadcastState<Long, String> state = context.getBroadcastState(MODELS);
    readModels(state);
    if (ModelsInForce.problem(update.json()) != null) {
      if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
        context.output(TALLIES, new Tally("", Tally.Book.NOTES, "process-model-refused", 1, 0));
      }
      return;
    }
    state.put(update.effectiveNanos(), update.json());
    Map<Long, String> later = all(state);
    if (later.size() > ModelsInForce.MAX_MODELS) {
      Long oldest = Collections.min(later.keySet());
      state.remove(oldest);
      later.remove(oldest);
    }
    models.setLater(later);
  }

  /** After a restore the later models are in broadcast state only. */
  private void readModels(ReadOnlyBroadcastState<Long, String> state) throws Exception {
    if (!modelsRead) {
      models.setLater(all(state));
      modelsRead = true;
    }
  }

  private static Map<Long, String> all(ReadOnlyBroadcastState<Long, String> state)
      throws Exception {
    Map<Long, String> later = new TreeMap<>();
    for (Map.Entry<Long, String> entry : state.immutableEntries()) {
      later.put(entry.getKey(), entry.getValue());
    }
    return later;
  }

  private static Tally tally(String site, String fate, long packets) {
    return new Tally(site, Tally.Book.NOTES, fate, 1, packets);
  }
}
