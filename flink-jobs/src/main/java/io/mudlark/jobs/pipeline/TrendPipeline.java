package io.mudlark.jobs.pipeline;

import io.mudlark.alert.Alert;
import io.mudlark.flow.flink.InterruptibleKeyedCoProcessOperator;
import io.mudlark.flow.flink.InterruptibleKeyedProcessOperator;
import io.mudlark.flow.flink.ModelTypes;
import io.mudlark.jobs.correlate.AlertSettings;
import io.mudlark.jobs.correlate.AlertSuppression;
import io.mudlark.jobs.correlate.Beaconing;
import io.mudlark.jobs.correlate.DeviceTrends;
import io.mudlark.jobs.correlate.EpisodeWindow;
import io.mudlark.jobs.correlate.Flood;
import io.mudlark.jobs.correlate.MissJoin;
import io.mudlark.jobs.correlate.MissTallies;
import io.mudlark.jobs.correlate.ProfilesOfAlerts;
import io.mudlark.jobs.correlate.RejectedAfterProfileChange;
import io.mudlark.jobs.correlate.ScanLoginUpload;
import io.mudlark.jobs.correlate.Sequence;
import io.mudlark.jobs.correlate.SequenceOperator;
import io.mudlark.jobs.correlate.Sign;
import io.mudlark.jobs.correlate.Signs;
import io.mudlark.jobs.correlate.WindowMisses;
import io.mudlark.ledger.Tally;
import io.mudlark.mrt.JudgedFlow;
import io.mudlark.mud.flink.ProfileChange;
import io.mudlark.mud.flink.WatchedDevice;
import io.mudlark.site.DeviceId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.jspecify.annotations.Nullable;

/**
 * The part of the stream that looks for patterns over what is noticed of single devices. A window's
 * end concerns all devices at once, so a checkpoint may pass between the timers of any two.
 */
final class TrendPipeline {
  private static final TypeInformation<Sign> SIGN = ModelTypes.immutable(Sign.class);

  private final MrtSettings settings;
  private final AlertSettings alerts;

  TrendPipeline(MrtSettings settings) {
    this.settings = settings;
    this.alerts = settings.alerts().withModels(models(settings));
  }

  /** What people are told about, and which devices are of one model. */
  AlertSettings alerts() {
    return alerts;
  }

  private static Map<DeviceId, String> models(MrtSettings settings) {
    Map<DeviceId, String> models = new HashMap<>();
    for (WatchedDevice watched : settings.enforcement().devices()) {
      String model = watched.mudUrl();
      if (model != null) {
        models.put(watched.device().id(), model);
      }
    }
    return models;
  }

  /** The windows of episodes, each with what its device's profile missed in it. */
  DataStream<EpisodeWindow> withMisses(
      DataStream<EpisodeWindow> windows, DataStream<JudgedFlow> rejected) {
    var length = settings.windows().length();
    DataStream<WindowMisses> misses =
        Step.MISSES.on(
            DataStreamUtils.reinterpretAsKeyedStream(
                    rejected, JudgedFlow::device, ModelTypes.DEVICE_ID)
                .transform(
                    Step.MISSES.title(),
                    ModelTypes.immutable(WindowMisses.class),
                    new InterruptibleKeyedProcessOperator<>(new MissTallies(length))));
    return Step.JOIN_MISSES.on(
        windows
            .keyBy(EpisodeWindow::device, ModelTypes.DEVICE_ID)
            .connect(misses.keyBy(WindowMisses::device, ModelTypes.DEVICE_ID))
            .transform(
                Step.JOIN_MISSES.title(),
                ModelTypes.immutable(EpisodeWindow.class),
                new InterruptibleKeyedCoProcessOperator<>(new MissJoin(length))));
  }

  /**
   * Patterns over what is noticed of single devices.
   *
   * @param alerts what people are told of them
   * @param late signs that came too late to be part of a sequence
   */
  record Trends(DataStream<Alert> alerts, DataStream<Tally> late) {}

