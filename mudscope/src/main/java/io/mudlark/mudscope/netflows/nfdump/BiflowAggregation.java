package io.mudlark.mudscope.netflows.nfdump;

import io.mudlark.flow.IpProtocol;
import io.mudlark.mudscope.netflows.FlowLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds up the flows of one file as {@code nfdump -B} does, and prints them in its order.
 *
 * <p>Records of one key are added up. For TCP and UDP a record of the reverse key is added to the
 * OUT counters of the one that came first in the file, whichever side spoke first.
 */
public final class BiflowAggregation {
  /** nfdump prints by the place in its hash table, of which there are 2^20. */
  private static final int PLACES = 1 << 20;

  private BiflowAggregation() {}

  /**
   * The rows of one file, in the order of nfdump's output.
   *
   * @param records in the order of their export
   */
  public static List<FlowLine> rows(List<UniflowRecord> records) {
    Map<UniflowKey, Biflow> flows = new LinkedHashMap<>();
    for (UniflowRecord record : records) {
      add(flows, record);
    }
    List<Biflow> ordered = new ArrayList<>(flows.values());
    // A stable sort: flows of one place stay in the order in which they came.
    ordered.sort(Comparator.comparingInt(flow -> NfdumpHash.of(flow.key) & (PLACES - 1)));
    List<FlowLine> rows = new ArrayList<>(ordered.size());
    for (Biflow flow : ordered) {
      rows.add(NfdumpRow.of(flow));
    }
    return rows;
  }

  private static void add(Map<UniflowKey, Biflow> flows, UniflowRecord record) {
    UniflowKey key = record.key();
    Biflow same = flows.get(key);
    if (same != null) {
      same.addIn(record);
      return;
    }
    boolean paired = key.protocol() == IpProtocol.TCP || key.protocol() == IpProtocol.UDP;
    Biflow reverse = paired ? flows.get(key.reversed()) : null;
    if (reverse != null) {
      reverse.addOut(record);
    } else {
      flows.put(key, new Biflow(record));
    }
  }
}
