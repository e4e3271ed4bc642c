package io.mudlark.jobs.pipeline;

import io.mudlark.ledger.Tally;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * The lines of the ledger as metrics, {@code ledger.site.book.fate.records} and {@code .packets}:
 * what this worker has counted since it started, for rates and alarms; the ledger itself is what
 * lasts.
 *
 * <p>There are {@value #MOST} lines at most, further ones are counted together under the fate
 * {@code beyond-limit}; notes about single hosts have no metric.
 */
final class LedgerFigures {
  private static final int MOST = 1_000;
  private static final String BEYOND = "beyond-limit";

  private final MetricGroup root;
  private final Map<String, Line> lines = new HashMap<>();

  private record Line(Counter records, Counter packets) {}

  LedgerFigures(MetricGroup metrics) {
    this.root = metrics.addGroup("ledger");
  }

  void add(Tally tally) {
    if (tally.book() == Tally.Book.HOSTS) {
      return;
    }
    String key = LedgerSum.key(tally);
    Line line = lines.get(key);
    if (line == null) {
      boolean full = lines.size() >= MOST;
      line =
          full
              ? lines.computeIfAbsent(BEYOND, beyond -> line("", tally.book(), BEYOND))
              : line(tally.site(), tally.book(), tally.fate());
      if (!full) {
        lines.put(key, line);
      }
    }
    line.records().inc(tally.count());
    line.packets().inc(tally.packets());
  }

  private Line line(String site, Tally.Book book, String fate) {
    MetricGroup group =
        root.addGroup("site", site)
            .addGroup("book", book.name().toLowerCase(Locale.ROOT))
            .addGroup("fate", fate);
    return new Line(group.counter("records"), group.counter("packets"));
  }
}
