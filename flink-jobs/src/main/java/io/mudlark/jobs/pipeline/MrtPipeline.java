package io.mudlark.jobs.pipeline;

import io.mudlark.alert.Alert;
import io.mudlark.cluster.flink.CharacterizeWindows;
import io.mudlark.cluster.flink.EvolutionFunction;
import io.mudlark.flow.flink.InterruptibleKeyedProcessOperator;
import io.mudlark.flow.flink.ModelTypes;
import io.mudlark.flow.flink.ObservationBatch;
import io.mudlark.jobs.correlate.AlertSettings;
import io.mudlark.jobs.correlate.CampaignAlerts;
import io.mudlark.jobs.correlate.DeviceEpisodes;
import io.mudlark.jobs.correlate.EpisodeWindow;
import io.mudlark.jobs.correlate.Scopes;
import io.mudlark.jobs.correlate.Sighting;
import io.mudlark.jobs.correlate.SightingPair;
import io.mudlark.jobs.correlate.SightingPairs;
import io.mudlark.ledger.Tally;
import io.mudlark.mrt.Characterization;
import io.mudlark.mrt.Evolution;
import io.mudlark.mrt.JudgedFlow;
import io.mudlark.mud.flink.EnforcementFunction;
import io.mudlark.mud.flink.EnforcementOperator;
import io.mudlark.mud.flink.ProfileChange;
import io.mudlark.mud.flink.ProfileRouting;
import io.mudlark.mud.flink.ProfileUpdate;
import io.mudlark.site.DeviceId;
import io.mudlark.stream.DeviceObservation;
import io.mudlark.stream.JudgedObservation;
import io.mudlark.stream.JudgedTurn;
import io.mudlark.stream.Observation;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job on one page: observations come in at the top, alerts and the ledger go out at the bottom.
 */
public final class MrtPipeline {
  private static final TypeInformation<DeviceId> DEVICE = ModelTypes.DEVICE_ID;
  private static final TypeInformation<Alert> ALERT = ModelTypes.immutable(Alert.class);
  private static final TypeInformation<Characterization> CHARACTERIZATION =
      ModelTypes.immutable(Characterization.class);
  private static final TypeInformation<EpisodeWindow> EPISODE_WINDOW =
      ModelTypes.immutable(EpisodeWindow.class);
  private static final TypeInformation<ProfileChange> CHANGE =
      ModelTypes.immutable(ProfileChange.class);

  private final MrtSettings settings;
  private final Intake intake;
  private final List<Outlet> outlets;

  /** A pipeline over captures. */
  public MrtPipeline(MrtSettings settings, Source<Observation, ?, ?> source, MrtSinks sinks) {
    this(settings, new CapturePipeline(source), sinks);
  }

  public MrtPipeline(MrtSettings settings, Intake intake, MrtSinks sinks) {
    this(settings, intake, List.of(Outlet.into(sinks)));
  }

  /** A pipeline whose results go to any number of places, each of which gets all it asks for. */
  public MrtPipeline(MrtSettings settings, Intake intake, List<Outlet> outlets) {
    this.settings = settings;
    this.intake = intake;
    this.outlets = List.copyOf(outlets);
  }

  /** Adds the whole stream to an environment. */
  public void assemble(StreamExecutionEnvironment env) {
    var streams = intake.open(env);
    var observations = union(streams);
    var views = resolve(streams);
    var changes = profileChanges(env);
    var judged = enforce(views, changes);
    var windows = characterize(judged);
    var rejected = rejected(judged);
    var evolutions = evolve(windows);
    var trends = new TrendPipeline(settings);
    var anomalies = trends.withMisses(anomalies(evolutions), rejected);
    DataStream<Alert> alerts = episodes(anomalies).union(campaigns(anomalies, trends.alerts()));
    var problems = problems(changes, judged);
    var process = ProcessPipeline.of(env, settings.process(), observations);
    if (process != null) {
      alerts = alerts.union(process.alerts());
      problems = problems.union(process.tallies());
    }
    var ofDevices = trends.trends(anomalies, changes, process);
    alerts = trends.suppress(alerts.union(ofDevices.alerts()), changes);
    var ledger = account(views, judged, windows, problems.union(ofDevices.late()));
    var deviations = process == null ? null : process.deviations();
    ResultStreams results =
        new ResultStreams(observations, rejected, windows, evolutions, alerts, deviations, ledger);
    outlets.forEach(outlet -> outlet.attach(results));
  }

