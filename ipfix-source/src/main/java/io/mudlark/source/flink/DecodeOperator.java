package io.mudlark.source.flink;

import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.NameBinding;
import io.mudlark.flow.flink.KeyedStates;
import io.mudlark.ipfix.record.FlowAssembler;
import io.mudlark.ipfix.template.TemplateBudget;
import io.mudlark.ledger.Tally;
import io.mudlark.source.datagram.ExportDatagram;
import io.mudlark.source.session.ExportSession;
import io.mudlark.source.session.ProblemLimit;
import io.mudlark.source.session.SessionKey;
import io.mudlark.source.session.SessionSettings;
import io.mudlark.stream.Observation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes export datagrams, keyed by {@link ExportKey}, into flows and lines of the ledger.
 *
 * <p>The sessions of its exporters live in memory and go into keyed state when a checkpoint is
 * taken, those that changed; after a restore each is read from there when its exporter is next
 * heard. So a template learned before a restart decodes what comes behind it, at any parallelism,
 * and no amount of the ledger is told twice.
 *
 * <p>It is an operator and not a function because only an operator can write the state of many keys
 * at once.
 */
public final class DecodeOperator extends AbstractStreamOperator<Observation>
    implements OneInputStreamOperator<ExportDatagram, Observation>,
        Triggerable<String, VoidNamespace> {
  private static final long serialVersionUID = 1L;
  private static final Logger PROBLEMS = LoggerFactory.getLogger("io.mudlark.problems");
  private static final int PROBLEM_LINES = 10;

  private final DecodeOptions options;
  private transient SessionSettings settings;
  private transient TemplateBudget budget;
  private transient Map<String, ExportSession> sessions;
  private transient Map<String, FlowAssembler> assemblers;
  private transient Map<String, Long> timers;
  private transient TreeSet<String> changed;
  private transient Set<String> ended;
  private transient ProblemLimit problems;
  private transient ValueState<byte[]> state;
  private transient InternalTimerService<VoidNamespace> timerService;
  private transient Emitter emitter;

  @SuppressWarnings("NullAway.Init") // Flink calls initializeState and open before anything else
  public DecodeOperator(DecodeOptions options) {
    this.options = options;
  }

  /** Sends what a session gives downstream. */
  private final class Emitter implements ExportSession.Output {
    private final StreamRecord<Observation> record =
        new StreamRecord<>(Observation.end("", 0), Long.MIN_VALUE);
    private long receiveNanos;
    private long tellMillis;

    @Override
    public void flow(FlowRecord flow) {
      emit(Observation.of(flow), flow.endMillis());
    }

    @Override
    public void binding(NameBinding binding) {
      emit(Observation.of(binding), Math.floorDiv(binding.timeNanos(), 1_000_000L));
    }

    @Override
    public void tally(Tally tally) {
      emit(Observation.of(tally, tellMillis * 1_000_000L), tellMillis);
    }

    private void emit(Observation observation, long millis) {
      output.collect(record.replace(observation, millis));
    }

    @Override
    public void problem(String line) {
      if (problems.allows(receiveNanos)) {
        long unseen = problems.takeSuppressed();
        PROBLEMS.warn("{}{}", line, unseen == 0 ? "" : " (and " + unseen + " problems before it)");
      }
    }
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    settings = options.toSettings();
    budget = new TemplateBudget(settings.datagrams().limits().templateFields());
    sessions = new HashMap<>();
    assemblers = new HashMap<>();
    timers = new HashMap<>();
    changed = new TreeSet<>();
    ended = new HashSet<>();
    problems = new ProblemLimit(PROBLEM_LINES);
    emitter = new Emitter();
    state =
        context
            .getKeyedStateStore()
            .getState(
                KeyedStates.value(
                    "export-session",
                    PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO,
                    options.timeToLive()));
  }

  @Override
  public void open() throws Exception {
    super.open();
    timerService = getInternalTimerService("tell", VoidNamespaceSerializer.INSTANCE, this);
    getMetricGroup().gauge("exportSessions", () -> sessions.size());
  }

  @Override
  public void processElement(StreamRecord<ExportDatagram> element) throws Exception {
    ExportDatagram datagram = element.getValue();
    String key = (String) getCurrentKey();
    emitter.receiveNanos = datagram.receiveNanos();
    if (datagram.isEnd()) {
      end(key, datagram.receiveMillis());
      return;
    }
    if (datagram.kind() == ExportDatagram.Kind.FAULT) {
      emitter.tellMillis = datagram.receiveMillis();
      emitter.tally(new Tally(datagram.site(), Tally.Book.NOTES, "input-problems", 1, 0));
      return;
    }
    ExportSession session = session(key);
    if (session == null) {
      refuse(datagram);
      return;
    }
    session.accept(datagram, timerService.currentWatermark(), emitter);
    changed.add(key);
    tellAfter(key, datagram.receiveMillis());
  }

  /** Beyond the limit of sessions nothing is decoded: whoever forges senders gains no memory. */
  private void refuse(ExportDatagram datagram) {
    emitter.tellMillis = datagram.receiveMillis();
    emitter.tally(
        new Tally(datagram.site(), Tally.Book.EXPORTS, "messages-of-refused-sessions", 1, 0));
    emitter.problem(
        "exporter " + datagram.exporter() + ": more than " + sessions.size() + " sessions");
  }

  /** A connection has ended, and its templates with it (RFC 7011 8.1): what is left is told. */
  private void end(String key, long receiveMillis) throws Exception {
    if (isKnown(key)) {
      ExportSession session = Objects.requireNonNull(session(key), "a known session");
      session.close();
      emitter.tellMillis = receiveMillis;
      session.tell(emitter);
      forget(key, session);
    }
  }

  private boolean isKnown(String key) throws Exception {
    return sessions.containsKey(key) || state.value() != null;
  }

  private @Nullable ExportSession session(String key) throws Exception {
    ExportSession known = sessions.get(key);
    if (known != null) {
      return known;
    }
    byte[] saved = state.value();
    if (saved == null && sessions.size() >= settings.datagrams().limits().domains()) {
      return null;
    }
    SessionKey parsed = SessionKey.parse(key);
    FlowAssembler assembler =
        assemblers.computeIfAbsent(parsed.site(), site -> new FlowAssembler(site));
    ExportSession session =
        saved == null
            ? new ExportSession(parsed, settings, budget, assembler)
            : ExportSession.restore(parsed, settings, budget, assembler, saved);
    sessions.put(key, session);
    return session;
  }

  /** One timer a session at a time, at full intervals, so that all tell together. */
  private void tellAfter(String key, long receiveMillis) {
    long interval = options.tellEvery().toMillis();
    long at = (Math.floorDiv(receiveMillis, interval) + 1) * interval;
    Long set = timers.get(key);
    if (set == null || set < at) {
      timers.put(key, at);
      timerService.registerEventTimeTimer(VoidNamespace.INSTANCE, at);
    }
  }

  /** Tells what is new, and forgets a session that was silent for its whole life. */
  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
    String key = timer.getKey();
    ExportSession session = isKnown(key) ? session(key) : null;
    if (session == null) {
      return;
    }
    boolean last = timerService.currentWatermark() == Long.MAX_VALUE;
    emitter.tellMillis = timer.getTimestamp();
    session.tell(emitter);
    changed.add(key);
    if (last) {
      Observation end = session.end();
      if (end != null && ended.add(key)) {
        emitter.emit(end, Math.floorDiv(end.timeNanos(), 1_000_000L));
      }
      return;
    }
    long expiry = session.lastReceiveMillis() + options.sessionLife().toMillis();
    if (timer.getTimestamp() >= expiry) {
      forget(key, session);
    } else if (timers.getOrDefault(key, Long.MIN_VALUE) <= timer.getTimestamp()) {
      timers.remove(key);
      timerService.registerEventTimeTimer(VoidNamespace.INSTANCE, expiry);
    }
  }

  private void forget(String key, ExportSession session) {
    session.close();
    sessions.remove(key);
    timers.remove(key);
    changed.remove(key);
    state.clear();
  }

  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
    // none is ever set: the time of the stream alone decides
  }

  /** Writes the sessions that changed since the last checkpoint into keyed state. */
  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    Object current = getCurrentKey();
    for (String key : changed) {
      ExportSession session = sessions.get(key);
      if (session != null) {
        setCurrentKey(key);
        state.update(session.snapshot());
      }
    }
    changed.clear();
    if (current != null) {
      setCurrentKey(current);
    }
    super.snapshotState(context);
  }
}
