package io.mudlark.jobs.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.FlowRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class UniflowPairingProperties {
  @Property(tries = 300, seed = "5")
  void every_packet_is_in_exactly_one_record_and_order_means_nothing(
      @ForAll @IntRange(min = 0, max = 40) int count, @ForAll long seed) {
    Random random = new Random(seed);
    List<FlowRecord> flows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long start = random.nextInt(50_000);
      long end = start + random.nextInt(20_000);
      boolean up = random.nextBoolean();
      flows.add(
          up
              ? Uniflows.udp("10.0.0.1", 4_000, "10.0.0.2", 53, start, end)
              : Uniflows.udp("10.0.0.2", 53, "10.0.0.1", 4_000, start, end));
    }
    UniflowPairing pairing = new UniflowPairing(5_000);
    UniflowPairing.Settled settled = pairing.settle(flows, 40_000);
    long packets = 0;
    for (List<FlowRecord> part : List.of(settled.biflows(), settled.alone(), settled.held())) {
      packets += part.stream().mapToLong(FlowRecord::packets).sum();
    }
    assertThat(packets).isEqualTo(3L * count);
    Collections.shuffle(flows, random);
    assertThat(pairing.settle(flows, 40_000)).isEqualTo(settled);
  }

  @Property(tries = 300, seed = "6")
  void deciding_in_steps_gives_the_same_pairs_as_deciding_at_once(
      @ForAll @IntRange(min = 0, max = 30) int count, @ForAll long seed) {
    Random random = new Random(seed);
    List<FlowRecord> flows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long start = random.nextInt(50_000);
      long end = start + random.nextInt(3_000);
      flows.add(
          random.nextBoolean()
              ? Uniflows.udp("10.0.0.1", 4_000, "10.0.0.2", 53, start, end)
              : Uniflows.udp("10.0.0.2", 53, "10.0.0.1", 4_000, start, end));
    }
    UniflowPairing pairing = new UniflowPairing(4_000);
    UniflowPairing.Settled atOnce = pairing.settle(flows, 1_000_000);
    List<FlowRecord> biflows = new ArrayList<>();
    List<FlowRecord> alone = new ArrayList<>();
    List<FlowRecord> held = flows;
    for (long now = 0; now <= 60_000; now += 1 + random.nextInt(3_000)) {
      UniflowPairing.Settled step = pairing.settle(held, now);
      biflows.addAll(step.biflows());
      alone.addAll(step.alone());
      held = step.held();
    }
    UniflowPairing.Settled rest = pairing.settle(held, 1_000_000);
    biflows.addAll(rest.biflows());
    alone.addAll(rest.alone());
    assertThat(biflows).containsExactlyInAnyOrderElementsOf(atOnce.biflows());
    assertThat(alone).containsExactlyInAnyOrderElementsOf(atOnce.alone());
  }
}