  /** One worker sees all of a bounded run, so that the end of one site is known to it. */
  private List<SingleOutputStreamOperator<ObservationBatch>> resolve(
      List<DataStream<Observation>> streams) {
    if (intake.isBounded()) {
      return List.of(resolve(union(streams), Step.RESOLVE).setParallelism(1));
    }
    List<SingleOutputStreamOperator<ObservationBatch>> views = new ArrayList<>();
    for (DataStream<Observation> stream : streams) {
      views.add(resolve(stream, views.isEmpty() ? Step.RESOLVE : Step.RESOLVE_JOINED));
    }
    return views;
  }

  private SingleOutputStreamOperator<ObservationBatch> resolve(
      DataStream<Observation> observations, Step step) {
    var resolution = new DeviceResolution(settings.enforcement(), intake);
    return step.on(
        observations.transform(
            step.title(), ModelTypes.OBSERVATION_BATCH, new ResolveOperator(resolution, intake)));
  }

  private static <T> DataStream<T> union(List<? extends DataStream<T>> streams) {
    return streams.stream()
        .map(stream -> (DataStream<T>) stream)
        .reduce(DataStream::union)
        .orElseThrow();
  }

  /** Bounded runs keep the profiles they start with: a tick, of which no change is made. */
  private SingleOutputStreamOperator<ProfileChange> profileChanges(StreamExecutionEnvironment env) {
    var tick =
        Step.PROFILE_TICK.on(
            env.fromSource(
                    new NumberSequenceSource(0, 0),
                    WatermarkStrategy.noWatermarks(),
                    Step.PROFILE_TICK.title())
                .setParallelism(1));
    FlatMapFunction<Long, ProfileUpdate> none = (ignored, out) -> {};
    var updates =
        Step.PROFILES.on(
            tick.flatMap(none)
                .returns(ModelTypes.immutable(ProfileUpdate.class))
                .setParallelism(1));
    return Step.PROFILE_ROUTES.on(
        updates.process(new ProfileRouting(settings.enforcement()), CHANGE).setParallelism(1));
  }

  /**
   * Profile changes come keyed, not by broadcast, and the timers may be interrupted: neither holds
   * up a checkpoint.
   */
  private SingleOutputStreamOperator<JudgedTurn> enforce(
      List<SingleOutputStreamOperator<ObservationBatch>> views,
      DataStream<ProfileChange> profileChanges) {
    return Step.ENFORCE.on(
        union(views)
            .keyBy(ObservationBatch::device, DEVICE)
            .connect(profileChanges.keyBy(ProfileChange::device, DEVICE))
            .transform(
                Step.ENFORCE.title(),
                ModelTypes.JUDGED_TURN,
                new EnforcementOperator(settings.enforcement())));
  }

  /**
   * All windows close at once: a checkpoint may pass between any two of them. A device's flows are
   * judged and put into windows by one worker, without being written and read again in between.
   */
  private SingleOutputStreamOperator<Characterization> characterize(DataStream<JudgedTurn> judged) {
    var function =
        new CharacterizeWindows(settings.windows(), settings.clustering(), settings.scaler());
    return Step.CHARACTERIZE.on(
        DataStreamUtils.reinterpretAsKeyedStream(judged, JudgedTurn::device, DEVICE)
            .transform(
                Step.CHARACTERIZE.title(),
                CHARACTERIZATION,
                new InterruptibleKeyedProcessOperator<>(function)));
  }

  private SingleOutputStreamOperator<Evolution> evolve(DataStream<Characterization> windows) {
    return Step.EVOLVE.on(
        DataStreamUtils.reinterpretAsKeyedStream(windows, Characterization::device, DEVICE)
            .process(new EvolutionFunction(settings.evolution(), settings.windows().timeToLive())));
  }

  /** Exchanges are left out: the flow that they are part of is there. */
  private static DataStream<JudgedFlow> rejected(DataStream<JudgedTurn> judged) {
    FlatMapFunction<JudgedTurn, JudgedFlow> onlyRejected =
        (turn, out) -> {
          for (JudgedObservation observation : turn.observations()) {
            JudgedFlow flow = observation.judged();
            if (flow != null && flow.isRejected() && !flow.flow().isInsideMeteredFlow()) {
              out.collect(flow);
            }
          }
        };
    return Step.REJECTED.on(judged.flatMap(onlyRejected).returns(ModelTypes.JUDGED_FLOW));
  }

