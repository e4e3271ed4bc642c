package io.mudlark.mudscope.mudgen.mudgee;

import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The names that one host asked for, with their addresses. */
final class DeviceNames {
  static final int MAX_PAIRS = 1 << 16;

  private final Map<String, SortedSet<String>> addressesByName = new TreeMap<>();
  private final Map<String, SortedSet<String>> namesByAddress = new TreeMap<>();
  private int pairs;

  void learn(SwitchPacket.Answer answer) {
    for (String address : answer.addresses()) {
      if (pairs < MAX_PAIRS
          && addressesByName.computeIfAbsent(answer.name(), name -> new TreeSet<>()).add(address)) {
        namesByAddress.computeIfAbsent(address, a -> new TreeSet<>()).add(answer.name());
        pairs++;
      }
    }
  }

  /** Other addresses of the first name that has this one. */
  Set<String> siblings(String address) {
    SortedSet<String> names = namesByAddress.get(address);
    if (names == null) {
      return Set.of();
    }
    Set<String> siblings =
        new TreeSet<>(addressesByName.getOrDefault(names.first(), new TreeSet<>()));
    siblings.remove(address);
    return siblings;
  }

  /** The names of an address joined by bars; the text itself when it has none. */
  String named(String address) {
    SortedSet<String> names = namesByAddress.get(address);
    return names == null ? address : String.join("|", names);
  }
}
