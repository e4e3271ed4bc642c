package io.mudlark.process.flink;

import io.mudlark.alert.Alert;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.flink.KeyedStates;
import io.mudlark.flow.flink.ModelTypes;
import io.mudlark.ledger.Tally;
import io.mudlark.process.live.ConformanceModel;
import io.mudlark.process.mqtt.FlowMapping;
import io.mudlark.process.mqtt.MqttExchange;
import io.mudlark.site.DeviceId;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Counts each client's messages per topic and window of event time, and tells of windows that are
 * busier than any ordinary one: a flood of permitted messages breaks no process. Each window is
 * held against the rates of the model that held when it began; the windows are as long as the first
 * model says. An alert goes on while one window after the other is too busy. Keyed by {@link #key};
 * exchanges that are no PUBLISH must be left out before.
 */
public final class RateFunction
    extends KeyedBroadcastProcessFunction<String, FlowRecord, ModelUpdate, Alert> {
  private static final long serialVersionUID = 1L;

  /** Exchanges that came after their window. */
  public static final OutputTag<Tally> TALLIES = new OutputTag<>("rate-tallies", ModelTypes.TALLY);

  private static final Duration LIFE = Duration.ofDays(30);
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final ProcessSettings settings;

  private transient MapState<Long, Long> counts;
  private transient ValueState<RateMemory> busy;
  private transient ValueState<DeviceId> sender;
  private transient ModelsInForce models;
  private transient long windowNanos;

  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else
  public RateFunction(ProcessSettings settings) {
    this.settings = settings;
  }

  /** The key of an exchange: site, sender, topic. */
  public static KeySelector<FlowRecord, String> key(ProcessSettings settings) {
    FlowMapping mapping = settings.mapping();
    return flow -> {
      MqttExchange exchange = MqttExchange.of(flow);
      String key = exchange == null ? "\n" : mapping.rateKey(exchange);
      return flow.observationPoint() + '\n' + key;
    };
  }

  @Override
  public void open(OpenContext context) throws Exception {
    counts =
        getRuntimeContext().getMapState(KeyedStates.map("counts", Types.LONG, Types.LONG, LIFE));
    busy =
        getRuntimeContext()
            .getState(KeyedStates.value("busy", ModelTypes.immutable(RateMemory.class), LIFE));
    sender = getRuntimeContext().getState(KeyedStates.value("sender", ModelTypes.DEVICE_ID, LIFE));
    models = new ModelsInForce(settings.model());
  }

  /** After a restore the first model, and so the length of windows, is the one in state. */
  private void know(ReadOnlyBroadcastState<Long, String> state) throws Exception {
    models.restore(state);
    windowNanos = models.modelAt(ModelsInForce.FIRST).rates().windowNanos();
  }

  @Override
  public void processElement(FlowRecord flow, ReadOnlyContext context, Collector<Alert> out)
      throws Exception {
    know(context.getBroadcastState(ConformanceFunction.MODELS));
    long window = Math.floorDiv(flow.startNanos(), windowNanos);
    if (endMillis(window) <= context.timerService().currentWatermark()) {
      context.output(
          TALLIES,
          new Tally(
              flow.observationPoint(), Tally.Book.NOTES, "process-rate-late", 1, flow.packets()));
      return;
    }
    Long known = counts.get(window);
    counts.put(window, known == null ? 1 : known + 1);
    if (known == null) {
      context.timerService().registerEventTimeTimer(endMillis(window));
      sender.update(settings.owners().sourceOf(flow));
    }
  }

  @Override
  public void onTimer(long millis, OnTimerContext context, Collector<Alert> out) throws Exception {
    know(context.getBroadcastState(ConformanceFunction.MODELS));
    long window =
        Math.floorDiv((millis - settings.settle().toMillis()) * NANOS_PER_MILLI, windowNanos) - 1;
    Long counted = counts.get(window);
    long count = counted == null ? 0 : counted;
    counts.remove(window);
    ProcessAlerts.Key key = ProcessAlerts.Key.of(context.getCurrentKey());
    ConformanceModel model = models.modelAt(window * windowNanos);
    RateMemory before = busy.value();
    if (count > model.rates().allowed(key.name())) {
      boolean goesOn = before != null && before.lastBusy() + 1 == window;
      RateMemory now =
          goesOn && before != null
              ? before.busyAgain(window, count)
              : new RateMemory(window, window, count, 1);
      busy.update(now);
      Alert alert = ProcessAlerts.rate(key, excess(key, now, model), true);
      out.collect(alert);
      if (now.told() == 1) {
        context.output(ConformanceFunction.DEVIATIONS, ProcessAlerts.busy(alert, key));
      }
      context.timerService().registerEventTimeTimer(endMillis(window + 1));
    } else if (before != null) {
      RateMemory last = before.busyAgain(before.lastBusy(), before.most());
      out.collect(ProcessAlerts.rate(key, excess(key, last, model), false));
      busy.clear();
    }
    if (busy.value() == null && counts.isEmpty()) {
      sender.clear();
    }
  }

  private ProcessAlerts.Excess excess(
      ProcessAlerts.Key key, RateMemory memory, ConformanceModel model) throws Exception {
    return new ProcessAlerts.Excess(
        memory, windowNanos, model.rates().allowed(key.name()), model.version(), sender.value());
  }

  @Override
  public void processBroadcastElement(ModelUpdate update, Context context, Collector<Alert> out)
      throws Exception {
    models.take(update, context.getBroadcastState(ConformanceFunction.MODELS));
  }

  /** When all exchanges that began in a window have settled. */
  private long endMillis(long window) {
    return (window + 1) * windowNanos / NANOS_PER_MILLI + settings.settle().toMillis();
  }
}
