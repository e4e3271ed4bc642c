package io.mudlark.process.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudlark.process.file.MalformedFile;
import io.mudlark.process.testing.SharedData;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ModelTest {
  private static PetriNet.Builder twoPlaces() {
    PetriNet.Builder net = new PetriNet.Builder();
    net.startAt(net.place("in")).endAt(net.place("out"));
    return net;
  }

  @Test
  void soundness_says_what_is_wrong() {
    PetriNet sound = twoPlaces().transition("t", "a", new int[] {0}, new int[] {1}).build();
    assertThat(Soundness.check(sound)).isEqualTo(Soundness.Verdict.SOUND);
    PetriNet twice = twoPlaces().transition("t", "a", new int[] {0}, new int[] {1, 1}).build();
    assertThat(Soundness.check(twice)).isEqualTo(Soundness.Verdict.LEAVES_TOKENS);
    PetriNet loose = twoPlaces().transition("t", "a", new int[] {0}, new int[] {}).build();
    assertThat(Soundness.check(loose)).isEqualTo(Soundness.Verdict.NOT_A_WORKFLOW_NET);
    PetriNet.Builder stuck = twoPlaces();
    int middle = stuck.place("middle");
    stuck.transition("t", "a", new int[] {0}, new int[] {middle});
    stuck.transition("u", "b", new int[] {middle, middle}, new int[] {1});
    assertThat(Soundness.check(stuck.build())).isEqualTo(Soundness.Verdict.CANNOT_ALWAYS_FINISH);
    PetriNet.Builder dead = twoPlaces();
    int never = dead.place("never");
    dead.transition("t", "a", new int[] {0}, new int[] {1});
    dead.transition("u", "b", new int[] {0, never}, new int[] {1, never});
    assertThat(Soundness.check(dead.build())).isEqualTo(Soundness.Verdict.DEAD_TRANSITION);
    PetriNet.Builder grows = twoPlaces();
    int middle2 = grows.place("middle");
    int heap = grows.place("heap");
    grows.transition("s", null, new int[] {0}, new int[] {middle2});
    grows.transition("t", "a", new int[] {middle2}, new int[] {middle2, heap});
    grows.transition("u", "b", new int[] {middle2, heap}, new int[] {1});
    assertThat(Soundness.check(grows.build())).isEqualTo(Soundness.Verdict.UNBOUNDED);
  }

  @Test
  void reads_the_models_of_other_tools() throws IOException {
    ProcessTree tree = PtmlReader.read(SharedData.log("running-example.ptml")).folded();
    assertThat(tree.canonical())
        .isEqualTo(
            ProcessTreeReader.parse(
                    "->( 'register request', *( ->( +( 'check ticket', X( 'examine thoroughly',"
                        + " 'examine casually' ) ), 'decide' ), 'reinitiate request' ),"
                        + " X( 'reject request', 'pay compensation' ) )")
                .canonical());
    for (String name : new String[] {"running-example", "a12"}) {
      PetriNet net = PnmlReader.read(SharedData.log(name + ".pnml"));
      assertThat(Soundness.check(net)).isEqualTo(Soundness.Verdict.SOUND);
      PetriNet fromTree = TreeToNet.convert(PtmlReader.read(SharedData.log(name + ".ptml")));
      assertThat(net.activities()).isEqualTo(fromTree.activities());
    }
  }

  @Test
  void refuses_a_tree_that_contains_itself_and_arcs_into_the_void() {
    String loop =
        "<ptml><processTree root=\"1\"><xor id=\"1\"/><parentsNode sourceId=\"1\" targetId=\"1\"/>"
            + "</processTree></ptml>";
    assertThatThrownBy(() -> PtmlReader.read(stream(loop), "t")).isInstanceOf(MalformedFile.class);
    String arc =
        "<pnml><net><place id=\"p\"/><arc id=\"a\" source=\"p\" target=\"x\"/></net></pnml>";
    assertThatThrownBy(() -> PnmlReader.read(stream(arc), "n"))
        .hasMessageContaining("arc p to x leads nowhere");
    String heavy =
        "<pnml><net><place id=\"p\"><initialMarking><text>65</text></initialMarking></place></net></pnml>";
    assertThatThrownBy(() -> PnmlReader.read(stream(heavy), "n"))
        .hasMessageContaining("not within 0 and 64: 65");
  }

  @Test
  void bpmn_has_a_task_per_step_and_a_pair_of_gateways_per_branching() throws IOException {
    StringWriter text = new StringWriter();
    BpmnWriter.write(
        ProcessTreeReader.parse("->( 'a', +( 'b', X( 'c', tau ) ), *( 'd', tau ) )"), text);
    String bpmn = text.toString();
    assertThat(bpmn.split("<task ", -1)).hasSize(5);
    assertThat(bpmn.split("<parallelGateway ", -1)).hasSize(3);
    assertThat(bpmn.split("<exclusiveGateway ", -1)).hasSize(5);
    assertThat(bpmn).contains("name=\"a\"").contains("<startEvent").contains("<endEvent");
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
