package io.mudlark.cluster.flink;

import io.mudlark.cluster.characterize.Characterizer;
import io.mudlark.cluster.characterize.CharacterizerConfig;
import io.mudlark.cluster.characterize.WindowRows;
import io.mudlark.cluster.feature.FlowRow;
import io.mudlark.cluster.feature.Scaler;
import io.mudlark.flow.flink.KeyedStates;
import io.mudlark.flow.flink.ModelTypes;
import io.mudlark.mrt.Characterization;
import io.mudlark.mrt.JudgedFlow;
import io.mudlark.mrt.WindowSpan;
import io.mudlark.site.DeviceId;
import io.mudlark.stream.JudgedObservation;
import io.mudlark.stream.JudgedTurn;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Puts each device's judged flows into tumbling windows and characterizes every window when event
 * time has passed its end, empty ones included, from the device's first sight on.
 *
 * <p>A flow belongs to the window of its end; an exchange found inside a metered flow belongs to
 * none, since that flow counts its packets. Windows stop at the one that contains the site's end
 * mark, or, without a mark, when the device has been silent for the configured number of windows or
 * the stream is over. One timer per device is set at a time, so a close costs one window's work.
 */
public final class CharacterizeWindows
    extends KeyedProcessFunction<DeviceId, JudgedTurn, Characterization> {
  private static final long serialVersionUID = 1L;

  /** Flows that came after their window was closed. */
  public static final OutputTag<JudgedObservation> LATE =
      new OutputTag<>("late-flows", ModelTypes.JUDGED_OBSERVATION);

  private final WindowConfig config;
  private final CharacterizerConfig characterizerConfig;
  private final Scaler scaler;
  private transient Characterizer characterizer;
  private transient ValueState<DeviceWindows> windows;
  private transient MapState<Long, WindowBook> books;
  private transient WindowRowStore rows;
  private transient @Nullable WindowBook openBook;
  private transient long openStart;
  private transient Counter late;
  private transient Counter thinned;

  @SuppressWarnings("NullAway.Init") // Flink calls open() before anything else
  public CharacterizeWindows(
      WindowConfig config, CharacterizerConfig characterizerConfig, Scaler scaler) {
    this.config = config;
    this.characterizerConfig = characterizerConfig;
    this.scaler = scaler;
  }

  @Override
  public void open(OpenContext context) {
    RuntimeContext runtime = getRuntimeContext();
    characterizer = new Characterizer(characterizerConfig, scaler);
    windows =
        runtime.getState(
            KeyedStates.value(
                "device-windows", ModelTypes.immutable(DeviceWindows.class), config.timeToLive()));
    books =
        runtime.getMapState(
            KeyedStates.map(
                "window-books",
                Types.LONG,
                ModelTypes.immutable(WindowBook.class),
                config.timeToLive()));
    rows = new WindowRowStore(runtime, config.timeToLive());
    late = runtime.getMetricGroup().counter("dropped.late");
    thinned = runtime.getMetricGroup().counter("windows.thinned");
  }

  /** Keyed state is read once for all flows that were judged in one go, and written once. */
  @Override
  public void processElement(JudgedTurn turn, Context context, Collector<Characterization> out)
      throws Exception {
    DeviceWindows before = windows.value();
    DeviceWindows known = before;
    for (JudgedObservation observation : turn.observations()) {
      JudgedFlow judged = observation.judged();
      if (judged == null) {
        known = known == null ? null : known.ended(endMillis(observation));
      } else if (!judged.flow().isInsideMeteredFlow()) {
        known = flow(observation, judged, known, context);
      } // else the flow around it is in the window, with these packets
    }
    if (known != null && !known.equals(before)) {
      windows.update(known);
    }
    closeBook();
  }

  private static long endMillis(JudgedObservation mark) {
    return Math.floorDiv(mark.timeNanos(), 1_000_000L);
  }

  private @Nullable DeviceWindows flow(
      JudgedObservation observation,
      JudgedFlow judged,
      @Nullable DeviceWindows known,
      Context context)
      throws Exception {
    long start = config.startOf(judged.flow().endMillis());
    if (timerOf(start) <= context.timerService().currentWatermark()) {
      late.inc();
      context.output(LATE, observation);
      return known;
    }
    DeviceWindows next =
        known == null ? DeviceWindows.firstSeen(start) : known.seen(start, horizonMillis());
    if (!next.equals(known)) {
      context.timerService().registerEventTimeTimer(timerOf(next.nextStartMillis()));
    }
    record(judged, start);
    return next;
  }

  /** The totals of a window of the current key, to which flows are being added. */
  private WindowBook openBook(long start) throws Exception {
    WindowBook open = openBook;
    if (open == null || openStart != start) {
      closeBook();
      openStart = start;
      open = Objects.requireNonNullElse(books.get(start), WindowBook.EMPTY);
    }
    return open;
  }

  private void closeBook() throws Exception {
    if (openBook != null) {
      books.put(openStart, openBook);
      openBook = null;
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Characterization> out)
      throws Exception {
    DeviceWindows known = windows.value();
    if (known == null || !known.awake() || timerOf(known.nextStartMillis()) != timestamp) {
      return; // superseded: an earlier window was opened after this timer was set
    }
    long start = known.nextStartMillis();
    boolean over = context.timerService().currentWatermark() == Long.MAX_VALUE;
    long length = config.length().toMillis();
    boolean more = start + length <= lastStart(known, over);
    // of a device that fell dormant before, no window is the last: the mark may be known or not yet
    boolean last = known.hasEnd() ? start + length > known.endMillis() && !more : over && !more;
    int quiet = books.contains(start) ? 0 : known.quiet() + 1;
    out.collect(characterizer.characterize(close(context.getCurrentKey(), known, start, last)));
    long next = quiet < config.dormantAfter() ? start + length : nextSeen(start + length);
    windows.update(known.closed(next, quiet, more));
    if (more) {
      context.timerService().registerEventTimeTimer(timerOf(next));
    }
  }

  /**
   * Start of the next window with a flow: a device that falls dormant between two flows that have
   * both arrived gets no windows in between, as if the later one had not arrived yet.
   */
  private long nextSeen(long otherwise) throws Exception {
    long next = Long.MAX_VALUE;
    for (long start : books.keys()) {
      next = Math.min(next, start);
    }
    return next == Long.MAX_VALUE ? otherwise : next;
  }

  /** Start of the last window to close as far as is known now. */
  private long lastStart(DeviceWindows known, boolean over) {
    long silent = known.lastSeenStartMillis() + horizonMillis();
    if (known.hasEnd()) {
      long end = Math.max(config.startOf(known.endMillis()), known.lastSeenStartMillis());
      return Math.min(silent, end);
    }
    return over ? known.lastSeenStartMillis() : silent;
  }

  private void record(JudgedFlow judged, long start) throws Exception {
    WindowBook book = openBook(start);
    WindowBook.Fate fate = WindowBook.fateOf(judged, config.clusterUnresolved());
    book = book.plus(fate, judged.flow().packets(), judged.flow().octets());
    if (fate == WindowBook.Fate.ACCEPTED) {
      book = book.withAccepted(judged);
    } else if (fate == WindowBook.Fate.REJECTED) {
      FlowRow row = FlowRow.of(judged);
      if (WindowBook.isKept(row.viewId(), book.thinning())) {
        rows.add(start, book.kept(), row);
        book = book.withKept(book.kept() + 1, book.thinning());
      }
      while (book.kept() > config.maxRows()) {
        book = thin(book, start);
      }
    }
    openBook = book;
  }

  /** Halves the rows of a window by one more bit of their ids: which stay depends on them alone. */
  private WindowBook thin(WindowBook book, long start) throws Exception {
    int zeroBits = book.thinning() + 1;
    int kept = 0;
    for (FlowRow row : rows.take(start, book.kept())) {
      if (WindowBook.isKept(row.viewId(), zeroBits)) {
        rows.add(start, kept++, row);
      }
    }
    thinned.inc();
    return book.withKept(kept, zeroBits);
  }

  private WindowRows close(DeviceId device, DeviceWindows known, long start, boolean last)
      throws Exception {
    WindowBook book = Objects.requireNonNullElse(books.get(start), WindowBook.EMPTY);
    books.remove(start);
    List<FlowRow> rejected = rows.take(start, book.kept());
    long length = config.length().toMillis();
    long ordinal = (start - known.firstStartMillis()) / length;
    return new WindowRows(
        device,
        new WindowSpan(start, start + length, ordinal),
        last,
        book.totals(),
        rejected,
        book.busiest(),
        book.held());
  }

  /** How long after a device's latest flow its windows go on. */
  private long horizonMillis() {
    return config.dormantAfter() * config.length().toMillis();
  }

  private long timerOf(long startMillis) {
    return startMillis + config.length().toMillis() - 1;
  }
}
