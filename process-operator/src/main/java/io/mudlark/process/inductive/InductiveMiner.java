package io.mudlark.process.inductive;

import io.mudlark.process.log.VariantLog;
import io.mudlark.process.model.ProcessTree;
import io.mudlark.process.model.ProcessTree.Operator;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The inductive miner (Leemans, Fahland, van der Aalst 2013): always a sound model; with noise 0
 * (IM) every case of the log fits it, with more noise (IMf) rare behaviour is left out.
 */
public final class InductiveMiner {
  private final VariantLog names;
  private final double noise;

  private InductiveMiner(VariantLog names, double noise) {
    this.names = names;
    this.noise = noise;
  }

  /**
   * Mines a process tree.
   *
   * @param noise 0 to 1: an edge counts as noise when it is rarer than this part of the most
   *     frequent edge that leaves the same activity
   */
  public static ProcessTree mine(VariantLog log, double noise) {
    if (!(noise >= 0 && noise <= 1)) {
      throw new IllegalArgumentException("noise is a part of 1: " + noise);
    }
    return new InductiveMiner(log, noise).tree(SubLog.of(log)).folded();
  }

  private ProcessTree tree(SubLog log) {
    BitSet activities = log.activities();
    if (activities.isEmpty()) {
      return ProcessTree.tau();
    }
    long empty = log.emptyCases();
    if (empty > 0) {
      ProcessTree rest = tree(log.withoutEmpty());
      boolean rare = noise > 0 && empty <= noise * log.cases();
      return rare ? rest : ProcessTree.xor(ProcessTree.tau(), rest);
    }
    if (activities.cardinality() == 1 && log.size() == 1 && log.sequence(0).length == 1) {
      return step(activities.nextSetBit(0));
    }
    Graph graph = log.graph();
    Cut cut = CutFinder.find(graph);
    if (cut == null && noise > 0) {
      cut = CutFinder.find(graph.filtered(noise));
    }
    return cut == null ? withoutCut(log) : divided(log, cut);
  }

  private ProcessTree divided(SubLog log, Cut cut) {
    List<ProcessTree> children = new ArrayList<>();
    for (SubLog part : LogSplitter.split(log, cut)) {
      children.add(tree(part));
    }
    return ProcessTree.of(cut.operator(), children);
  }

  private ProcessTree withoutCut(SubLog log) {
    int once = FallThroughs.oncePerCase(log);
    if (once >= 0 && log.activities().cardinality() > 1) {
      return ProcessTree.parallel(step(once), tree(log.projected(without(log, once))));
    }
    ProcessTree beside = concurrentActivity(log);
    if (beside != null) {
      return beside;
    }
    SubLog pieces = FallThroughs.cutBetweenEndAndStart(log);
    if (pieces.cases() == log.cases()) {
      pieces = FallThroughs.cutBeforeStart(log);
    }
    if (pieces.cases() > log.cases()) {
      return ProcessTree.loop(tree(pieces), ProcessTree.tau());
    }
    return flower(log);
  }

  /** An activity beside which the rest of the log has a cut. */
  private @Nullable ProcessTree concurrentActivity(SubLog log) {
    if (log.activities().cardinality() < 2) {
      return null;
    }
    for (int activity : log.activities().stream().toArray()) {
      SubLog rest = log.projected(without(log, activity));
      if (CutFinder.find(rest.graph()) != null) {
        BitSet alone = new BitSet();
        alone.set(activity);
        return ProcessTree.parallel(tree(log.projected(alone)), tree(rest));
      }
    }
    return null;
  }

  private static BitSet without(SubLog log, int activity) {
    BitSet rest = log.activities();
    rest.clear(activity);
    return rest;
  }

  private ProcessTree flower(SubLog log) {
    List<ProcessTree> steps = new ArrayList<>();
    log.activities().stream().forEach(activity -> steps.add(step(activity)));
    ProcessTree any = steps.size() == 1 ? steps.get(0) : ProcessTree.of(Operator.XOR, steps);
    return ProcessTree.loop(any, ProcessTree.tau());
  }

  private ProcessTree step(int activity) {
    return ProcessTree.step(names.activity(activity));
  }
}
