package io.mudlark.mud.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one direction by protocol and port, so that judging a flow tries only those that
 * may match, still in the order of the file.
 */
final class EntryIndex {
  private static final int PROTOCOLS = 256;
  private static final int[] NOTHING = {};

  private final CompiledEntry[] entries;
  private final Bucket[] byProtocol = new Bucket[PROTOCOLS];

  EntryIndex(List<CompiledEntry> list) {
    entries = list.toArray(CompiledEntry[]::new);
    Arrays.fill(byProtocol, bucket(CompiledEntry.NONE));
    Arrays.stream(entries)
        .mapToInt(entry -> entry.protocol)
        .filter(protocol -> protocol != CompiledEntry.NONE)
        .distinct()
        .forEach(protocol -> byProtocol[protocol] = bucket(protocol));
  }

  CompiledEntry[] entries() {
    return entries;
  }

  /** The first entry in file order that matches, or null. */
  @Nullable CompiledEntry first(DirectionView view, NameView names) {
    Bucket bucket = byProtocol[view.protocol & 0xFF];
    int[] a = view.hasPorts ? bucket.byDestination.get(view.destinationPort) : NOTHING;
    int[] b = view.hasPorts ? bucket.bySource.get(view.sourcePort) : NOTHING;
    int[] c = bucket.rest;
    int i = 0;
    int j = 0;
    int k = 0;
    while (i < a.length || j < b.length || k < c.length) {
      int x = i < a.length ? a[i] : Integer.MAX_VALUE;
      int y = j < b.length ? b[j] : Integer.MAX_VALUE;
      int z = k < c.length ? c[k] : Integer.MAX_VALUE;
      int next = Math.min(x, Math.min(y, z));
      if (next == x) {
        i++;
      } else if (next == y) {
        j++;
      } else {
        k++;
      }
      if (entries[next].matches(view, names)) {
        return entries[next];
      }
    }
    return null;
  }

  private Bucket bucket(int protocol) {
    List<Integer> rest = new ArrayList<>();
    List<Integer> destination = new ArrayList<>();
    List<Integer> source = new ArrayList<>();
    for (int i = 0; i < entries.length; i++) {
      CompiledEntry entry = entries[i];
      if (entry.protocol != CompiledEntry.NONE && entry.protocol != protocol) {
        continue;
      }
      if (entry.exactDestinationPort != CompiledEntry.NONE) {
        destination.add(i);
      } else if (entry.exactSourcePort != CompiledEntry.NONE) {
        source.add(i);
      } else {
        rest.add(i);
      }
    }
    return new Bucket(
        PortTable.of(destination, i -> entries[i].exactDestinationPort),
        PortTable.of(source, i -> entries[i].exactSourcePort),
        ints(rest));
  }

  private static int[] ints(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }

  private record Bucket(PortTable byDestination, PortTable bySource, int[] rest) {}

  /** Entry numbers by port, looked up without allocating. */
  private record PortTable(int[] ports, int[][] entries) {
    static PortTable of(List<Integer> numbers, ToIntFunction<Integer> port) {
      TreeMap<Integer, List<Integer>> table = new TreeMap<>();
      for (Integer number : numbers) {
        table.computeIfAbsent(port.applyAsInt(number), p -> new ArrayList<>()).add(number);
      }
      return new PortTable(
          ints(new ArrayList<>(table.keySet())),
          table.values().stream().map(EntryIndex::ints).toArray(int[][]::new));
    }

    int[] get(int port) {
      int index = Arrays.binarySearch(ports, port);
      return index < 0 ? NOTHING : entries[index];
    }
  }
}
