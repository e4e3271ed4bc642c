package io.mudlark.mrt;

import io.mudlark.site.DeviceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a device's rejected traffic changed from one window to the next.
 *
 * @param device whose traffic
 * @param previous the window before; null for the device's first window and after an incomparable
 *     change
 * @param window this window
 * @param incomparable why this window could not be compared with the one before, e.g. {@code
 *     scaler-changed}; null when it could, or when there was none
 * @param totals what became of all flows of this window
 * @param shape what the rejected flows of this window look like
 * @param clusters the clusters of this window with their stable ids, by ascending label
 * @param feed MUDscope's metrics of the transition; null without a previous window
 * @param fates what became of each cluster: those of this window by label, then the vanished by id
 * @param anomaly whether this window is out of the ordinary
 * @param episode the run of anomalous windows it belongs to
 */
public record Evolution(
    DeviceId device,
    @Nullable WindowSpan previous,
    WindowSpan window,
    @Nullable String incomparable,
    WindowTotals totals,
    TrafficShape shape,
    List<ClusterSummary> clusters,
    @Nullable FeedMetrics feed,
    List<ClusterFate> fates,
    Anomaly anomaly,
    Episode episode) {
  public Evolution {
    clusters = List.copyOf(clusters);
    fates = List.copyOf(fates);
  }
}
