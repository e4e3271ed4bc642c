package io.mudlark.mudscope.mudgen.mudgee;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The table of the simulated switch. It behaves as MUDgee's list, ordered by falling priority with
 * the newest first among equals, but finds entries by hash tables: one for each set of fields that
 * entries look at.
 */
final class FlowTable {
  /** More entries than this are refused and counted. */
  static final int MAX_ENTRIES = 1 << 20;

  private static final Comparator<SwitchEntry> LIST_ORDER =
      Comparator.comparingInt((SwitchEntry entry) -> -entry.priority)
          .thenComparingLong(entry -> -entry.sequence);

  private final int maxEntries;
  private final Map<Integer, Map<SwitchMatch, SwitchEntry>> byMask = new HashMap<>();
  private final Map<String, Set<SwitchEntry>> byMac = new HashMap<>();
  private final Map<String, Set<SwitchEntry>> byMacAndPriority = new HashMap<>();
  private final Map<String, Set<SwitchEntry>> byFarAddress = new HashMap<>();

  /** Entries that may expire, the one without a packet for longest first. */
  private final LinkedHashSet<SwitchEntry> expiring = new LinkedHashSet<>();

  private int size;
  private long sequence;
  private long refused;

  FlowTable() {
    this(MAX_ENTRIES);
  }

  FlowTable(int maxEntries) {
    this.maxEntries = maxEntries;
    insert(SwitchEntry.mirrored(1, SwitchMatch.ALL), 0);
  }

  /** Adds an entry unless one with the same fields exists, whatever its priority. */
  void insert(SwitchEntry entry, long nowMillis) {
    Map<SwitchMatch, SwitchEntry> table =
        byMask.computeIfAbsent(entry.match.mask(), mask -> new HashMap<>());
    if (table.containsKey(entry.match)) {
      return;
    }
    if (size == maxEntries) {
      refused++;
      return;
    }
    table.put(entry.match, entry);
    entry.sequence = sequence++;
    entry.lastMillis = nowMillis;
    size++;
    index(entry, entry.match.srcMac(), true);
    if (!entry.match.dstMac().equals(entry.match.srcMac())) {
      index(entry, entry.match.dstMac(), true);
    }
    if (entry.idleTimeoutMillis > 0) {
      expiring.add(entry);
    }
  }

  /** Removes the entry with these fields, if there is one. */
  void remove(SwitchMatch match) {
    Map<SwitchMatch, SwitchEntry> table = byMask.get(match.mask());
    SwitchEntry entry = table == null ? null : table.remove(match);
    if (entry == null || table == null) {
      return;
    }
    if (table.isEmpty()) {
      byMask.remove(match.mask());
    }
    size--;
    index(entry, match.srcMac(), false);
    if (!match.dstMac().equals(match.srcMac())) {
      index(entry, match.dstMac(), false);
    }
    expiring.remove(entry);
  }

  private void index(SwitchEntry entry, String mac, boolean add) {
    change(byMac, mac, entry, add);
    change(byMacAndPriority, key(mac, entry.priority), entry, add);
    change(byFarAddress, key(mac, entry.priority) + " from " + entry.match.srcIp(), entry, add);
    change(byFarAddress, key(mac, entry.priority) + " to " + entry.match.dstIp(), entry, add);
  }

  private static void change(
      Map<String, Set<SwitchEntry>> index, String key, SwitchEntry entry, boolean add) {
    if (add) {
      index.computeIfAbsent(key, k -> new LinkedHashSet<>()).add(entry);
      return;
    }
    Set<SwitchEntry> entries = index.get(key);
    if (entries != null && entries.remove(entry) && entries.isEmpty()) {
      index.remove(key);
    }
  }

  private static String key(String mac, int priority) {
    return mac + " " + priority;
  }

  /** The first entry in list order that matches; there always is one. */
  @Nullable SwitchEntry lookUp(SwitchMatch packet) {
    SwitchEntry best = null;
    for (Map.Entry<Integer, Map<SwitchMatch, SwitchEntry>> table : byMask.entrySet()) {
      SwitchEntry found = table.getValue().get(packet.under(table.getKey()));
      if (found != null && (best == null || LIST_ORDER.compare(found, best) < 0)) {
        best = found;
      }
    }
    return best;
  }

  void count(SwitchEntry entry, long nowMillis, int octets) {
    entry.packets++;
    entry.octets += octets;
    entry.lastMillis = nowMillis;
    if (expiring.remove(entry)) {
      expiring.add(entry);
    }
  }

  void expire(long nowMillis) {
    List<SwitchMatch> expired = new ArrayList<>();
    Iterator<SwitchEntry> oldest = expiring.iterator();
    while (oldest.hasNext()) {
      SwitchEntry entry = oldest.next();
      if (nowMillis - entry.lastMillis < entry.idleTimeoutMillis) {
        break;
      }
      expired.add(entry.match);
    }
    expired.forEach(this::remove);
  }

  /** How many entries have this MAC on either side. */
  int size(String mac) {
    return byMac.getOrDefault(mac, Set.of()).size();
  }

  int size(String mac, int priority) {
    return byMacAndPriority.getOrDefault(key(mac, priority), Set.of()).size();
  }

  /** The entries of a MAC in list order. */
  List<SwitchEntry> entries(String mac) {
    return sorted(byMac.getOrDefault(mac, Set.of()));
  }

  List<SwitchEntry> entries(String mac, int priority) {
    return sorted(byMacAndPriority.getOrDefault(key(mac, priority), Set.of()));
  }

  /** The entries of a MAC and priority towards, or from, an address. */
  List<SwitchEntry> entries(String mac, int priority, String address, boolean towards) {
    String key = key(mac, priority) + (towards ? " to " : " from ") + address;
    return sorted(byFarAddress.getOrDefault(key, Set.of()));
  }

  private static List<SwitchEntry> sorted(Collection<SwitchEntry> entries) {
    List<SwitchEntry> sorted = new ArrayList<>(entries);
    sorted.sort(LIST_ORDER);
    return sorted;
  }

  /** Entries that did not fit in any more. */
  long refused() {
    return refused;
  }
}
