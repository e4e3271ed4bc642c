package io.mudlark.process.conform;

import io.mudlark.process.log.VariantLog;
import io.mudlark.process.model.PetriNet;
import java.util.ArrayList;
import java.util.List;

/** Aligns a log with a net, every variant once, and sums up. */
public final class Alignments {
  private final AlignmentSearch search;

  public Alignments(PetriNet net) {
    this(new AlignmentSearch(net));
  }

  public Alignments(AlignmentSearch search) {
    this.search = search;
  }

  /**
   * An aligned log.
   *
   * @param variants one per variant, in the log's order; some may be not computed
   * @param worst per variant, the cost of skipping all its events and doing the model's shortest
   *     run instead
   * @param cases how many cases each variant has
   */
  @SuppressWarnings("ArrayRecordComponent") // read-only result
  public record Result(List<Alignment> variants, long[] worst, long[] cases) {
    /** Whether every variant was aligned. */
    public boolean isComplete() {
      return variants.stream().allMatch(Alignment::isComputed);
    }

    /** 1 minus deviations over the most there could be; silent steps do not count. */
    public double fitness(int variant) {
      long most = worst[variant] / Alignment.DEVIATION;
      return most == 0 ? 1 : 1 - (double) variants.get(variant).deviations() / most;
    }

    /** The share of aligned cases without deviation. */
    public double fittingShare() {
      long fitting = 0;
      long all = 0;
      for (int v = 0; v < cases.length; v++) {
        if (variants.get(v).isComputed()) {
          fitting += variants.get(v).deviations() == 0 ? cases[v] : 0;
          all += cases[v];
        }
      }
      return all == 0 ? 1 : (double) fitting / all;
    }

    /** The mean fitness of aligned cases. */
    public double averageFitness() {
      double sum = 0;
      long all = 0;
      for (int v = 0; v < cases.length; v++) {
        if (variants.get(v).isComputed()) {
          sum += fitness(v) * cases[v];
          all += cases[v];
        }
      }
      return all == 0 ? 1 : sum / all;
    }

    /** 1 minus all costs over all worst costs, silent steps included. */
    public double logFitness() {
      double cost = 0;
      double most = 0;
      for (int v = 0; v < cases.length; v++) {
        if (variants.get(v).isComputed()) {
          cost += (double) variants.get(v).cost() * cases[v];
          most += (double) worst[v] * cases[v];
        }
      }
      return most == 0 ? 1 : 1 - cost / most;
    }
  }

  /** Aligns a log. */
  public Result align(VariantLog log) {
    Alignment shortest = search.align(List.of());
    List<Alignment> variants = new ArrayList<>();
    long[] worst = new long[log.variantCount()];
    long[] cases = new long[log.variantCount()];
    for (int v = 0; v < cases.length; v++) {
      variants.add(
          shortest.status() == Alignment.Status.FINAL_MARKING_UNREACHABLE
              ? shortest
              : search.align(log.names(v)));
      worst[v] = log.variant(v).length * Alignment.DEVIATION + shortest.cost();
      cases[v] = log.count(v);
    }
    return new Result(variants, worst, cases);
  }
}
