package io.mudlark.generator.network;

import io.mudlark.generator.truth.Episode;
import io.mudlark.generator.truth.ProcessFault;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What attackers have changed in the behaviour of the stations of a site, and when it holds. */
public final class Interventions {
  /**
   * One change.
   *
   * @param station who behaves otherwise
   * @param fault how
   * @param episode what the cases it spoils belong to
   * @param startNanos from when
   * @param endNanos until before when
   */
  public record Intervention(
      Station station, ProcessFault fault, Episode episode, long startNanos, long endNanos) {}

  private final List<Intervention> interventions = new ArrayList<>();

  public void add(Intervention intervention) {
    interventions.add(intervention);
  }

  /** What is changed in a station's behaviour at a moment; null when it behaves as it should. */
  public @Nullable Intervention at(Station station, long nanos) {
    for (Intervention intervention : interventions) {
      if (intervention.station() == station
          && intervention.startNanos() <= nanos
          && nanos < intervention.endNanos()) {
        return intervention;
      }
    }
    return null;
  }
}
