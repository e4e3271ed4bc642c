package io.mudlark.mudscope.mudgen.mudgee;

import static io.mudlark.mudscope.mudgen.RuleRow.ANY;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The hashed table against the list that it stands for. */
class FlowTableProperties {
  private static final String[] MACS = {ANY, "02:00:00:00:00:01", "02:00:00:00:00:02"};
  private static final String[] PORTS = {ANY, "53", "443"};
  private static final int[] PRIORITIES = {600, 810, 1000};

  /** MUDgee's list, written down plainly. */
  private static final class PlainList {
    final List<SwitchEntry> entries = new ArrayList<>();

    void insert(SwitchEntry entry) {
      if (entries.stream().anyMatch(old -> old.match.equals(entry.match))) {
        return;
      }
      int place = 0;
      while (place < entries.size() && entries.get(place).priority > entry.priority) {
        place++;
      }
      entries.add(place, entry);
    }

    void expire(long now) {
      entries.removeIf(
          entry ->
              entry.idleTimeoutMillis > 0 && now - entry.lastMillis >= entry.idleTimeoutMillis);
    }

    SwitchMatch lookUp(SwitchMatch packet) {
      for (SwitchEntry entry : entries) {
        if (packet.under(entry.match.mask()).equals(entry.match)) {
          return entry.match;
        }
      }
      return SwitchMatch.ALL;
    }
  }

  private static SwitchMatch match(Random random) {
    return SwitchMatch.ALL
        .macs(MACS[random.nextInt(3)], MACS[random.nextInt(3)])
        .ports(PORTS[random.nextInt(3)], PORTS[random.nextInt(3)]);
  }

  @Property(tries = 200)
  void finds_what_a_scan_of_the_list_finds(@ForAll long seed) {
    Random random = new Random(seed);
    FlowTable table = new FlowTable();
    PlainList list = new PlainList();
    for (long now = 0; now < 120; now++) {
      table.expire(now);
      list.expire(now);
      SwitchMatch packet = match(random);
      SwitchEntry found = table.lookUp(packet);
      assertThat(found).isNotNull();
      assertThat(found.match).isEqualTo(list.lookUp(packet));
      table.count(found, now, 60);
      if (random.nextInt(4) == 0) {
        SwitchMatch gone = match(random);
        if (!gone.equals(SwitchMatch.ALL)) {
          table.remove(gone);
          list.entries.removeIf(entry -> entry.match.equals(gone));
        }
      } else {
        SwitchEntry entry =
            new SwitchEntry(
                match(random), PRIORITIES[random.nextInt(3)], false, random.nextBoolean() ? 10 : 0);
        table.insert(entry, now);
        if (!entry.match.equals(SwitchMatch.ALL)) {
          list.insert(entry);
        }
      }
      assertThat(table.entries(MACS[1]))
          .extracting(entry -> entry.match)
          .containsExactlyElementsOf(
              list.entries.stream()
                  .map(entry -> entry.match)
                  .filter(match -> match.involves(MACS[1]))
                  .toList());
    }
  }

  @Example
  void refuses_and_counts_what_does_not_fit() {
    FlowTable table = new FlowTable(3);
    for (int port = 1; port <= 5; port++) {
      table.insert(
          SwitchEntry.normal(
              810, SwitchMatch.ALL.macs(MACS[1], ANY).ports(ANY, Integer.toString(port))),
          0);
    }

    assertThat(table.size(MACS[1])).isEqualTo(2);
    assertThat(table.refused()).isEqualTo(3);
  }
}
