package io.mudlark.mudscope.mudgen.mudgee;

import java.util.ArrayList;
import java.util.List;

/** What MUDgee does when the capture ends: dynamic entries go, or get their way back. */
final class EndOfCapture {
  private static final double LEAST_IMPACT = 5;

  private final FlowTable table;
  private final String device;
  private final long nowMillis;

  EndOfCapture(FlowTable table, String device, long nowMillis) {
    this.table = table;
    this.device = device;
    this.nowMillis = nowMillis;
  }

  /** The device's entries in list order, names put for addresses. */
  List<FlowRow> rows(DeviceNames names) {
    settle();
    List<FlowRow> rows = new ArrayList<>();
    for (SwitchEntry entry : table.entries(device)) {
      if (entry.priority != 950 && entry.priority != 400) {
        SwitchMatch named =
            entry.match.ips(names.named(entry.match.srcIp()), names.named(entry.match.dstIp()));
        rows.add(new FlowRow(named, entry.priority, entry.octets, entry.packets));
      }
    }
    return rows;
  }

  private void settle() {
    List<SwitchMatch> removed = new ArrayList<>();
    List<SwitchEntry> added = new ArrayList<>();
    settle(810, 710, removed, added);
    settle(710, 810, removed, added);
    settle(610, 610, removed, added);
    removed.forEach(table::remove);
    added.forEach(entry -> table.insert(entry, nowMillis));
  }

  private void settle(
      int priority, int reverse, List<SwitchMatch> removed, List<SwitchEntry> added) {
    double total = SwitchLearner.totalRate(table, device, priority, nowMillis);
    for (SwitchEntry entry : table.entries(device, priority)) {
      double impact = entry.rate(nowMillis) / total;
      // Without any packets the impact is not a number, and everything is kept.
      if (impact * 100 < LEAST_IMPACT) {
        removed.add(entry.match);
      } else {
        SwitchEntry back = SwitchEntry.normal(reverse, entry.match.reversed());
        back.packets = entry.packets;
        back.octets = entry.octets;
        added.add(back);
      }
    }
  }
}