  /**
   * Patterns over the windows, the process and the profile of a device.
   *
   * @param processes what is told of processes; null when there is no process model
   */
  Trends trends(
      DataStream<EpisodeWindow> windows,
      DataStream<ProfileChange> changes,
      @Nullable ProcessPipeline processes) {
    FlatMapFunction<EpisodeWindow, Sign> ofWindow = Signs::ofWindow;
    DataStream<Sign> ofWindows = Step.SIGNS.on(windows.flatMap(ofWindow).returns(SIGN));
    DataStream<Sign> ofProfiles = profileSigns(changes);
    var sequences = sequences(ofWindows, ofProfiles);
    DataStream<Sign> signs = ofWindows.union(ofProfiles);
    if (processes != null) {
      FlatMapFunction<Alert, Sign> ofProcess = Signs::ofProcess;
      signs =
          signs.union(Step.PROCESS_SIGNS.on(processes.alerts().flatMap(ofProcess).returns(SIGN)));
    }
    DataStream<Sequence.Match> found =
        sequences.stream()
            .<DataStream<Sequence.Match>>map(it -> it)
            .reduce(DataStream::union)
            .get();
    return new Trends(
        Step.TRENDS.on(
            found
                .keyBy(Sequence.Match::device, ModelTypes.DEVICE_ID)
                .connect(signs.keyBy(Sign::device, ModelTypes.DEVICE_ID))
                .transform(
                    Step.TRENDS.title(),
                    ModelTypes.immutable(Alert.class),
                    new InterruptibleKeyedCoProcessOperator<>(
                        new DeviceTrends(alerts, settings.longestEpisode())))),
        late(sequences));
  }

  /** New versions of profiles, at their time: they come from outside and have none else. */
  private DataStream<Sign> profileSigns(DataStream<ProfileChange> changes) {
    Map<DeviceId, String> models = alerts.models();
    FlatMapFunction<ProfileChange, Sign> ofProfile =
        (change, out) ->
            Signs.ofProfile(
                models, change.update().mudUrl(), change.update().effectiveNanos(), out);
    return Step.PROFILE_SIGN_TIMES.on(
        Step.PROFILE_SIGNS
            .on(changes.flatMap(ofProfile).returns(SIGN))
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.<Sign>noWatermarks()
                    .withTimestampAssigner((sign, none) -> sign.timeMillis() - 1)));
  }

  /** Each is looked for among few signs: only what can be a part of it goes on. */
  private List<SingleOutputStreamOperator<Sequence.Match>> sequences(
      DataStream<Sign> windows, DataStream<Sign> profiles) {
    return List.of(
        sequence(
            new ScanLoginUpload(), windows, Step.SCAN_LOGIN_UPLOAD_PARTS, Step.SCAN_LOGIN_UPLOAD),
        sequence(new Flood(alerts.floodWindows()), windows, Step.FLOOD_PARTS, Step.FLOOD),
        sequence(
            new Beaconing(alerts.beaconWindows()), windows, Step.BEACONING_PARTS, Step.BEACONING),
        sequence(
            new RejectedAfterProfileChange(),
            windows.union(profiles),
            Step.PROFILE_CHANGE_PARTS,
            Step.PROFILE_CHANGE));
  }

  private SingleOutputStreamOperator<Sequence.Match> sequence(
      Sequence sequence, DataStream<Sign> signs, Step partsOf, Step step) {
    FlatMapFunction<Sign, Sequence.Part> parts = sequence::parts;
    return step.on(
        partsOf
            .on(signs.flatMap(parts).returns(SequenceOperator.PART))
            .keyBy(Sequence.Part::device, ModelTypes.DEVICE_ID)
            .transform(
                step.title(),
                ModelTypes.immutable(Sequence.Match.class),
                new SequenceOperator(sequence, alerts.within())));
  }

  private static DataStream<Tally> late(
      List<SingleOutputStreamOperator<Sequence.Match>> sequences) {
    FlatMapFunction<Sequence.Part, Tally> tally =
        (part, out) ->
            out.collect(new Tally(part.device().site(), Tally.Book.NOTES, "late-signs", 1, 0));
    DataStream<Sequence.Part> late =
        sequences.stream()
            .<DataStream<Sequence.Part>>map(it -> it.getSideOutput(SequenceOperator.LATE))
            .reduce(DataStream::union)
            .get();
    return Step.ACCOUNT_LATE_SIGNS.on(late.flatMap(tally).returns(ModelTypes.TALLY));
  }

  /** The same alerts with their profiles; those that nobody need be notified of say so. */
  DataStream<Alert> suppress(DataStream<Alert> all, DataStream<ProfileChange> changes) {
    DataStream<Alert> named =
        Step.ALERT_PROFILES.on(
            all.connect(changes.broadcast(ProfilesOfAlerts.VERSIONS))
                .process(
                    ProfilesOfAlerts.of(settings.enforcement().devices()),
                    ModelTypes.immutable(Alert.class)));
    return Step.SUPPRESS.on(
        named
            .keyBy(AlertSuppression::key, Types.STRING)
            .transform(
                Step.SUPPRESS.title(),
                ModelTypes.immutable(Alert.class),
                new InterruptibleKeyedProcessOperator<>(new AlertSuppression(alerts))));
  }
}
