package io.mudlark.jobs.correlate;

import io.mudlark.alert.Alert;
import io.mudlark.alert.ProcessFinding;
import io.mudlark.alert.Severity;
import io.mudlark.flow.flink.KeyedStates;
import io.mudlark.flow.flink.ModelTypes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Marks the alerts that nobody need be woken for. None is dropped: a marked one says why in its
 * document, for receivers to filter by, and results keep it.
 *
 * <ul>
 *   <li>{@code all}: marks none.
 *   <li>{@code normal}: marks what repeats an alert of the same pattern, scope and kind of traffic
 *       that was told of within the time given (at its beginning or its end). Each repetition
 *       begins the time anew.
 *   <li>{@code quiet}: besides, what is less urgent than HIGH, and tellings that neither open nor
 *       end an alert.
 * </ul>
 *
 * <p>Keyed by pattern, scope and signature. Alerts wait for the watermark and are taken in the
 * order of their time; the memory of a key is cleared by event time. Alerts about processes repeat
 * each other when model, first check, first wrong activity and severity are the same as well: one
 * cause makes many cases deviate.
 */
public final class AlertSuppression extends KeyedProcessFunction<String, Alert, Alert> {
  private static final long serialVersionUID = 1L;
  private static final int MOST_MARKED = 64;
  private static final Comparator<Alert> IN_TIME =
      Comparator.comparingLong(Alert::lastWindowEndMillis)
          .thenComparingLong(Alert::firstWindowStartMillis)
          .thenComparing(Alert::id)
          .thenComparingInt(Alert::revision);

  private final AlertSettings.Preset preset;
  private final long repeatMillis;
  private transient ListState<Alert> waiting;
  private transient ValueState<Memory> memories;

  /**
   * What is known of a key.
   *
   * @param told id of the alert that people were told of last
   * @param lastMillis event time of the latest telling, marked or not
   * @param marked ids of alerts that repeat it, the latest at most
   */
  public record Memory(String told, long lastMillis, List<String> marked) {
    public Memory {
      marked = List.copyOf(marked);
    }
  }

  @SuppressWarnings("NullAway.Init") // Flink calls open() before anything else
  public AlertSuppression(AlertSettings settings) {
    this.preset = settings.preset();
    this.repeatMillis = settings.within().toMillis();
  }

  /** What alerts are compared by. */
  public static String key(Alert alert) {
    String scope = alert.details().scope();
    String of = alert.process() == null ? alert.signature().key() : cause(alert, alert.process());
    return String.join("\n", alert.pattern().text(), scope == null ? alert.id() : scope, of);
  }

  private static String cause(Alert alert, ProcessFinding it) {
    String check = it.checks().isEmpty() ? "" : it.checks().get(0);
    return String.join("\n", it.model(), check, it.activity(), alert.severity().name());
  }

  @Override
  public void open(OpenContext context) {
    Duration timeToLive = Duration.ofMillis(repeatMillis).multipliedBy(2).plusDays(7);
    waiting =
        getRuntimeContext()
            .getListState(
                KeyedStates.list("waiting-alerts", ModelTypes.immutable(Alert.class), timeToLive));
    memories =
        getRuntimeContext()
            .getState(KeyedStates.value("told", ModelTypes.immutable(Memory.class), timeToLive));
  }

  @Override
  public void processElement(Alert alert, Context context, Collector<Alert> out) throws Exception {
    waiting.add(alert);
    context.timerService().registerEventTimeTimer(alert.lastWindowEndMillis());
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Alert> out)
      throws Exception {
    List<Alert> due = new ArrayList<>();
    List<Alert> later = new ArrayList<>();
    for (Alert alert : waiting.get()) {
      (alert.lastWindowEndMillis() <= timestamp ? due : later).add(alert);
    }
    waiting.update(later);
    due.sort(IN_TIME);
    Memory memory = memories.value();
    for (Alert alert : due) {
      String repeated = repeated(memory, alert);
      memory = after(memory, alert, repeated);
      String why = why(alert, repeated);
      out.collect(why == null ? alert : alert.suppressed(why));
    }
    if (memory == null || timestamp - memory.lastMillis() > repeatMillis) {
      memories.clear();
      return;
    }
    memories.update(memory);
    context.timerService().registerEventTimeTimer(memory.lastMillis() + repeatMillis + 1);
  }

  private @Nullable String repeated(@Nullable Memory memory, Alert alert) {
    if (memory == null || memory.told().equals(alert.id())) {
      return null;
    }
    boolean soon = alert.lastWindowEndMillis() - memory.lastMillis() <= repeatMillis;
    return soon || memory.marked().contains(alert.id()) ? memory.told() : null;
  }

  private static Memory after(@Nullable Memory memory, Alert alert, @Nullable String repeated) {
    if (memory == null) {
      return new Memory(alert.id(), alert.lastWindowEndMillis(), List.of());
    }
    long last = Math.max(memory.lastMillis(), alert.lastWindowEndMillis());
    if (repeated == null) {
      boolean same = memory.told().equals(alert.id());
      return new Memory(alert.id(), last, same ? memory.marked() : List.of());
    }
    List<String> marked = new ArrayList<>(memory.marked());
    if (!marked.contains(alert.id())) {
      marked.add(alert.id());
    }
    int from = Math.max(0, marked.size() - MOST_MARKED);
    return new Memory(memory.told(), last, marked.subList(from, marked.size()));
  }

  private @Nullable String why(Alert alert, @Nullable String repeated) {
    if (preset == AlertSettings.Preset.ALL) {
      return null;
    }
    if (repeated != null) {
      return "repeats alert " + repeated;
    }
    if (preset == AlertSettings.Preset.NORMAL) {
      return null;
    }
    if (alert.severity().compareTo(Severity.HIGH) < 0) {
      return "less urgent than high";
    }
    return alert.change().equals("updated") ? "neither opens nor ends an alert" : null;
  }
}
