package io.mudlark.process.live;

import io.mudlark.process.inductive.InductiveMiner;
import io.mudlark.process.infer.LinkGraph;
import io.mudlark.process.log.EventLog;
import io.mudlark.process.log.VariantLog;
import io.mudlark.process.model.PetriNet;
import io.mudlark.process.model.TreeToNet;
import io.mudlark.process.rules.LogSkeleton;
import io.mudlark.process.rules.SkeletonLearner;
import io.mudlark.process.rules.TemporalProfile;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a process should look like: a net, a log skeleton, a temporal profile, rates, links between
 * activities, and a name to cite.
 *
 * @param version names this model in alerts
 * @param net for replay
 * @param skeleton for rules
 * @param profile for times
 * @param zeta standard deviations allowed
 * @param floor least standard deviation, in the profile's measure
 * @param forgiven activities of which one a case may go unseen
 * @param rates how busy clients are
 * @param links which activity leads to which, to infer cases that no correlation data names
 */
public record ConformanceModel(
    String version,
    PetriNet net,
    LogSkeleton skeleton,
    TemporalProfile profile,
    double zeta,
    double floor,
    Set<String> forgiven,
    Rates rates,
    LinkGraph links) {
  /** Standard deviations allowed by default. */
  public static final double DEFAULT_ZETA = 6;

  /** Least standard deviation by default, in seconds. */
  public static final double DEFAULT_FLOOR_SECONDS = 0.005;

  /** Times of a pair below which a logarithmic profile says nothing. */
  static final int LEAST_TIMES = 20;

  public ConformanceModel {
    forgiven = Set.copyOf(new TreeSet<>(forgiven));
  }

  /** A model that forgives nothing and knows neither rates nor links. */
  public ConformanceModel(
      String version,
      PetriNet net,
      LogSkeleton skeleton,
      TemporalProfile profile,
      double zeta,
      double floor) {
    this(version, net, skeleton, profile, zeta, floor, Set.of(), Rates.NONE, LinkGraph.NONE);
  }

  /**
   * Learns from a log of benign cases that is complete, so that all of them fit the result. For
   * logs with gaps, and with thresholds that are tried out, see {@link ConformanceLearner}.
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

  /** The same model with what is known of clients' rates and of links between activities. */
  public ConformanceModel with(Rates learnedRates, LinkGraph learnedLinks) {
    return new ConformanceModel(
        version, net, skeleton, profile, zeta, floor, forgiven, learnedRates, learnedLinks);
  }

  /** How often a pair must have been seen for its time to be judged. */
  int leastTimes() {
    return profile.scale() == TemporalProfile.Scale.LINEAR ? 1 : LEAST_TIMES;
  }
}
