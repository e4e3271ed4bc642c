package io.mudlark.process.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.process.inductive.InductiveMiner;
import io.mudlark.process.log.VariantLog;
import io.mudlark.process.model.PetriNet;
import io.mudlark.process.model.TreeToNet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EtcPrecisionTest {
  /** Its beginnings, each kept by itself, would be 20 GB. */
  @Test
  void a_case_of_a_hundred_thousand_steps_takes_no_more_room_than_its_steps() {
    List<String> steps = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      steps.add("step " + i % 3);
    }
    VariantLog log = VariantLog.of(Map.of(steps, 1L));
    PetriNet net = TreeToNet.convert(InductiveMiner.mine(log, 0));
    assertThat(EtcPrecision.of(net, log)).isBetween(0.9, 1.0);
  }
}
