package io.mudlark.cluster.evolve;

import io.mudlark.flow.ContentHash;
import io.mudlark.mrt.Anomaly;
import io.mudlark.mrt.Characterization;
import io.mudlark.mrt.Episode;
import io.mudlark.mrt.Episode.Phase;
import io.mudlark.mrt.EpisodeSignature;
import io.mudlark.mrt.TrafficKind;
import io.mudlark.mrt.TrafficShape;
import io.mudlark.mrt.Volume;
import io.mudlark.site.DeviceId;
import java.util.EnumSet;
import java.util.Set;

/**
 * Joins a device's anomalous windows into episodes: one opens with the first anomalous window and
 * ends with the last of a configured number of quiet ones.
 */
final class EpisodeTracker {
  /** Kinds that are about many ports: no single one belongs to their signature. */
  private static final Set<TrafficKind> WITHOUT_PORT =
      EnumSet.of(TrafficKind.PORT_SCAN_INBOUND, TrafficKind.PORT_SCAN_OUTBOUND, TrafficKind.OTHER);

  private final int quietWindows;

  EpisodeTracker(int quietWindows) {
    this.quietWindows = quietWindows;
  }

  /** The state after a window and the window's place in an episode. */
  record Step(EpisodeState state, Episode episode) {}

  Step next(EpisodeState state, Characterization window, Anomaly anomaly) {
    if (anomaly.anomalous()) {
      EpisodeState next =
          state.open() ? continued(state, window, anomaly) : opened(state, window, anomaly);
      Phase phase = state.open() ? Phase.CONTINUED : Phase.OPENED;
      return new Step(next, episode(phase, next, window));
    }
    if (!state.open()) {
      return new Step(state, Episode.NONE);
    }
    if (state.quiet() + 1 >= quietWindows) {
      return new Step(EpisodeState.closed(state.count()), episode(Phase.CLOSED, state, window));
    }
    EpisodeState waiting =
        new EpisodeState(
            state.count(),
            true,
            state.firstStartMillis(),
            state.windows(),
            state.quiet() + 1,
            state.volume(),
            state.topScore(),
            state.signature());
    return new Step(waiting, episode(Phase.CONTINUED, waiting, window));
  }

  /** What makes a window's traffic comparable with that of other devices. */
  static EpisodeSignature signature(TrafficShape shape) {
    return new EpisodeSignature(
        shape.kind(),
        shape.kindProtocol(),
        WITHOUT_PORT.contains(shape.kind()) ? null : shape.kindPort());
  }

  private static EpisodeState opened(EpisodeState state, Characterization window, Anomaly anomaly) {
    return new EpisodeState(
        state.count() + 1,
        true,
        window.window().startMillis(),
        1,
        0,
        window.totals().rejected(),
        anomaly.score(),
        signature(window.shape()));
  }

  private static EpisodeState continued(
      EpisodeState state, Characterization window, Anomaly anomaly) {
    boolean higher = anomaly.score() > state.topScore();
    Volume volume = state.volume().plus(window.totals().rejected());
    return new EpisodeState(
        state.count(),
        true,
        state.firstStartMillis(),
        state.windows() + 1,
        0,
        volume,
        higher ? anomaly.score() : state.topScore(),
        higher ? signature(window.shape()) : state.signature());
  }

  private static Episode episode(Phase phase, EpisodeState state, Characterization window) {
    DeviceId device = window.device();
    String id =
        new ContentHash()
            .text("episode")
            .text(device.site())
            .text(device.name())
            .number(state.firstStartMillis())
            .hex();
    return new Episode(
        phase,
        id,
        state.count(),
        state.firstStartMillis(),
        state.windows(),
        state.volume(),
        state.signature(),
        window.last() && phase != Phase.CLOSED);
  }
}
