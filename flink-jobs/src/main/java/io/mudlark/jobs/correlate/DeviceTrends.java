package io.mudlark.jobs.correlate;

import io.mudlark.alert.Alert;
import io.mudlark.flow.flink.KeyedStates;
import io.mudlark.flow.flink.ModelTypes;
import io.mudlark.mrt.Episode;
import io.mudlark.site.DeviceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Tells people of patterns in what is noticed of each device: when one is there, and when the
 * episode that it belongs to has ended. A sign that people were told of makes up no second one.
 *
 * <p>Keyed by device. The first input are sequences that {@link SequenceOperator} found, the second
 * all signs. Both wait for the watermark and are taken in the order of time; what is older than the
 * time given is forgotten by event time, so that nothing is left of a device that is seen no more.
 */
public final class DeviceTrends
    extends KeyedCoProcessFunction<DeviceId, Sequence.Match, Sign, Alert> {
  private static final long serialVersionUID = 1L;

  /** Most signs that are kept of a device; of more the oldest go. */
  static final int MOST_SIGNS = 256;

  private final List<DeviceTrend> trends;
  private final AlertSettings.Preset preset;
  private final long withinMillis;
  private final long longestMillis;
  private transient ListState<Sign> waiting;
  private transient ListState<Sequence.Match> sequences;
  private transient ValueState<TrendMemory> memories;

  /**
   * @param longest how long the end of an episode is waited for, from the last window told of
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open() before anything else
  public DeviceTrends(AlertSettings settings, Duration longest) {
    this.trends = trends(settings);
    this.preset = settings.preset();
    this.withinMillis = settings.within().toMillis();
    this.longestMillis = longest.toMillis();
  }

  /** All patterns that are looked for. */
  private static List<DeviceTrend> trends(AlertSettings settings) {
    return List.of(
        new ScanLoginUpload(),
        new Flood(settings.floodWindows()),
        new Beaconing(settings.beaconWindows()),
        new RejectedAfterProfileChange(),
        new ProcessAndRejected());
  }

  @Override
  public void open(OpenContext context) {
    Duration timeToLive =
        Duration.ofMillis(withinMillis + longestMillis).multipliedBy(2).plusDays(7);
    waiting =
        getRuntimeContext()
            .getListState(
                KeyedStates.list("waiting-signs", ModelTypes.immutable(Sign.class), timeToLive));
    sequences =
        getRuntimeContext()
            .getListState(
                KeyedStates.list(
                    "waiting-sequences", ModelTypes.immutable(Sequence.Match.class), timeToLive));
    memories =
        getRuntimeContext()
            .getState(
                KeyedStates.value("trends", ModelTypes.immutable(TrendMemory.class), timeToLive));
  }

  @Override
  public void processElement1(Sequence.Match found, Context context, Collector<Alert> out)
      throws Exception {
    sequences.add(found);
    context.timerService().registerEventTimeTimer(found.timeMillis());
  }

  @Override
  public void processElement2(Sign sign, Context context, Collector<Alert> out) throws Exception {
    waiting.add(sign);
    context.timerService().registerEventTimeTimer(sign.timeMillis());
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Alert> out)
      throws Exception {
    Set<Sign> due = new LinkedHashSet<>(take(waiting, Sign::timeMillis, timestamp));
    List<Sequence.Match> found = take(sequences, Sequence.Match::timeMillis, timestamp);
    TrendMemory memory = memories.value();
    memory = remember(memory == null ? TrendMemory.NONE : memory, due, timestamp);
    if (!due.isEmpty()) {
      memory = end(open(memory, found, context.getCurrentKey(), out), out);
    }
    if (memory.signs().isEmpty()) {
      memory = giveUp(memory, timestamp, out);
    }
    if (memory.signs().isEmpty() && memory.open().isEmpty()) {
      memories.clear();
      return;
    }
    memories.update(memory);
    context.timerService().registerEventTimeTimer(next(memory));
  }

  /** What is due; the rest waits on. */
  private static <T> List<T> take(ListState<T> waiting, ToLongFunction<T> timeMillis, long now)
      throws Exception {
    List<T> due = new ArrayList<>();
    List<T> later = new ArrayList<>();
    for (T it : waiting.get()) {
      (timeMillis.applyAsLong(it) <= now ? due : later).add(it);
    }
    waiting.update(later);
    return due;
  }

  /** When something of it is over: the oldest sign, or the wait for the end of an alert. */
  private long next(TrendMemory memory) {
    if (!memory.signs().isEmpty()) {
      return memory.signs().get(0).timeMillis() + withinMillis + 1;
    }
    return memory.open().stream().mapToLong(this::waitedUntil).min().orElseThrow();
  }

  private long waitedUntil(Alert alert) {
    return alert.lastWindowEndMillis() + withinMillis + longestMillis;
  }

  /** Alerts of a device of which nothing was seen for so long that their end is not waited for. */
  private TrendMemory giveUp(TrendMemory memory, long now, Collector<Alert> out) {
    List<Alert> open = new ArrayList<>();
    for (Alert alert : memory.open()) {
      if (waitedUntil(alert) <= now) {
        out.collect(TrendAlerts.stillOpen(alert));
      } else {
        open.add(alert);
      }
    }
    return new TrendMemory(memory.signs(), open, memory.over());
  }

  private TrendMemory remember(TrendMemory memory, Set<Sign> due, long now) {
    Set<Sign> signs = new LinkedHashSet<>(memory.signs());
    signs.addAll(due);
    List<Sign> recent =
        signs.stream()
            .filter(sign -> now - sign.timeMillis() <= withinMillis)
            .sorted(Sign.IN_TIME)
            .toList();
    List<TrendMemory.Used> over =
        memory.over().stream().filter(used -> now - used.untilMillis() <= withinMillis).toList();
    int from = Math.max(0, recent.size() - MOST_SIGNS);
    return new TrendMemory(recent.subList(from, recent.size()), memory.open(), over);
  }

  private TrendMemory open(
      TrendMemory memory, List<Sequence.Match> matches, DeviceId device, Collector<Alert> out) {
    List<Alert> open = new ArrayList<>(memory.open());
    List<TrendMemory.Used> over = new ArrayList<>(memory.over());
    for (DeviceTrend trend : trends) {
      if (memory.isOpen(trend.pattern())) {
        continue;
      }
      List<Sign> found = trend.match(memory.signsFor(trend.pattern()), matches);
      if (!found.isEmpty()) {
        Alert alert = marked(TrendAlerts.opened(trend, device, found), trend, found);
        out.collect(alert);
        open.add(alert);
        over.add(new TrendMemory.Used(trend.pattern(), found.get(found.size() - 1).timeMillis()));
      }
    }
    return new TrendMemory(memory.signs(), open, over);
  }

  /** Nobody need be woken for what the alert about the device's episode says as well. */
  private Alert marked(Alert alert, DeviceTrend trend, List<Sign> found) {
    String told = preset == AlertSettings.Preset.ALL ? null : TrendAlerts.toldBy(trend, found);
    return told == null ? alert : alert.suppressed("repeats alert " + told);
  }

  /** The end of an episode ends the trends of its device; so does one before the last sign. */
  private static TrendMemory end(TrendMemory memory, Collector<Alert> out) {
    EpisodeWindow last = null;
    for (Sign sign : memory.signs()) {
      last = sign.window() == null ? last : sign.window();
    }
    boolean ended =
        last != null && (last.episode().phase() == Episode.Phase.CLOSED || last.episode().cutOff());
    if (!ended || memory.open().isEmpty()) {
      return memory;
    }
    EpisodeWindow ending = Objects.requireNonNull(last);
    List<TrendMemory.Used> over = new ArrayList<>();
    long time = ending.window().endMillis();
    for (Alert alert : memory.open()) {
      out.collect(TrendAlerts.ended(alert, ending));
      over.add(new TrendMemory.Used(alert.pattern(), time));
    }
    memory.over().stream()
        .filter(used -> over.stream().noneMatch(it -> it.pattern() == used.pattern()))
        .forEach(over::add);
    return new TrendMemory(memory.signs(), List.of(), over);
  }
}
