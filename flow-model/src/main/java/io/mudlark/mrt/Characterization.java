package io.mudlark.mrt;

import io.mudlark.site.DeviceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one window of one device's MUD-rejected traffic looks like: totals, clusters, noise. A
 * window without rejected traffic has one too.
 *
 * @param device whose traffic
 * @param window when
 * @param last whether the observation of the device's site ended in this window: none follows
 * @param totals what became of all flows of the window
 * @param fit how the clusters were computed
 * @param clusters the clusters by ascending label; labels are 0, 1, 2 ...
 * @param noise the rejected flows that belong to no cluster; null when there are none
 * @param shape what all rejected flows of the window together look like
 * @param services the services used in the rejected flows, most used first; a bounded number, and
 *     none that only a scan, multicast, broadcast or unanswered callers touched
 * @param servicesOmitted services that were too many to be listed
 * @param busiest the service of most accepted flows, if more than half of them are of one; else any
 *     or null
 * @param held the same of the accepted connections that the device opened, hardly used and left
 *     open
 */
public record Characterization(
    DeviceId device,
    WindowSpan window,
    boolean last,
    WindowTotals totals,
    FitInfo fit,
    List<ClusterSummary> clusters,
    @Nullable ClusterSummary noise,
    TrafficShape shape,
    List<ServiceUse> services,
    int servicesOmitted,
    @Nullable BusiestService busiest,
    @Nullable BusiestService held) {
  public Characterization {
    clusters = List.copyOf(clusters);
    services = List.copyOf(services);
  }

  /** One of whose accepted flows only the number is known. */
  public Characterization(
      DeviceId device,
      WindowSpan window,
      boolean last,
      WindowTotals totals,
      FitInfo fit,
      List<ClusterSummary> clusters,
      @Nullable ClusterSummary noise,
      TrafficShape shape,
      List<ServiceUse> services,
      int servicesOmitted) {
    this(
        device,
        window,
        last,
        totals,
        fit,
        clusters,
        noise,
        shape,
        services,
        servicesOmitted,
        null,
        null);
  }

  /** One of whose services nothing is known. */
  public Characterization(
      DeviceId device,
      WindowSpan window,
      boolean last,
      WindowTotals totals,
      FitInfo fit,
      List<ClusterSummary> clusters,
      @Nullable ClusterSummary noise,
      TrafficShape shape) {
    this(device, window, last, totals, fit, clusters, noise, shape, List.of(), 0);
  }

  /** Whether no flow was rejected. */
  public boolean isEmpty() {
    return totals.rejected().flows() == 0;
  }

  /** Rejected flows in no cluster. */
  public long noiseFlows() {
    return noise == null ? 0 : noise.volume().flows();
  }

  /** Clusters as MUDscope counts them: noise, when there is any, is one more. */
  public int clustersWithNoise() {
    return clusters.size() + (noise == null ? 0 : 1);
  }
}
