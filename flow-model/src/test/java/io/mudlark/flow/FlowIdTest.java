package io.mudlark.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FlowIdTest {
  private static final FlowKey KEY =
      new FlowKey(
          FlowKey.NO_VLAN, IpAddress.parse("10.0.0.1"), IpAddress.parse("10.0.0.2"), 6, 1234, 80);

  @Test
  void the_id_of_known_content_never_changes() {
    assertThat(FlowId.of("ut", KEY, 1_637_244_646_868_000_000L, 0))
        .hasToString("99a19cbf854aa9c86841c4be26c4ace8");
  }

  @Test
  void ids_differ_in_every_component() {
    Set<FlowId> ids = new HashSet<>();
    ids.add(FlowId.of("ut", KEY, 1, 0));
    ids.add(FlowId.of("tue", KEY, 1, 0));
    ids.add(FlowId.of("ut", KEY.reversed(), 1, 0));
    ids.add(FlowId.of("ut", KEY, 2, 0));
    ids.add(FlowId.of("ut", KEY, 1, 1));
    assertThat(ids).hasSize(5);
  }

  @Test
  void a_million_neighbouring_ids_do_not_collide_even_in_one_half() {
    Set<Long> halves = new HashSet<>();
    for (int i = 0; i < 1_000_000; i++) {
      halves.add(FlowId.of("ut", KEY, i, 0).low());
    }
    assertThat(halves).hasSize(1_000_000);
  }
}
