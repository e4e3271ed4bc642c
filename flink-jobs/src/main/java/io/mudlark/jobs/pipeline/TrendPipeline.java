package io.mudlark.jobs.pipeline;

import io.mudlark.alert.Alert;
import io.mudlark.flow.flink.InterruptibleKeyedCoProcessOperator;
import io.mudlark.flow.flink.InterruptibleKeyedProcessOperator;
import io.mudlark.flow.flink.ModelTypes;
import io.mudlark.jobs.correlate.AlertSettings;
import io.mudlark.jobs.correlate.AlertSuppression;
import io.mudlark.jobs.correlate.DeviceTrends;
import io.mudlark.jobs.correlate.EpisodeWindow;
import io.mudlark.jobs.correlate.MissJoin;
import io.mudlark.jobs.correlate.MissTallies;
import io.mudlark.jobs.correlate.ProfilesOfAlerts;
import io.mudlark.jobs.correlate.Sign;
import io.mudlark.jobs.correlate.Signs;
import io.mudlark.jobs.correlate.WindowMisses;
import io.mudlark.mrt.JudgedFlow;
import io.mudlark.mud.flink.ProfileChange;
import io.mudlark.mud.flink.WatchedDevice;
import io.mudlark.site.DeviceId;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
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
   * Patterns over the windows, the process and the profile of a device.
   *
   * @param processes alerts about processes; null when there is no process model
   */
  DataStream<Alert> trends(
      DataStream<EpisodeWindow> windows,
      DataStream<ProfileChange> changes,
      @Nullable DataStream<Alert> processes) {
    FlatMapFunction<EpisodeWindow, Sign> ofWindow = Signs::ofWindow;
    DataStream<Sign> signs = Step.SIGNS.on(windows.flatMap(ofWindow).returns(SIGN));
    Map<DeviceId, String> models = alerts.models();
    FlatMapFunction<ProfileChange, Sign> ofProfile =
        (change, out) ->
            Signs.ofProfile(
                models, change.update().mudUrl(), change.update().effectiveNanos(), out);
    signs = signs.union(Step.PROFILE_SIGNS.on(changes.flatMap(ofProfile).returns(SIGN)));
    if (processes != null) {
      FlatMapFunction<Alert, Sign> ofProcess = Signs::ofProcess;
      signs = signs.union(Step.PROCESS_SIGNS.on(processes.flatMap(ofProcess).returns(SIGN)));
    }
    return Step.TRENDS.on(
        signs
            .keyBy(Sign::device, ModelTypes.DEVICE_ID)
            .transform(
                Step.TRENDS.title(),
                ModelTypes.immutable(Alert.class),
                new InterruptibleKeyedProcessOperator<>(
                    new DeviceTrends(alerts, settings.longestEpisode()))));
  }

  /** The same alerts with their profiles; those that nobody need be notified of say so. */
  DataStream<Alert> suppress(DataStream<Alert> all) {
    DataStream<Alert> named =
        Step.ALERT_PROFILES.on(
            all.map(ProfilesOfAlerts.of(settings.enforcement().devices()))
                .returns(ModelTypes.immutable(Alert.class)));
    return Step.SUPPRESS.on(
        named
            .keyBy(AlertSuppression::key, Types.STRING)
            .transform(
                Step.SUPPRESS.title(),
                ModelTypes.immutable(Alert.class),
                new InterruptibleKeyedProcessOperator<>(new AlertSuppression(alerts))));
  }
}
