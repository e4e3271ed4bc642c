package io.mudlark.process.live;

import io.mudlark.process.inductive.InductiveMiner;
import io.mudlark.process.log.EventLog;
import io.mudlark.process.log.VariantLog;
import io.mudlark.process.model.PetriNet;
import io.mudlark.process.model.TreeToNet;
import io.mudlark.process.rules.LogSkeleton;
import io.mudlark.process.rules.SkeletonLearner;
import io.mudlark.process.rules.TemporalProfile;
import java.util.Map;
import java.util.Set;

/**
 * What a process should look like: a net, a log skeleton, a temporal profile, and a name to cite.
 *
 * @param version names this model in alerts
 * @param net for replay
 * @param skeleton for rules
 * @param profile for times
 * @param zeta standard deviations allowed
 * @param floorSeconds least standard deviation
 */
public record ConformanceModel(
    String version,
    PetriNet net,
    LogSkeleton skeleton,
    TemporalProfile profile,
    double zeta,
    double floorSeconds) {
  /** Standard deviations allowed by default. */
  public static final double DEFAULT_ZETA = 6;

  /** Least standard deviation by default, in seconds. */
  public static final double DEFAULT_FLOOR_SECONDS = 0.005;

  /**
   * Learns from a log of benign cases, all of which fit the result.
   *
   * @param version names the model
   */
  public static ConformanceModel learn(String version, EventLog benign) {
    VariantLog variants = VariantLog.of(benign);
    return new ConformanceModel(
        version,
        TreeToNet.convert(InductiveMiner.mine(variants, 0)),
        SkeletonLearner.learn(variants, 0),
        TemporalProfile.learn(benign),
        DEFAULT_ZETA,
        DEFAULT_FLOOR_SECONDS);
  }

  /** How often an activity may occur in a case; empty when it is unknown. */
  Set<Integer> frequencies(String activity) {
    Map<String, Set<Integer>> all = skeleton.frequencies();
    return all.getOrDefault(activity, Set.of());
  }
}
