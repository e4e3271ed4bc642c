package io.mudlark.process.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.process.conform.Alignment;
import io.mudlark.process.conform.AlignmentSearch;
import io.mudlark.process.conform.CaseReplay;
import io.mudlark.process.conform.ReplayCounts;
import io.mudlark.process.conform.TokenReplay;
import io.mudlark.process.testing.Trees;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Laws of models, on random process trees. */
class ModelProperties {
  @Property(tries = 150)
  void every_process_tree_is_a_sound_net(@ForAll long seed) {
    assertThat(Soundness.check(TreeToNet.convert(Trees.random(seed))))
        .isIn(Soundness.Verdict.SOUND, Soundness.Verdict.NOT_DECIDED);
  }

  @Property(tries = 200)
  void a_run_of_a_model_fits_it(@ForAll long seed, @ForAll long run) {
    ProcessTree tree = Trees.random(seed);
    PetriNet net = TreeToNet.convert(tree);
    List<String> steps = Trees.run(tree, run);
    assertThat(new CaseReplay(net).accepts(steps)).isTrue();
    Alignment alignment = new AlignmentSearch(net).align(steps);
    assertThat(alignment.isComputed()).isTrue();
    assertThat(alignment.deviations()).isZero();
  }

  @Property(tries = 200)
  void without_nested_loops_token_replay_gives_it_fitness_1(@ForAll long seed, @ForAll long run) {
    ProcessTree tree = Trees.random(seed);
    Assume.that(!Trees.hasNestedLoops(tree));
    ReplayCounts counts = new TokenReplay(TreeToNet.convert(tree)).replay(Trees.run(tree, run));
    assertThat(counts.conforms()).as("%s", tree).isTrue();
    assertThat(counts.fitness()).isEqualTo(1.0);
  }

  @Property(tries = 100)
  void an_event_too_many_costs_one_deviation(@ForAll long seed, @ForAll long run) {
    ProcessTree tree = Trees.random(seed);
    List<String> steps = new java.util.ArrayList<>(Trees.run(tree, run));
    steps.add(steps.size() / 2, "never heard of");
    Alignment alignment = new AlignmentSearch(TreeToNet.convert(tree)).align(steps);
    assertThat(alignment.deviations()).isEqualTo(1);
  }

  @Property(tries = 100)
  void folding_keeps_every_run(@ForAll long seed, @ForAll long run) {
    ProcessTree tree = Trees.random(seed);
    CaseReplay folded = new CaseReplay(TreeToNet.convert(tree.folded()));
    assertThat(folded.accepts(Trees.run(tree, run))).isTrue();
  }

  @Property(tries = 100)
  void trees_survive_their_text_and_file_forms(@ForAll long seed) throws IOException {
    ProcessTree tree = Trees.random(seed);
    assertThat(ProcessTreeReader.parse(tree.toString())).isEqualTo(tree);
    StringWriter ptml = new StringWriter();
    PtmlWriter.write(tree, ptml);
    assertThat(PtmlReader.read(stream(ptml), "test")).isEqualTo(tree);
  }

  @Property(tries = 100)
  void nets_survive_pnml(@ForAll long seed) throws IOException {
    PetriNet net = TreeToNet.convert(Trees.random(seed));
    StringWriter pnml = new StringWriter();
    PnmlWriter.write(net, pnml);
    PetriNet read = PnmlReader.read(stream(pnml), "test");
    assertThat(read.placeCount()).isEqualTo(net.placeCount());
    assertThat(read.arcCount()).isEqualTo(net.arcCount());
    assertThat(read.initialMarking()).isEqualTo(net.initialMarking());
    assertThat(read.finalMarking()).isEqualTo(net.finalMarking());
    for (int t = 0; t < net.transitionCount(); t++) {
      assertThat(read.label(t)).isEqualTo(net.label(t));
      assertThat(read.inputs(t)).containsExactlyInAnyOrder(box(net.inputs(t)));
      assertThat(read.outputs(t)).containsExactlyInAnyOrder(box(net.outputs(t)));
    }
  }

  private static Integer[] box(int[] values) {
    return java.util.Arrays.stream(values).boxed().toArray(Integer[]::new);
  }

  private static ByteArrayInputStream stream(StringWriter text) {
    return new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
