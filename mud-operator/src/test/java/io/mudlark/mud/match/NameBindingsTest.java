package io.mudlark.mud.match;

import static io.mudlark.mud.testing.Flows.SECOND;
import static io.mudlark.mud.testing.Flows.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.NameBinding;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NameBindingsTest {
  private static final NameTiming TIMING =
      new NameTiming(Duration.ofSeconds(100), Duration.ofSeconds(10), 16);
  private static final IpAddress CLOUD = IpAddress.parse("203.0.113.5");
  private static final IpAddress CLOUD6 = IpAddress.parse("2001:db8::5");

  private final NameBindings names =
      new NameBindings(TIMING, HostsFile.EMPTY, NameStore.inMemory());

  private static NameBinding answer(
      String name, long seconds, long ttlSeconds, IpAddress... addresses) {
    return new NameBinding(
        "site",
        START + seconds * SECOND,
        null,
        IpAddress.parse("192.168.1.10"),
        name,
        List.of(addresses),
        ttlSeconds);
  }

  private boolean resolves(IpAddress address, long seconds) {
    return names.resolves("a.example", address, START + seconds * SECOND);
  }

  @Test
  void holds_from_the_answer_on_for_the_floor_plus_hold() {
    names.add(answer("a.example", 0, 5, CLOUD, CLOUD6));
    assertThat(resolves(CLOUD, -1)).isFalse();
    assertThat(resolves(CLOUD, 0)).isTrue();
    assertThat(resolves(CLOUD6, 110)).isTrue();
    assertThat(resolves(CLOUD, 111)).isFalse();
    assertThat(names.known("a.example", START + 111 * SECOND)).isFalse();
    assertThat(names.known("b.example", START)).isFalse();
    assertThat(resolves(IpAddress.parse("203.0.113.6"), 0)).isFalse();
  }

  @Test
  void holds_for_a_ttl_above_the_floor() {
    names.add(answer("a.example", 0, 500, CLOUD));
    assertThat(resolves(CLOUD, 510)).isTrue();
    assertThat(resolves(CLOUD, 511)).isFalse();
  }

  @Test
  void survives_a_ttl_beyond_all_measure() {
    names.add(answer("a.example", 0, Long.MAX_VALUE, CLOUD));
    assertThat(resolves(CLOUD, 1_000_000)).isTrue();
  }

  @Test
  void begins_at_the_whole_millisecond_of_the_answer() {
    NameBinding late =
        new NameBinding("site", START + 999_999, null, CLOUD, "a.example", List.of(CLOUD), 5);
    names.add(late);
    assertThat(names.resolves("a.example", CLOUD, START)).isTrue();
    assertThat(names.resolves("a.example", CLOUD, START - 1)).isFalse();
  }

  @Test
  void is_prolonged_by_a_later_answer_and_by_use() {
    names.add(answer("a.example", 0, 5, CLOUD));
    names.add(answer("a.example", 50, 5, CLOUD));
    assertThat(resolves(CLOUD, 160)).isTrue();
    assertThat(resolves(CLOUD, 161)).isFalse();
    names.renew("a.example", CLOUD, START + 150 * SECOND, START + 200 * SECOND);
    assertThat(resolves(CLOUD, 310)).isTrue();
    names.renew("a.example", CLOUD, START + 400 * SECOND, START + 500 * SECOND);
    assertThat(resolves(CLOUD, 400)).isFalse();
    names.renew("b.example", CLOUD, START, START);
    names.renew("a.example", CLOUD6, START, START);
    assertThat(names.size()).isEqualTo(1);
  }

  @Test
  void does_not_hold_in_a_gap_between_two_answers() {
    names.add(answer("a.example", 0, 5, CLOUD));
    names.add(answer("a.example", 1_000, 5, CLOUD));
    assertThat(resolves(CLOUD, 500)).isFalse();
    assertThat(resolves(CLOUD, 1_000)).isTrue();
  }

  @Test
  void forgets_expired_addresses_first_and_counts_only_the_others() {
    for (int i = 0; i < 16; i++) {
      assertThat(names.add(answer("old" + i, 0, 5, CLOUD))).isZero();
    }
    assertThat(names.add(answer("new", 1_000, 5, CLOUD))).isZero();
    assertThat(names.size()).isEqualTo(1);
    for (int i = 0; i < 15; i++) {
      names.add(answer("more" + i, 1_001 + i, 5, CLOUD));
    }
    assertThat(names.add(answer("a.example", 1_020, 5, CLOUD))).isEqualTo(3);
    assertThat(names.size()).isEqualTo(14);
    assertThat(resolves(CLOUD, 1_020)).isTrue();
    assertThat(names.known("new", START + 1_020 * SECOND)).isFalse();
  }

  @Test
  void forgets_single_addresses_of_a_name() {
    IpAddress[] many = new IpAddress[17];
    for (int i = 0; i < many.length; i++) {
      many[i] = IpAddress.v4(i);
    }
    assertThat(names.add(answer("a.example", 0, 5, many))).isEqualTo(3);
    assertThat(names.size()).isEqualTo(14);
    assertThat(resolves(many[0], 1)).isFalse();
    assertThat(resolves(many[16], 1)).isTrue();
  }

  @Test
  void always_knows_the_names_of_the_hosts_file() {
    NameBindings pinned =
        new NameBindings(
            TIMING, HostsFile.of(Map.of("Cloud.Example.", List.of(CLOUD))), NameStore.inMemory());
    assertThat(pinned.known("cloud.example", 0)).isTrue();
    assertThat(pinned.resolves("cloud.example", CLOUD, Long.MAX_VALUE)).isTrue();
    assertThat(pinned.resolves("cloud.example", CLOUD6, 0)).isFalse();
  }
}
