package io.mudlark.jobs.correlate;

import io.mudlark.mrt.EpisodeSignature;
import io.mudlark.mrt.TrafficKind;
import java.util.Objects;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * Says with which other devices a window is compared: all, those of its site, of its manufacturer,
 * of its model; and those of its site to which an attack may have spread.
 *
 * <p>The model is the MUD URL and the manufacturer its authority, as in RFC 8520, sections 5 and 8:
 * a device without a profile has neither.
 */
public final class Scopes implements FlatMapFunction<EpisodeWindow, Sighting> {
  private static final long serialVersionUID = 1L;
  private static final String SPREAD = "spread/";

  private final AlertSettings settings;

  public Scopes(AlertSettings settings) {
    this.settings = settings;
  }

  @Override
  public void flatMap(EpisodeWindow window, Collector<Sighting> out) {
    if (!window.isOfKnownKind()) {
      return;
    }
    for (AlertSettings.Scope scope : settings.scopes()) {
      String name = name(scope, window);
      if (name != null) {
        out.collect(new Sighting(name, window));
      }
    }
    if (spreads(Objects.requireNonNull(window.episode().signature()))) {
      out.collect(new Sighting(SPREAD + window.device().site(), window));
    }
  }

  private @org.jspecify.annotations.Nullable String name(
      AlertSettings.Scope scope, EpisodeWindow window) {
    String model = settings.models().get(window.device());
    return switch (scope) {
      case ALL -> "all";
      case SITE -> "site/" + window.device().site();
      case MODEL -> model == null ? null : "model/" + model;
      case MANUFACTURER -> model == null ? null : "manufacturer/" + AlertSettings.authority(model);
    };
  }

  static boolean isSpread(String scope) {
    return scope.startsWith(SPREAD);
  }

  /** What a device does to others, once it was taken over. */
  static boolean spreads(EpisodeSignature signature) {
    return signature.kind() == TrafficKind.HOST_SWEEP_OUTBOUND
        || signature.kind() == TrafficKind.PORT_SCAN_OUTBOUND
        || signature.kind() == TrafficKind.FLOOD_OUTBOUND;
  }
}
