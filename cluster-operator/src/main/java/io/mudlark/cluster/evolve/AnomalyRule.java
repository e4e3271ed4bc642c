package io.mudlark.cluster.evolve;

import io.mudlark.mrt.Anomaly;
import io.mudlark.mrt.Anomaly.Criterion;
import io.mudlark.mrt.Anomaly.Finding;
import io.mudlark.mrt.Characterization;
import io.mudlark.mrt.ClusterFate;
import io.mudlark.mrt.ClusterFate.Fate;
import io.mudlark.mrt.FeedMetrics;
import io.mudlark.mrt.TrafficShape;
import io.mudlark.mrt.Volume;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a window is out of the ordinary for its device.
 *
 * <p>MUDscope asks only whether the number of clusters changed or is not one, and so takes the
 * onset of a scan that forms one cluster for baseline. Here amounts are held against the device's
 * own usual ones, clusters against those known of it, and MUDscope's rule is an option. A window
 * with at most the floor of rejected flows and no large flow is always ordinary.
 */
final class AnomalyRule {
  /** Windows after which it is known how much of what is allowed a device does. */
  private static final int KNOWN_WINDOWS = 3;

  private final EvolutionConfig config;

  AnomalyRule(EvolutionConfig config) {
    this.config = config;
  }

  /** The verdict on a window, and what is usual after it. */
  record Assessment(Anomaly anomaly, Baselines usual) {}

  /**
   * Assesses a window.
   *
   * @param usual what was usual before it
   * @param fates what became of its clusters; births count only when there is a history
   * @param feed MUDscope's metrics; null without a previous window
   * @param lasting the service whose lasting use is to be reported; null when there is none
   */
  Assessment assess(
      Baselines usual,
      Characterization window,
      List<ClusterFate> fates,
      @Nullable FeedMetrics feed,
      @Nullable PersistentService lasting) {
    List<Finding> measured = amounts(usual, window);
    if (!usual.flows().values().isEmpty()) {
      double limit = Math.max((double) config.newClusterFlows(), usual.flows().median() / 2);
      measured.add(finding(Criterion.NEW_CLUSTER, newFlows(fates), limit));
    }
    if (usual.accepted().values().size() >= KNOWN_WINDOWS) {
      long accepted = window.totals().accepted().flows();
      measured.add(finding(Criterion.ACCEPTED, accepted, usual.acceptedLimit(config)));
      measured.add(finding(Criterion.HELD, Baselines.heldIn(window), usual.heldLimit(config)));
    }
    if (window.shape().kind().isAttack()) {
      measured.add(ofKind(window.shape()));
    }
    if (lasting != null) {
      measured.add(
          new Finding(
              Criterion.PERSISTENT_SERVICE, lasting.value(), lasting.limit(), lasting.text()));
    }
    if (config.mudscopeRule() && feed != null && isMudscopeAnomaly(feed)) {
      measured.add(finding(Criterion.MUDSCOPE, feed.clustersAfter(), 1));
    }
    return new Assessment(anomaly(measured, usual), usual.plus(window, config));
  }

  private List<Finding> amounts(Baselines usual, Characterization window) {
    Volume rejected = window.totals().rejected();
    List<Finding> measured = new ArrayList<>();
    measured.add(finding(Criterion.FLOWS, rejected.flows(), usual.flowLimit(config)));
    measured.add(finding(Criterion.PACKETS, rejected.packets(), usual.packetLimit(config)));
    boolean bulk = window.shape().kind().isBulk();
    double octets = bulk ? usual.bulkLimit(config) : usual.octetLimit(config);
    measured.add(finding(Criterion.OCTETS, rejected.octets(), octets));
    if (window.noiseFlows() * 2 >= rejected.flows()) {
      measured.add(finding(Criterion.NOISE, window.noiseFlows(), usual.noiseLimit(config)));
    }
    return measured;
  }

  /**
   * MUDscope's detector: a transition is baseline if the number of clusters stays and is one. A
   * window without any rejected flow, which MUDscope cannot have, is baseline too.
   */
  static boolean isMudscopeAnomaly(FeedMetrics feed) {
    return feed.clustersAfter() != 0
        && (feed.clustersAfter() != 1
            || (feed.clustersBalance() != 0 && feed.clustersBefore() != 0));
  }

  private static Anomaly anomaly(List<Finding> measured, Baselines usual) {
    List<Finding> met =
        measured.stream()
            .filter(finding -> ratio(finding) >= 1)
            .sorted(
                Comparator.comparingDouble(AnomalyRule::ratio)
                    .reversed()
                    .thenComparing(Finding::criterion))
            .toList();
    double score = measured.stream().mapToDouble(AnomalyRule::ratio).max().orElse(0);
    return new Anomaly(
        !met.isEmpty(), score, met, usual.flows().median(), usual.flows().values().size());
  }

  private static double ratio(Finding finding) {
    boolean either =
        finding.criterion() == Criterion.MUDSCOPE || finding.criterion() == Criterion.KIND;
    return either ? 1 : finding.value() / finding.limit();
  }

  private static long newFlows(List<ClusterFate> fates) {
    return fates.stream()
        .filter(fate -> fate.fate() == Fate.BORN)
        .mapToLong(ClusterFate::flowsAfter)
        .sum();
  }

  private static Finding ofKind(TrafficShape shape) {
    String text = shape.kindFlows() + " flows look like " + shape.kind().text();
    return new Finding(Criterion.KIND, (double) shape.kindFlows(), 1, text);
  }

  private static Finding finding(Criterion criterion, long value, double limit) {
    return new Finding(criterion, (double) value, limit, sentence(criterion, value, limit));
  }

  private static String sentence(Criterion criterion, long value, double limit) {
    long from = (long) Math.ceil(limit);
    switch (criterion) {
      case FLOWS:
        return value + " rejected flows; out of the ordinary from " + from + " on";
      case PACKETS:
        return value + " packets in rejected flows; out of the ordinary from " + from + " on";
      case OCTETS:
        return value + " octets in rejected flows; out of the ordinary from " + from + " on";
      case NEW_CLUSTER:
        return value
            + " flows in clusters not known before; out of the ordinary from "
            + from
            + " on";
      case NOISE:
        return value + " flows in no cluster; out of the ordinary from " + from + " on";
      case ACCEPTED:
        return value + " flows that the profile allows; out of the ordinary from " + from + " on";
      case HELD:
        return value
            + " connections that the profile allows were left open; out of the ordinary from "
            + from
            + " on";
      default:
        return value + " clusters, noise counted; MUDscope expects one and no change";
    }
  }
}
