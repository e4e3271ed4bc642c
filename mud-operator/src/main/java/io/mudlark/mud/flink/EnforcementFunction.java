package io.mudlark.mud.flink;

import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.NameBinding;
import io.mudlark.flow.flink.KeyedStates;
import io.mudlark.flow.flink.ModelTypes;
import io.mudlark.flow.flink.ObservationBatch;
import io.mudlark.mrt.JudgedFlow;
import io.mudlark.mrt.Outcome;
import io.mudlark.mrt.Verdict;
import io.mudlark.mud.match.CompiledProfile;
import io.mudlark.mud.match.NameBindings;
import io.mudlark.site.DeviceId;
import io.mudlark.site.Role;
import io.mudlark.stream.DeviceObservation;
import io.mudlark.stream.JudgedObservation;
import io.mudlark.stream.JudgedTurn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Judges each device's flows by the MUD profile in force.
 *
 * <p>Observations wait in keyed state until the watermark passes their event time and are then
 * taken in the order of time, kind and content, so that nothing depends on their arrival. See
 * DISCUSSION.md for what leaks, what is late and what is approximated.
 */
public final class EnforcementFunction
    extends KeyedCoProcessFunction<DeviceId, ObservationBatch, ProfileChange, JudgedTurn>
    implements CheckpointedFunction, ResultTypeQueryable<JudgedTurn> {
  private static final long serialVersionUID = 1L;

  /** Observations that came after the watermark had passed them; never judged. */
  public static final OutputTag<DeviceObservation> LATE =
      new OutputTag<>("enforcement-late", ModelTypes.DEVICE_OBSERVATION);

  /** Observations beyond {@link #MAX_PER_STEP} of one device; never judged. */
  public static final OutputTag<DeviceObservation> OVERFLOW =
      new OutputTag<>("enforcement-overflow", ModelTypes.DEVICE_OBSERVATION);

  /** Names forgotten for want of room. */
  public static final OutputTag<EnforcementProblem> PROBLEMS =
      new OutputTag<>("enforcement-problems", TypeInformation.of(EnforcementProblem.class));

  /** Most observations of one device that end in the same half second. */
  public static final int MAX_PER_STEP = 1 << 20;

  /** Observations of one device after which a checkpoint may pass. */
  static final int MAX_PER_TURN = 1_024;

  /** Most later versions that are kept per MUD URL; the oldest goes first. */
  public static final int MAX_VERSIONS = 32;

  private static final Duration STATE_LIFE = Duration.ofDays(30);

  /** Longer than DNS answers last: one that is used is only written again when that prolongs it. */
  private static final Duration NAMES_LIFE = Duration.ofDays(366);

  private final EnforcementConfig config;

  private transient WaitingObservations waiting;
  private transient KeyedNameStore nameStore;
  private transient NameBindings names;
  private transient ProfilesInForce profiles;
  private transient Map<String, TreeMap<Long, String>> versions;
  private transient ListState<ProfileUpdate> versionState;

  @SuppressWarnings("NullAway.Init") // Flink calls initializeState before anything else
  public EnforcementFunction(EnforcementConfig config) {
    this.config = config;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    KeyedStateStore keyed = context.getKeyedStateStore();
    waiting =
        new WaitingObservations(
            keyed.getMapState(
                KeyedStates.map("pending", Types.LONG, ModelTypes.OBSERVATION_BATCH, STATE_LIFE)),
            MAX_PER_STEP,
            MAX_PER_TURN);
    nameStore =
        new KeyedNameStore(
            keyed.getMapState(
                KeyedStates.map(
                    "names",
                    Types.STRING,
                    PrimitiveArrayTypeInfo.LONG_PRIMITIVE_ARRAY_TYPE_INFO,
                    NAMES_LIFE)));
    names = new NameBindings(config.timing(), config.hosts(), nameStore);
    profiles = new ProfilesInForce(config);
    versionState =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>(
                    "profile-versions", TypeInformation.of(ProfileUpdate.class)));
    restoreVersions();
  }

  /** Every worker gets the versions of all: which devices come to it may have changed. */
  private void restoreVersions() throws Exception {
    versions = new TreeMap<>();
    for (ProfileUpdate update : versionState.get()) {
      keep(update);
    }
    for (Map.Entry<String, TreeMap<Long, String>> entry : versions.entrySet()) {
      profiles.setVersions(entry.getKey(), entry.getValue());
    }
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    List<ProfileUpdate> all = new ArrayList<>();
    versions.forEach(
        (url, byTime) ->
            byTime.forEach((nanos, json) -> all.add(new ProfileUpdate(url, json, nanos))));
    versionState.update(all);
  }

  private Map<Long, String> keep(ProfileUpdate update) {
    TreeMap<Long, String> known = versions.computeIfAbsent(update.mudUrl(), u -> new TreeMap<>());
    known.put(update.effectiveNanos(), update.json());
    if (known.size() > MAX_VERSIONS) {
      known.pollFirstEntry();
    }
    return known;
  }

  @Override
  public void processElement1(ObservationBatch batch, Context context, Collector<JudgedTurn> out)
      throws Exception {
    waiting.add(
        batch,
        context.timerService(),
        new WaitingObservations.Aside() {
          @Override
          public void late(DeviceObservation observation) {
            context.output(LATE, observation);
          }

          @Override
          public void beyondLimit(DeviceObservation observation) {
            context.output(OVERFLOW, observation);
          }
        });
  }

  /**
   * Judges all that the watermark has passed, up to a number: for the rest there is another timer,
   * before which a checkpoint may pass.
   */
  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<JudgedTurn> out)
      throws Exception {
    long passed = Math.max(timestamp, context.timerService().currentWatermark());
    nameStore.forget();
    DeviceId device = context.getCurrentKey();
    List<JudgedObservation> turn = new ArrayList<>();
    for (DeviceObservation observation : waiting.take(device, passed, context.timerService())) {
      take(observation, context, turn);
    }
    if (!turn.isEmpty()) {
      out.collect(new JudgedTurn(device, turn));
    }
  }

  private void take(
      DeviceObservation observation, OnTimerContext context, List<JudgedObservation> turn) {
    DeviceId device = observation.device();
    FlowRecord flow = observation.flow();
    NameBinding binding = observation.binding();
    if (flow != null) {
      Role role = Objects.requireNonNull(observation.role(), "a flow's view has a role");
      turn.add(JudgedObservation.of(judge(device, role, flow)));
    } else if (binding != null) {
      int forgotten = names.add(binding);
      if (forgotten > 0) {
        context.output(PROBLEMS, forgotten(device, forgotten));
      }
    } else {
      turn.add(JudgedObservation.end(device, observation.timeNanos()));
    }
  }

  private static EnforcementProblem forgotten(DeviceId device, int addresses) {
    return new EnforcementProblem(
        device.site(),
        EnforcementProblem.NAMES_FORGOTTEN,
        addresses,
        device + ": names: " + addresses + " addresses forgotten early, the table is full");
  }

  private JudgedFlow judge(DeviceId device, Role role, FlowRecord flow) {
    CompiledProfile profile = profiles.at(device, flow.startNanos());
    if (profile == null) {
      return new JudgedFlow(device, role, flow, Verdict.UNPROFILED);
    }
    Verdict verdict = profile.judge(flow, role, names);
    JudgedFlow judged = new JudgedFlow(device, role, flow, verdict);
    if (verdict.outcome() == Outcome.ACCEPTED) {
      for (String name : profile.namesUsed(verdict)) {
        names.renew(name, judged.peer(), flow.startNanos(), flow.endNanos());
      }
    }
    return judged;
  }

  /** The same version may come several times: once for each key group of this worker. */
  @Override
  public void processElement2(ProfileChange change, Context context, Collector<JudgedTurn> out)
      throws Exception {
    ProfileUpdate update = change.update();
    Map<Long, String> known = versions.get(update.mudUrl());
    if (known == null || !update.json().equals(known.get(update.effectiveNanos()))) {
      profiles.setVersions(update.mudUrl(), keep(update));
    }
  }

  @Override
  public TypeInformation<JudgedTurn> getProducedType() {
    return ModelTypes.JUDGED_TURN;
  }
}
