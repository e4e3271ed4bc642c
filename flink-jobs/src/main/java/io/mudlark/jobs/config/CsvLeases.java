package io.mudlark.jobs.config;

import io.mudlark.jobs.pipeline.Lease;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads leases from CSV with the columns {@code mac,ip,from,until,site} in any order; the last
 * three may be missing or empty.
 */
final class CsvLeases {
  private static final List<String> COLUMNS = List.of("mac", "ip", "from", "until", "site");

  private CsvLeases() {}

  static void readInto(LeaseLines lines, List<Lease> leases) throws ConfigException {
    lines.next();
    List<String> columns = List.of(lines.current().toLowerCase(Locale.ROOT).split("\\s*,\\s*"));
    if (!columns.contains("mac") || !columns.contains("ip") || !COLUMNS.containsAll(columns)) {
      throw lines.problem("expected the columns " + String.join(",", COLUMNS));
    }
    while (lines.next()) {
      String[] cells = lines.current().split("\\s*,\\s*", -1);
      if (cells.length > columns.size()) {
        throw lines.problem(cells.length + " fields, but there are " + columns.size() + " columns");
      }
      Map<String, String> row = new HashMap<>();
      for (int i = 0; i < cells.length; i++) {
        row.put(columns.get(i), cells[i]);
      }
      leases.add(lease(lines, row));
    }
  }

  private static Lease lease(LeaseLines lines, Map<String, String> row) throws ConfigException {
    String from = row.getOrDefault("from", "");
    String until = row.getOrDefault("until", "");
    String site = row.getOrDefault("site", "");
    long begin = from.isEmpty() ? Lease.ALWAYS : lines.nanos(from);
    long end = until.isEmpty() ? Long.MAX_VALUE : lines.nanos(until);
    if (end <= begin) {
      throw lines.problem("the lease ends before it begins");
    }
    return new Lease(
        site.isEmpty() ? lines.site() : site,
        lines.address(row.getOrDefault("ip", "")),
        lines.mac(row.getOrDefault("mac", "")),
        begin,
        end);
  }
}
