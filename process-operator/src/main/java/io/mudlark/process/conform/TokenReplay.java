package io.mudlark.process.conform;

import io.mudlark.process.log.VariantLog;
import io.mudlark.process.model.PetriNet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Replays a log on a net, every variant once. */
public final class TokenReplay {
  private final ReplayAutomaton automaton;

  public TokenReplay(PetriNet net) {
    this.automaton = new ReplayAutomaton(net);
  }

  /**
   * A replayed log.
   *
   * @param variants the counts of each variant, in the log's order
   * @param cases how many cases each variant has
   * @param firings how often each transition fired over all cases
   */
  @SuppressWarnings("ArrayRecordComponent") // read-only result
  public record Result(List<ReplayCounts> variants, long[] cases, long[] firings) {
    /** The share of cases that fit, 0 to 1. */
    public double fittingShare() {
      long fitting = 0;
      for (int i = 0; i < cases.length; i++) {
        fitting += variants.get(i).fits() ? cases[i] : 0;
      }
      return share((double) fitting);
    }

    /** The mean of the cases' fitness. */
    public double averageFitness() {
      double sum = 0;
      for (int i = 0; i < cases.length; i++) {
        sum += variants.get(i).fitness() * cases[i];
      }
      return share(sum);
    }

    private double share(double sum) {
      long all = Arrays.stream(cases).sum();
      return all == 0 ? 1 : sum / all;
    }

    /** All cases' tokens added up. */
    public ReplayCounts totals() {
      long[] sum = new long[4];
      int unknown = 0;
      for (int i = 0; i < cases.length; i++) {
        ReplayCounts counts = variants.get(i);
        sum[0] += counts.missing() * cases[i];
        sum[1] += counts.consumed() * cases[i];
        sum[2] += counts.remaining() * cases[i];
        sum[3] += counts.produced() * cases[i];
        unknown += (int) (counts.unknown() * cases[i]);
      }
      return new ReplayCounts(sum[0], sum[1], sum[2], sum[3], unknown);
    }
  }

  /** Replays a log. */
  public Result replay(VariantLog log) {
    List<ReplayCounts> variants = new ArrayList<>();
    long[] cases = new long[log.variantCount()];
    long[] firings = new long[automaton.net().transitionCount()];
    int[] ids = new int[log.activityCount()];
    Arrays.setAll(ids, a -> automaton.activityId(log.activity(a)));
    for (int v = 0; v < cases.length; v++) {
      cases[v] = log.count(v);
      int[] activities = Arrays.stream(log.variant(v)).map(a -> ids[a]).toArray();
      variants.add(replay(activities, cases[v], firings));
    }
    return new Result(variants, cases, firings);
  }

  /** Replays one case. */
  public ReplayCounts replay(List<String> activities) {
    int[] ids = activities.stream().mapToInt(automaton::activityId).toArray();
    return replay(ids, 1, new long[automaton.net().transitionCount()]);
  }

  private ReplayCounts replay(int[] activities, long cases, long[] firings) {
    int state = automaton.start();
    long missing = 0;
    long consumed = 0;
    long produced = Arrays.stream(automaton.net().initialMarking()).sum();
    int unknown = 0;
    for (int activity : activities) {
      ReplayStep step = automaton.step(state, activity);
      missing += step.missing();
      consumed += step.consumed();
      produced += step.produced();
      unknown += step.known() ? 0 : 1;
      count(step.fired(), cases, firings);
      state = step.next();
      if (state == ReplayAutomaton.OVERFLOW) {
        throw new IllegalStateException(
            "replay meets more than " + ReplayAutomaton.MAX_STATES + " markings");
      }
    }
    ReplayEnd end = automaton.end(state);
    count(end.fired(), cases, firings);
    return new ReplayCounts(
        missing + end.missing(),
        consumed + end.consumed(),
        end.remaining(),
        produced + end.produced(),
        unknown);
  }

  private static void count(int[] fired, long cases, long[] firings) {
    for (int transition : fired) {
      firings[transition] += cases;
    }
  }
}
