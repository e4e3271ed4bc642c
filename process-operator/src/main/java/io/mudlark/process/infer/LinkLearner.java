package io.mudlark.process.infer;

import io.mudlark.process.infer.LinkGraph.Link;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Learns which activity leads to which from messages alone. Whoever sends must have received: only
 * a message to the sender of another can have caused it. Among those, the cause is the one whose
 * last occurrence lies at the least accidental distance: the delays are compared with those that an
 * unrelated Poisson process of the same pace would show (a G statistic per message).
 */
public final class LinkLearner {
  /** Nothing that took longer is a consequence. */
  public static final long HORIZON_NANOS = 30_000_000_000L;

  /** Less information per message than this, in nats, is no link. */
  public static final double LEAST_GAIN = 0.7;

  /** Messages of an activity below which nothing is said about it. */
  public static final int LEAST_MESSAGES = 5;

  private static final int ROUNDS = 3;

  private final Map<String, Activity> activities = new TreeMap<>();
  private final Map<String, List<Activity>> byReceiver = new HashMap<>();
  private final List<Step> steps;
  private final double seconds;

  private static final class Activity {
    private final Step first;
    private final List<Long> times = new ArrayList<>();

    private Activity(Step first) {
      this.first = first;
    }
  }

  private LinkLearner(List<Step> steps) {
    this.steps = steps;
    for (Step step : steps) {
      activities
          .computeIfAbsent(step.activity(), unused -> new Activity(step))
          .times
          .add(step.nanos());
    }
    for (Activity activity : activities.values()) {
      byReceiver
          .computeIfAbsent(activity.first.receiver(), unused -> new ArrayList<>())
          .add(activity);
    }
    this.seconds =
        steps.isEmpty() ? 0 : (steps.get(steps.size() - 1).nanos() - steps.get(0).nanos()) / 1e9;
  }

  /**
   * Learns links.
   *
   * @param steps in the order of their times
   */
  public static LinkGraph learn(List<Step> steps) {
    LinkLearner learner = new LinkLearner(steps);
    Map<String, Link> links = new TreeMap<>();
    for (Activity effect : learner.activities.values()) {
      Link link = learner.causeOf(effect);
      if (link != null) {
        links.put(link.effect(), link);
      }
    }
    LinkGraph graph = new LinkGraph(links);
    for (int round = 0; round < ROUNDS; round++) {
      graph = learner.refined(graph);
    }
    return graph;
  }

  private @Nullable Link causeOf(Activity effect) {
    if (effect.times.size() < LEAST_MESSAGES) {
      return null;
    }
    Collection<Activity> candidates = byReceiver.getOrDefault(effect.first.sender(), List.of());
    Link best = null;
    double most = LEAST_GAIN;
    for (Activity cause : candidates) {
      long[] counts = delays(cause, effect);
      double gain = gain(counts, effect.times.size(), cause.times.size() / seconds);
      if (cause != effect && gain > most) {
        most = gain;
        best = new Link(cause.first.activity(), effect.first.activity(), new Delays(counts));
      }
    }
    return best;
  }

  /** Delays since the last occurrence of the cause, within the horizon. */
  private static long[] delays(Activity cause, Activity effect) {
    long[] counts = new long[Delays.BINS];
    int at = -1;
    for (long time : effect.times) {
      while (at + 1 < cause.times.size() && cause.times.get(at + 1) <= time) {
        at++;
      }
      if (at >= 0 && time - cause.times.get(at) <= HORIZON_NANOS) {
        counts[Delays.bin(time - cause.times.get(at))]++;
      }
    }
    return counts;
  }

  private static double gain(long[] counts, int messages, double perSecond) {
    double gain = 0;
    for (int bin = 0; bin < counts.length; bin++) {
      double from = Delays.from(bin) / 1_000;
      double to = Delays.from(bin + 1) / 1_000;
      double share = Math.exp(-perSecond * from) - Math.exp(-perSecond * to);
      if (counts[bin] > 0) {
        gain += counts[bin] * Math.log(counts[bin] / (messages * Math.max(share, 1e-9)));
      }
    }
    return gain / messages;
  }

  /** The same links with the delays of the assignments that they lead to. */
  private LinkGraph refined(LinkGraph graph) {
    Map<String, long[]> counts = new TreeMap<>();
    CaseInference inference = new CaseInference(graph);
    for (Step step : steps) {
      CaseInference.Assignment found = inference.assign(step);
      if (found.delayNanos() >= 0) {
        counts
            .computeIfAbsent(step.activity(), unused -> new long[Delays.BINS])[
            Delays.bin(found.delayNanos())]++;
      }
    }
    Map<String, Link> links = new TreeMap<>();
    for (Link link : graph.sorted()) {
      long[] seen = counts.get(link.effect());
      if (seen != null) {
        links.put(link.effect(), new Link(link.cause(), link.effect(), new Delays(seen)));
      }
    }
    return new LinkGraph(links);
  }
}
