package io.mudlark.process.flink;

import io.mudlark.alert.Alert;
import io.mudlark.alert.ProcessDeviation;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.flink.KeyedStates;
import io.mudlark.flow.flink.ModelTypes;
import io.mudlark.ledger.Tally;
import io.mudlark.process.live.Deviation;
import io.mudlark.process.live.OnlineChecker;
import io.mudlark.process.mqtt.FlowMapping;
import io.mudlark.process.mqtt.MqttExchange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
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

  /** Each deviation when it became known. */
  public static final OutputTag<ProcessDeviation> DEVIATIONS =
      new OutputTag<>("process-deviations", ModelTypes.immutable(ProcessDeviation.class));

  /** Broadcast state: later models by the time from which they hold. */
  public static final MapStateDescriptor<Long, String> MODELS =
      new MapStateDescriptor<>("process-models", Types.LONG, Types.STRING);

  /** Exchanges of one case that settle in the same millisecond, at most. */
  public static final int MAX_PER_MILLISECOND = 256;

  private static final Duration LIFE = Duration.ofDays(30);
  private static final long NANOS_PER_MILLI = 1_000_000L;
  private static final int CACHED = 4_096;

  /** The order in which exchanges that settle together go on: by begin, then by id. */
  static final Comparator<FlowRecord> ORDER =
      Comparator.comparingLong(FlowRecord::startNanos).thenComparing(FlowRecord::id);

  private final ProcessSettings settings;

  private transient MapState<Long, List<Tuple2<FlowRecord, Float>>> pending;
  private transient ValueState<CaseMemory> cases;
  private transient ModelsInForce models;
  private transient FlowMapping mapping;
  private transient RecentCases recent;

  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else
  public ConformanceFunction(ProcessSettings settings) {
    this.settings = settings;
  }

  @Override
  public void open(OpenContext context) {
    pending =
        getRuntimeContext()
            .getMapState(
                KeyedStates.map(
                    "pending",
                    Types.LONG,
                    Types.LIST(Types.TUPLE(ModelTypes.FLOW_RECORD, Types.FLOAT)),
                    LIFE));
    cases =
        getRuntimeContext()
            .getState(KeyedStates.value("case", ModelTypes.of(new CaseMemoryCodec()), LIFE));
    models = new ModelsInForce(settings.model());
    mapping = settings.mapping();
    recent = new RecentCases(CACHED);
  }

  @Override
  public void processElement(
      Tuple3<String, Float, FlowRecord> element, ReadOnlyContext context, Collector<Alert> out)
      throws Exception {
    FlowRecord flow = element.f2;
    long due = settings.dueMillis(flow);
    if (due <= context.timerService().currentWatermark()) {
      context.output(TALLIES, tally(flow.observationPoint(), "process-late", flow.packets()));
      return;
    }
    List<Tuple2<FlowRecord, Float>> waiting = pending.get(due);
    if (waiting == null) {
      waiting = new ArrayList<>();
      context.timerService().registerEventTimeTimer(due);
    } else if (waiting.size() >= MAX_PER_MILLISECOND) {
      context.output(TALLIES, tally(flow.observationPoint(), "process-overflow", flow.packets()));
      return;
    }
    waiting.add(Tuple2.of(flow, element.f1));
    pending.put(due, waiting);
  }

  @Override
  public void onTimer(long millis, OnTimerContext context, Collector<Alert> out) throws Exception {
    models.restore(context.getBroadcastState(MODELS));
    List<Tuple2<FlowRecord, Float>> due = pending.get(millis);
    if (due != null) {
      pending.remove(millis);
      List<Tuple2<FlowRecord, Float>> ordered = new ArrayList<>(due);
      ordered.sort(Comparator.comparing(waiting -> waiting.f0, ORDER));
      for (Tuple2<FlowRecord, Float> waiting : ordered) {
        take(waiting.f0, waiting.f1, context, out);
      }
    }
    CaseMemory memory = cases.value();
    // What still waits settles later, and may have come later as well: it is another case's.
    if (memory != null && millis >= endMillis(memory)) {
      end(memory, context, out);
    }
  }

  private void take(FlowRecord flow, float confidence, OnTimerContext context, Collector<Alert> out)
      throws Exception {
    MqttExchange exchange = MqttExchange.of(flow);
    if (exchange == null) {
      return;
    }
    CaseMemory memory = cases.value();
    long nanos = flow.startNanos();
    if (memory == null) {
      memory = CaseMemory.empty(models.at(nanos), confidence);
    } else {
      memory = memory.surer(confidence);
    }
    OnlineChecker checker = models.checker(memory.modelNanos());
    if (checker == null) {
      context.output(
          TALLIES, tally(flow.observationPoint(), "process-without-model", flow.packets()));
      return;
    }
    if (memory.events() > 0 && !pending.contains(endMillis(memory))) { // else it is theirs, too
      context.timerService().deleteEventTimeTimer(endMillis(memory));
    }
    String named = mapping.activity(exchange);
    int id = checker.idOf(named);
    String activity = id < 0 ? CaseMemory.cut(named) : named;
    OpenCase open = recent.get(context.getCurrentKey(), checker, memory);
    CaseMemory next = memory.with(id, activity, nanos, flow.id());
    if (next.beyond() > memory.beyond()) {
      context.output(
          TALLIES, tally(flow.observationPoint(), "process-case-too-long", flow.packets()));
    } else {
      int known = open.found().size();
      if (open.next(activity, nanos)) {
        next = next.toldAgain(settings.owners().sourceOf(flow));
        out.collect(tell(next, open.found(), known, true, context));
      }
    }
    cases.update(next);
    context.timerService().registerEventTimeTimer(endMillis(next));
  }

  /**
   * Gives out what became known just now, and all together as an alert.
   *
   * @param known how many of these deviations were told of before
   */
  private static Alert tell(
      CaseMemory memory, List<Deviation> found, int known, boolean open, OnTimerContext context) {
    ProcessAlerts.Key key = ProcessAlerts.Key.of(context.getCurrentKey());
    Alert alert = ProcessAlerts.deviation(key, memory, found, open);
    for (int i = known; i < found.size(); i++) {
      context.output(DEVIATIONS, ProcessAlerts.one(alert.id(), key, memory, i, found.get(i)));
    }
    return alert;
  }

  private void end(CaseMemory memory, OnTimerContext context, Collector<Alert> out)
      throws Exception {
    OnlineChecker checker = models.checker(memory.modelNanos());
    if (checker != null && memory.events() > 0) {
      OpenCase open = recent.get(context.getCurrentKey(), checker, memory);
      int known = open.found().size();
      if (memory.beyond() == 0) {
        open.end(memory.lastNanos() + settings.idle().toNanos());
      }
      if (!open.found().isEmpty()) {
        out.collect(tell(memory.toldAgain(null), open.found(), known, false, context));
      }
    }
    recent.forget(context.getCurrentKey());
    cases.clear();
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
    boolean usable = models.take(update, context.getBroadcastState(MODELS));
    if (!usable && getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
      context.output(TALLIES, new Tally("", Tally.Book.NOTES, "process-model-refused", 1, 0));
    }
  }

  private static Tally tally(String site, String fate, long packets) {
    return new Tally(site, Tally.Book.NOTES, fate, 1, packets);
  }
}
