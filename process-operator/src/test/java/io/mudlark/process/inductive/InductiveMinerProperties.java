package io.mudlark.process.inductive;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.process.conform.CaseReplay;
import io.mudlark.process.discover.DirectlyFollows;
import io.mudlark.process.log.EventLog;
import io.mudlark.process.log.Trace;
import io.mudlark.process.log.VariantLog;
import io.mudlark.process.model.PetriNet;
import io.mudlark.process.model.ProcessTree;
import io.mudlark.process.model.Soundness;
import io.mudlark.process.model.TreeToNet;
import io.mudlark.process.testing.Trees;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

/** Laws of the inductive miner, on runs of random trees with a few steps lost, doubled, swapped. */
class InductiveMinerProperties {
  static EventLog log(long seed) {
    Random random = new Random(seed);
    ProcessTree tree = Trees.random(seed, 2);
    List<Trace> traces = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      List<String> steps = new ArrayList<>(Trees.run(tree, random.nextLong()));
      if (!steps.isEmpty() && random.nextInt(6) == 0) {
        int at = random.nextInt(steps.size());
        switch (random.nextInt(3)) {
          case 0 -> steps.remove(at);
          case 1 -> steps.add(at, steps.get(at));
          default -> Collections.swap(steps, at, random.nextInt(steps.size()));
        }
      }
      traces.add(Trace.of("case-" + i, steps.toArray(new String[0])));
    }
    return new EventLog(traces);
  }

  @Property(tries = 50)
  void without_noise_every_case_fits_and_the_model_is_sound(@ForAll long seed) {
    VariantLog variants = VariantLog.of(log(seed));
    PetriNet net = TreeToNet.convert(InductiveMiner.mine(variants, 0));
    assertThat(Soundness.check(net)).isIn(Soundness.Verdict.SOUND, Soundness.Verdict.NOT_DECIDED);
    CaseReplay replay = new CaseReplay(net);
    for (int v = 0; v < variants.variantCount(); v++) {
      assertThat(replay.accepts(variants.names(v))).isTrue();
    }
  }

  @Property(tries = 50)
  void with_any_noise_the_model_is_sound(
      @ForAll long seed, @ForAll @DoubleRange(min = 0, max = 1) double noise) {
    VariantLog variants = VariantLog.of(log(seed));
    PetriNet net = TreeToNet.convert(InductiveMiner.mine(variants, noise));
    assertThat(Soundness.check(net)).isIn(Soundness.Verdict.SOUND, Soundness.Verdict.NOT_DECIDED);
  }

  @Property(tries = 30)
  void the_directly_follows_miner_is_sound_too(
      @ForAll long seed, @ForAll @DoubleRange(min = 0, max = 0.5) double noise) {
    DirectlyFollows graph = DirectlyFollows.of(VariantLog.of(log(seed)));
    PetriNet net = TreeToNet.convert(DirectlyFollowsMiner.mine(graph, noise));
    assertThat(Soundness.check(net)).isIn(Soundness.Verdict.SOUND, Soundness.Verdict.NOT_DECIDED);
  }

  @Property(tries = 30)
  void the_order_of_cases_changes_nothing(@ForAll long seed) {
    EventLog log = log(seed);
    List<Trace> shuffled = new ArrayList<>(log.traces());
    Collections.shuffle(shuffled, new Random(seed));
    VariantLog one = VariantLog.of(log);
    VariantLog other = VariantLog.of(new EventLog(shuffled));
    DirectlyFollows graph = DirectlyFollows.of(one);
    DirectlyFollows again = DirectlyFollows.of(other);
    for (int a = 0; a < graph.size(); a++) {
      assertThat(again.starts(a)).isEqualTo(graph.starts(a));
      assertThat(again.ends(a)).isEqualTo(graph.ends(a));
      for (int b = 0; b < graph.size(); b++) {
        assertThat(again.count(a, b)).isEqualTo(graph.count(a, b));
      }
    }
    assertThat(InductiveMiner.mine(other, 0.2)).isEqualTo(InductiveMiner.mine(one, 0.2));
  }
}
