package io.mudlark.cluster.evolve;

import io.mudlark.flow.ContentHash;
import io.mudlark.mrt.Anomaly;
import io.mudlark.mrt.Anomaly.Criterion;
import io.mudlark.mrt.BusiestService;
import io.mudlark.mrt.Characterization;
import io.mudlark.mrt.Episode;
import io.mudlark.mrt.Episode.Phase;
import io.mudlark.mrt.EpisodeSignature;
import io.mudlark.mrt.TrafficKind;
import io.mudlark.mrt.TrafficShape;
import io.mudlark.mrt.Volume;
import io.mudlark.mrt.WindowTotals;
import io.mudlark.site.DeviceId;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Joins a device's anomalous windows into episodes: one opens with the first anomalous window and
 * ends with the last of a configured number of quiet ones.
 */
final class EpisodeTracker {
  /** Kinds that are about many ports: no single one belongs to their signature. */
  private static final Set<TrafficKind> WITHOUT_PORT =
      EnumSet.of(TrafficKind.PORT_SCAN_INBOUND, TrafficKind.PORT_SCAN_OUTBOUND, TrafficKind.OTHER);

  /** What is about flows that the profile allows. */
  private static final Set<Criterion> OF_ACCEPTED = EnumSet.of(Criterion.ACCEPTED, Criterion.HELD);

  private final int quietWindows;

  EpisodeTracker(int quietWindows) {
    this.quietWindows = quietWindows;
  }

  /** The state after a window and the window's place in an episode. */
  record Step(EpisodeState state, Episode episode) {}

  /**
   * The next step.
   *
   * <p>An episode about lasting use only gives way to any other anomaly, and to a beacon that is
   * news: these open an episode of their own, which takes its place.
   *
   * @param lasting the service whose lasting use the anomaly reports; null when it does not
   */
  Step next(
      EpisodeState state,
      Characterization window,
      Anomaly anomaly,
      @Nullable PersistentService lasting) {
    boolean acute =
        anomaly.findings().stream()
            .anyMatch(finding -> finding.criterion() != Criterion.PERSISTENT_SERVICE);
    if (acute) {
      boolean goesOn = state.open() && !state.lasting();
      EpisodeState next =
          goesOn
              ? continued(state, window, anomaly)
              : opened(state, window, anomaly, signature(window, anomaly), false);
      return step(goesOn ? Phase.CONTINUED : Phase.OPENED, next, window);
    }
    if (lasting != null) {
      boolean beacon = lasting.isNews() && lasting.kind() == TrafficKind.BEACON;
      boolean goesOn = state.open() && !beacon;
      EpisodeState next =
          goesOn
              ? lasted(state, window, anomaly)
              : opened(state, window, anomaly, lasting.signature(), true);
      return step(goesOn ? Phase.CONTINUED : Phase.OPENED, next, window);
    }
    return state.open() ? quiet(state, window) : new Step(state, Episode.NONE);
  }

  private Step quiet(EpisodeState state, Characterization window) {
    if (state.quiet() + 1 >= quietWindows) {
      return new Step(EpisodeState.closed(state.count()), episode(Phase.CLOSED, state, window));
    }
    EpisodeState waiting =
        new EpisodeState(
            state.count(),
            true,
            state.lasting(),
            state.firstStartMillis(),
            state.windows(),
            state.quiet() + 1,
            state.volume(),
            state.topScore(),
            state.signature());
    return step(Phase.CONTINUED, waiting, window);
  }

  private static Step step(Phase phase, EpisodeState state, Characterization window) {
    return new Step(state, episode(phase, state, window));
  }

  /** What makes a window's traffic comparable with that of other devices. */
  static EpisodeSignature signature(TrafficShape shape) {
    return new EpisodeSignature(
        shape.kind(),
        shape.kindProtocol(),
        WITHOUT_PORT.contains(shape.kind()) ? null : shape.kindPort());
  }

  /** An episode that is about what the profile allows most of all is named after that. */
  private static EpisodeSignature signature(Characterization window, Anomaly anomaly) {
    BusiestService busiest = window.busiest();
    BusiestService held = window.held();
    Criterion most = anomaly.findings().get(0).criterion();
    if (most == Criterion.HELD && held != null) {
      return held.heldSignature();
    }
    return most == Criterion.ACCEPTED && busiest != null
        ? busiest.signature()
        : signature(window.shape());
  }

  /** Rejected traffic; and that which is allowed where there was far too much of it. */
  private static Volume volume(Characterization window, Anomaly anomaly) {
    boolean accepted =
        anomaly.findings().stream().anyMatch(it -> OF_ACCEPTED.contains(it.criterion()));
    WindowTotals totals = window.totals();
    return accepted ? totals.rejected().plus(totals.accepted()) : totals.rejected();
  }

  private static EpisodeState opened(
      EpisodeState state,
      Characterization window,
      Anomaly anomaly,
      EpisodeSignature signature,
      boolean lasting) {
    return new EpisodeState(
        state.count() + 1,
        true,
        lasting,
        window.window().startMillis(),
        1,
        0,
        volume(window, anomaly),
        anomaly.score(),
        signature);
  }

  private static EpisodeState continued(
      EpisodeState state, Characterization window, Anomaly anomaly) {
    boolean higher = anomaly.score() > state.topScore();
    return longer(state, window, anomaly, higher ? signature(window, anomaly) : state.signature());
  }

  /** Goes on with the service it was opened about. */
  private static EpisodeState lasted(EpisodeState state, Characterization window, Anomaly anomaly) {
    return longer(state, window, anomaly, state.signature());
  }

  private static EpisodeState longer(
      EpisodeState state,
      Characterization window,
      Anomaly anomaly,
      @Nullable EpisodeSignature signature) {
    return new EpisodeState(
        state.count(),
        true,
        state.lasting(),
        state.firstStartMillis(),
        state.windows() + 1,
        0,
        state.volume().plus(volume(window, anomaly)),
        Math.max(anomaly.score(), state.topScore()),
        signature);
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
