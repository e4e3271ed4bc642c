package io.mudlark.generator.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mudlark.generator.Packet;
import io.mudlark.generator.truth.ProcessFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessAttackTest {
  private static final List<String> STEPS =
      List.of("temperature", "valve/set", "fan/set", "valve/state", "fan/state", "done");

  /** The steps of one spoiled run, by the last part of their topics, as clients published them. */
  private static List<List<String>> spoiled(ProcessFault fault) throws IOException {
    Lab.Outcome outcome = Lab.atPlant(new ProcessAttack(fault));
    assertThat(outcome.generated().packetsByLabel()).containsOnlyKeys("benign");
    List<List<String>> runs = new ArrayList<>();
    ObjectMapper mapper = new ObjectMapper();
    for (String line : outcome.truth()) {
      JsonNode truth = mapper.readTree(line);
      if (truth.get("type").asText().equals("case")
          && truth.get("label").asText().equals(fault.text())) {
        runs.add(steps(outcome.packets(), truth.get("case").asText()));
      }
    }
    assertThat(runs).hasSizeBetween(3, 25);
    return runs;
  }

  private static List<String> steps(List<Packet> packets, String run) {
    List<String> steps = new ArrayList<>();
    for (Packet packet : packets) {
      String text = new String(packet.payload(), StandardCharsets.ISO_8859_1);
      // A correlation id follows its two octets of length; what follows it is never a digit
      // except in the payload of a temperature.
      boolean ours = text.contains("\0" + (char) run.length() + run);
      if (packet.destinationPort() == 1883 && ours) {
        STEPS.stream()
            .filter(step -> text.contains("plant/line1/" + step))
            .findFirst()
            .ifPresent(steps::add);
      }
    }
    return steps;
  }

  @Test
  void an_omitted_step_is_missing_and_the_rest_is_there() throws IOException {
    assertThat(spoiled(ProcessFault.OMITTED_STEP))
        .allSatisfy(
            run -> assertThat(run).containsExactly("temperature", "fan/set", "fan/state", "done"));
  }

  @Test
  void swapped_steps_are_all_there_in_the_wrong_order() throws IOException {
    assertThat(spoiled(ProcessFault.SWAPPED_STEPS))
        .allSatisfy(
            run ->
                assertThat(run)
                    .containsExactlyInAnyOrderElementsOf(STEPS)
                    .startsWith("temperature", "done"));
  }

  @Test
  void a_repeated_step_happens_three_times() throws IOException {
    assertThat(spoiled(ProcessFault.REPEATED_STEP))
        .allSatisfy(run -> assertThat(run).filteredOn("valve/set"::equals).hasSize(3));
  }

  @Test
  void a_delayed_step_comes_after_all_that_does_not_wait_for_it() throws IOException {
    assertThat(spoiled(ProcessFault.DELAYED_STEP))
        .allSatisfy(
            run ->
                assertThat(run)
                    .containsExactly(
                        "temperature", "fan/set", "fan/state", "valve/set", "valve/state", "done"));
  }

  @Test
  void an_injected_step_has_nothing_before_it() throws IOException {
    assertThat(spoiled(ProcessFault.INJECTED_STEP))
        .allSatisfy(run -> assertThat(run).containsExactly("valve/set", "valve/state"));
  }
}
