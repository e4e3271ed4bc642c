package io.mudlark.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.ledger.Tally;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.CharacterFilter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class LedgerFiguresTest {
  /** Remembers counters by the names that a reporter would make of their groups. */
  private static final class Remembering extends UnregisteredMetricsGroup {
    private final String name;
    private final Map<String, Counter> counters;

    Remembering(String name, Map<String, Counter> counters) {
      this.name = name;
      this.counters = counters;
    }

    @Override
    public Remembering addGroup(String group) {
      return new Remembering(name + group + ".", counters);
    }

    @Override
    public Remembering addGroup(String key, String value) {
      return new Remembering(name + key + "=" + value + ".", counters);
    }

    @Override
    public Counter counter(String counter) {
      Counter made = super.counter(counter);
      assertThat(counters.put(name + counter, made)).as(name + counter).isNull();
      return made;
    }

    @Override
    public String getMetricIdentifier(String metric, CharacterFilter filter) {
      return name + metric;
    }
  }

  private final Map<String, Counter> counters = new TreeMap<>();
  private final LedgerFigures figures = new LedgerFigures(new Remembering("", counters));

  private Map<String, Long> counted() {
    Map<String, Long> counted = new TreeMap<>();
    counters.forEach((name, counter) -> counted.put(name, counter.getCount()));
    return counted;
  }

  @Test
  void each_line_of_the_ledger_counts_its_records_and_packets() {
    figures.add(new Tally("ut", Tally.Book.VIEWS, "rejected", 2, 30));
    figures.add(new Tally("ut", Tally.Book.VIEWS, "rejected", 1, 4));
    figures.add(new Tally("tue", Tally.Book.VIEWS, "rejected", 5, 5));
    assertThat(counted())
        .isEqualTo(
            Map.of(
                "ledger.site=ut.book=views.fate=rejected.records", 3L,
                "ledger.site=ut.book=views.fate=rejected.packets", 34L,
                "ledger.site=tue.book=views.fate=rejected.records", 5L,
                "ledger.site=tue.book=views.fate=rejected.packets", 5L));
  }

  @Test
  void single_hosts_are_no_metrics() {
    figures.add(new Tally("ut", Tally.Book.HOSTS, "192.0.2.1", 1, 1));
    assertThat(counters).isEmpty();
  }

  @Test
  void lines_beyond_the_limit_are_counted_together() {
    for (int exporter = 0; exporter < 1_005; exporter++) {
      figures.add(new Tally("ut", Tally.Book.EXPORTS, "udp:" + exporter + " lost", 1, 1));
    }
    figures.add(new Tally("ut", Tally.Book.EXPORTS, "udp:7 lost", 1, 1));
    // 1,000 lines and the one beyond the limit, records and packets each
    assertThat(counters).hasSize(2 * 1_001);
    assertThat(counted())
        .containsEntry("ledger.site=.book=exports.fate=beyond-limit.records", 5L)
        .containsEntry("ledger.site=ut.book=exports.fate=udp:7 lost.records", 2L);
  }
}