  /** The windows that belong to an episode, with what the patterns need of them. */
  private static DataStream<EpisodeWindow> anomalies(DataStream<Evolution> evolutions) {
    FlatMapFunction<Evolution, EpisodeWindow> part =
        (evolution, out) -> {
          if (EpisodeWindow.concerns(evolution)) {
            out.collect(EpisodeWindow.of(evolution));
          }
        };
    return Step.ANOMALIES.on(evolutions.flatMap(part).returns(EPISODE_WINDOW));
  }

  /** An episode of one device opens and ends, where its windows are already, in their order. */
  private DataStream<Alert> episodes(DataStream<EpisodeWindow> anomalies) {
    return Step.EPISODES.on(
        DataStreamUtils.reinterpretAsKeyedStream(anomalies, EpisodeWindow::device, DEVICE)
            .transform(
                Step.EPISODES.title(),
                ALERT,
                new InterruptibleKeyedProcessOperator<>(
                    new DeviceEpisodes(settings.longestEpisode()))));
  }

  /** The same kind of anomalous traffic on several devices within a time. */
  private DataStream<Alert> campaigns(DataStream<EpisodeWindow> anomalies, AlertSettings asked) {
    DataStream<Sighting> sightings =
        Step.SIGHTINGS.on(
            anomalies.flatMap(new Scopes(asked)).returns(ModelTypes.immutable(Sighting.class)));
    SingleOutputStreamOperator<SightingPair> pairs =
        Step.PAIRS.on(
            Step.PAIRABLE
                .on(sightings.filter(Sighting::pairs))
                .keyBy(Sighting::key, Types.STRING)
                .process(
                    new SightingPairs(settings.correlateWithin()),
                    ModelTypes.immutable(SightingPair.class)));
    return Step.CAMPAIGNS.on(
        pairs
            .keyBy(SightingPair::key, Types.STRING)
            .connect(sightings.keyBy(Sighting::key, Types.STRING))
            .process(new CampaignAlerts(asked, settings.windows().length()), ALERT));
  }

  /** What enforcement could not do: one line each for people, and counted. */
  private static DataStream<Tally> problems(
      SingleOutputStreamOperator<ProfileChange> changes,
      SingleOutputStreamOperator<JudgedTurn> judged) {
    DataStream<Tally> ofProfiles =
        Step.PROFILE_PROBLEMS.on(
            changes
                .getSideOutput(ProfileRouting.PROBLEMS)
                .flatMap(new ProblemTallies())
                .returns(ModelTypes.TALLY)
                .setParallelism(1));
    DataStream<Tally> ofNames =
        Step.NAME_PROBLEMS.on(
            judged
                .getSideOutput(EnforcementFunction.PROBLEMS)
                .flatMap(new ProblemTallies())
                .returns(ModelTypes.TALLY));
    return ofProfiles.union(ofNames);
  }

  /** Where everything ended, from records on the side, added up by fate. */
  private DataStream<Tally> account(
      List<SingleOutputStreamOperator<ObservationBatch>> views,
      SingleOutputStreamOperator<JudgedTurn> judged,
      SingleOutputStreamOperator<Characterization> windows,
      DataStream<Tally> problems) {
    DataStream<Tally> ofWindows =
        Step.ACCOUNT_WINDOWS.on(windows.flatMap(new WindowTallies()).returns(ModelTypes.TALLY));
    DataStream<Tally> ofExchanges =
        Step.ACCOUNT_EXCHANGES.on(judged.flatMap(new ExchangeTallies()).returns(ModelTypes.TALLY));
    DataStream<Tally> unjudged =
        unjudged(Step.ACCOUNT_UNJUDGED, judged.getSideOutput(EnforcementFunction.LATE));
    DataStream<Tally> overflow =
        unjudged(Step.ACCOUNT_OVERFLOW, judged.getSideOutput(EnforcementFunction.OVERFLOW));
    DataStream<Tally> late =
        Step.ACCOUNT_LATE.on(
            windows
                .getSideOutput(CharacterizeWindows.LATE)
                .flatMap(new LateTallies())
                .returns(ModelTypes.TALLY));
    List<DataStream<Tally>> ofViews = new ArrayList<>();
    views.forEach(view -> ofViews.add(view.getSideOutput(DeviceResolution.TALLIES)));
    return Step.LEDGER.on(
        union(ofViews)
            .union(ofWindows, ofExchanges, unjudged, overflow, late, problems)
            .keyBy(LedgerSum::key, Types.STRING)
            .process(new LedgerSum(intake.isBounded())));
  }

  private static DataStream<Tally> unjudged(Step step, DataStream<DeviceObservation> views) {
    return step.on(views.flatMap(new UnjudgedTallies()).returns(ModelTypes.TALLY));
  }
}
