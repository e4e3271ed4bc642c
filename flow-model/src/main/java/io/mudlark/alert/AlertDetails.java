package io.mudlark.alert;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind an alert: why it is that urgent, how much was seen, and where to look.
 *
 * @param scope what it is about: a device, {@code all}, or such as {@code site/lab}; null when the
 *     pattern has no scope of its own
 * @param severityReason why it is that urgent, one sentence; null when nobody said
 * @param coverage how much of the last window's traffic was judged; null when unknown
 * @param clusterIds stable ids of clusters of the last window, at most ten
 * @param misses the entries of the profile that came nearest, most flows first, at most five
 * @param suppressed why nobody need be notified of it; null when people should be
 * @param profiles the profiles that its devices are held against, at most ten
 */
public record AlertDetails(
    @Nullable String scope,
    @Nullable String severityReason,
    @Nullable WindowCoverage coverage,
    List<String> clusterIds,
    List<ProfileMiss> misses,
    @Nullable String suppressed,
    List<ProfileReference> profiles) {
  /** Nothing is known. */
  public static final AlertDetails NONE = new AlertDetails(null, null, null, List.of(), List.of());

  /** Details of an alert that people should be notified of. */
  public AlertDetails(
      @Nullable String scope,
      @Nullable String severityReason,
      @Nullable WindowCoverage coverage,
      List<String> clusterIds,
      List<ProfileMiss> misses) {
    this(scope, severityReason, coverage, clusterIds, misses, null, List.of());
  }

  /** Details whose profiles nobody has named yet. */
  public AlertDetails(
      @Nullable String scope,
      @Nullable String severityReason,
      @Nullable WindowCoverage coverage,
      List<String> clusterIds,
      List<ProfileMiss> misses,
      @Nullable String suppressed) {
    this(scope, severityReason, coverage, clusterIds, misses, suppressed, List.of());
  }

  /** The same of an alert that nobody need be notified of. */
  AlertDetails suppressed(String why) {
    return new AlertDetails(scope, severityReason, coverage, clusterIds, misses, why, profiles);
  }

  /** The same with the profiles of its devices. */
  public AlertDetails withProfiles(List<ProfileReference> known) {
    return new AlertDetails(scope, severityReason, coverage, clusterIds, misses, suppressed, known);
  }

  public AlertDetails {
    clusterIds = List.copyOf(clusterIds);
    misses = List.copyOf(misses);
    profiles = List.copyOf(profiles);
  }
}
